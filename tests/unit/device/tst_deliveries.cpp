// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/deliveries.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDeliveries : public QObject
{
    Q_OBJECT

private:
    using Outcome = Deliveries::Outcome;

    [[nodiscard]] Clock::Instant now() const { return m_time.clock.steadyNow(); }

    FakeTime m_time;

private slots:
    void oneCopyForEachFilterThatMatches_data()
    {
        QTest::addColumn<QStringList>("filters");
        QTest::addColumn<int>("copies");
        QTest::newRow("none") << QStringList() << 0;
        QTest::newRow("one") << QStringList{u"#"_s} << 0;
        QTest::newRow("two") << QStringList{u"a/b"_s, u"a/#"_s} << 1;
        QTest::newRow("three") << QStringList{u"a/b"_s, u"a/#"_s, u"+/b"_s} << 2;
        QTest::newRow("another") << QStringList{u"a/b"_s, u"c/#"_s} << 0;
        QTest::newRow("the same twice") << QStringList{u"a/b"_s, u"a/b"_s} << 0;
        QTest::newRow("shared") << QStringList{u"a/b"_s, u"$share/g/a/b"_s} << 1;
        QTest::newRow("empty") << QStringList{QString(), u"a/b"_s} << 0;
    }

    void oneCopyForEachFilterThatMatches()
    {
        QFETCH(QStringList, filters);
        QFETCH(int, copies);
        Deliveries deliveries;
        deliveries.setFilters(filters);
        for (int message = 0; message < 2; ++message) {
            QVERIFY(!deliveries.earlier(1, false, now()));
            deliveries.add(1, u"a/b"_s, Outcome::Other, now());
            for (int i = 0; i < copies; ++i)
                QVERIFY(deliveries.earlier(1, false, now()) == Outcome::Other);
        }
        QVERIFY(!deliveries.earlier(1, false, now()));
    }

    void otherMessagesAreNoCopies()
    {
        Deliveries deliveries;
        deliveries.setFilters({u"#"_s, u"a/#"_s});
        deliveries.add(1, u"a/b"_s, Outcome::Own, now());
        QVERIFY(!deliveries.earlier(2, false, now()));
        QVERIFY(!deliveries.earlier(2, true, now()));
        QVERIFY(deliveries.earlier(1, false, now()) == Outcome::Own);
    }

    void copiesComeShortlyAfter()
    {
        Deliveries deliveries;
        deliveries.setFilters({u"#"_s, u"a/#"_s});
        deliveries.add(1, u"a/b"_s, Outcome::Other, now());
        m_time.advance(Deliveries::copiesWithin + 1ms);
        QVERIFY(!deliveries.earlier(1, false, now()));
        QVERIFY(deliveries.earlier(1, true, now()) == Outcome::Other); // DUP may come late
    }

    void knowsWhatAPresetHasAnswered()
    {
        Deliveries deliveries;
        deliveries.setFilters({u"a/b"_s});
        deliveries.add(1, u"a/b"_s, Outcome::HandledOnce, now());
        QVERIFY(!deliveries.earlier(1, false, now())); // the same bytes once more
        m_time.advance(1h);
        QVERIFY(deliveries.earlier(1, true, now()) == Outcome::HandledOnce);
    }

    void forgetsTheOldest()
    {
        Deliveries deliveries;
        for (quint64 i = 0; i < 1000; ++i)
            deliveries.add(i, u"a"_s, Outcome::HandledOnce, now());
        QVERIFY(!deliveries.earlier(0, true, now()));
        QVERIFY(deliveries.earlier(999, true, now()));
    }
};

STANDIN_TEST(TestDeliveries)
#include "tst_deliveries.moc"
