// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/waiterlist.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestWaiterList : public QObject
{
    Q_OBJECT

private slots:
    void forgetsThoseThatWereCalledOrCancelled()
    {
        const auto list = std::make_shared<WaiterList>();
        JournalWaiter first = list->add(1, [] {});
        JournalWaiter second = list->add(1, [] {});
        const JournalWaiter third = list->add(5, [] {});
        QCOMPARE(list->size(), size_t(3));
        first = {};
        QCOMPARE(list->size(), size_t(2));
        list->wake(2);
        QCOMPARE(list->size(), size_t(1));
        second = {}; // was called: nothing left to cancel
        QCOMPARE(list->size(), size_t(1));
        list->wake(third);
        QCOMPARE(list->size(), size_t(0));
    }

    void callsThoseBeforeTheNewest_data()
    {
        QTest::addColumn<Cursor>("newest");
        QTest::addColumn<QList<Cursor>>("called");
        QTest::newRow("nothing yet") << Cursor(0) << QList<Cursor>{};
        QTest::newRow("up to the nearest") << Cursor(2) << QList<Cursor>{};
        QTest::newRow("one behind the nearest") << Cursor(3) << QList<Cursor>{2, 2};
        QTest::newRow("between") << Cursor(5) << QList<Cursor>{2, 2, 4};
        QTest::newRow("all") << Cursor(100) << QList<Cursor>{2, 2, 4, 6};
    }

    void callsThoseBeforeTheNewest()
    {
        QFETCH(Cursor, newest);
        const auto list = std::make_shared<WaiterList>();
        QList<Cursor> called;
        std::vector<JournalWaiter> waiters;
        for (const Cursor after : {4, 2, 6, 2})
            waiters.push_back(list->add(after, [&called, after] { called.append(after); }));
        list->wake(newest);
        QTEST(called, "called");
        called.clear();
        list->wake(newest);
        QVERIFY(called.isEmpty());
    }

    void theNearestIsFoundAgainAfterACancel()
    {
        const auto list = std::make_shared<WaiterList>();
        int calls = 0;
        JournalWaiter nearest = list->add(1, [&calls] { ++calls; });
        const JournalWaiter next = list->add(3, [&calls] { ++calls; });
        nearest = {};
        list->wake(3);
        QCOMPARE(calls, 0);
        list->wake(4);
        QCOMPARE(calls, 1);
    }

    void oneIsCalledByItself()
    {
        const auto list = std::make_shared<WaiterList>();
        QStringList called;
        const JournalWaiter a = list->add(1, [&] { called.append(u"a"_s); });
        const JournalWaiter b = list->add(1, [&] { called.append(u"b"_s); });
        list->wake(b);
        list->wake(b);
        QCOMPARE(called, QStringList{u"b"_s});
        list->wake(2);
        QCOMPARE(called, (QStringList{u"b"_s, u"a"_s}));
    }

    void aCallbackMayAddAnother()
    {
        const auto list = std::make_shared<WaiterList>();
        int calls = 0;
        JournalWaiter second;
        const JournalWaiter first = list->add(1, [&] {
            ++calls;
            second = list->add(1, [&calls] { ++calls; });
        });
        list->wake(2);
        QCOMPARE(calls, 1); // the new one waits for the next entry
        list->wake(3);
        QCOMPARE(calls, 2);
    }
};

STANDIN_TEST(TestWaiterList)
#include "tst_waiterlist.moc"
