// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalrig.h"
#include "support/testprogram.h"

#include <array>
#include <atomic>
#include <semaphore>

using namespace Standin;
using namespace Standin::JournalRig;
using namespace Qt::StringLiterals;

/// JournalReader::waitFor(), as the journal implements it.
class TestJournalWaiter : public QObject
{
    Q_OBJECT

private:
    Tests::FakeClock m_clock;

private slots:
    void callsOnceWhenThereIsAnEntry_data()
    {
        QTest::addColumn<int>("entries"); // in the journal already
        QTest::addColumn<Cursor>("after");
        QTest::addColumn<QList<int>>(
            "calls"); // number of calls after waitFor(), and after each of three further entries
        QTest::newRow("empty journal") << 0 << Cursor(0) << QList<int>{0, 1, 1, 1};
        QTest::newRow("everything seen") << 2 << Cursor(2) << QList<int>{0, 1, 1, 1};
        QTest::newRow("one not seen") << 2 << Cursor(1) << QList<int>{1, 1, 1, 1};
        QTest::newRow("nothing seen") << 2 << Cursor(0) << QList<int>{1, 1, 1, 1};
        QTest::newRow("ahead of the journal") << 2 << Cursor(4) << QList<int>{0, 0, 0, 1};
        QTest::newRow("never") << 2 << std::numeric_limits<Cursor>::max() << QList<int>{0, 0, 0, 0};
    }

    void callsOnceWhenThereIsAnEntry()
    {
        QFETCH(int, entries);
        QFETCH(Cursor, after);
        Journal journal(m_clock);
        append(journal, entries);
        int calls = 0;
        const JournalWaiter waiter = journal.waitFor(after, [&calls] { ++calls; });
        QList<int> counted = {calls};
        for (int i = 0; i < 3; ++i) {
            append(journal, 1);
            counted.append(calls);
        }
        QTEST(counted, "calls");
    }

    void theEntryCanBeReadFromTheCallback()
    {
        Journal journal(m_clock);
        JournalPage page;
        const JournalWaiter waiter = journal.waitFor(0, [&] { page = journal.read({}); });
        append(journal, 1);
        QCOMPARE(seqs(page), QList<Cursor>{1});
    }

    void aCallbackMayAppendAndWaitAgain()
    {
        Journal journal(m_clock);
        QStringList calls;
        JournalWaiter second;
        const JournalWaiter first = journal.waitFor(0, [&] {
            calls.append(u"first"_s);
            second = journal.waitFor(journal.cursor(), [&calls] { calls.append(u"second"_s); });
            append(journal, 1);
        });
        append(journal, 1);
        QCOMPARE(calls, (QStringList{u"first"_s, u"second"_s}));
        QCOMPARE(journal.cursor(), Cursor(2));
    }

    void isNotCalledOnceCancelled_data()
    {
        using Cancel = std::function<void(JournalWaiter &)>;
        QTest::addColumn<Cancel>("cancel");
        QTest::addColumn<int>("calls");
        QTest::newRow("kept") << Cancel([](JournalWaiter &) {}) << 1;
        QTest::newRow("emptied") << Cancel([](JournalWaiter &waiter) { waiter = {}; }) << 0;
        QTest::newRow("destroyed") << Cancel([](JournalWaiter &waiter) { const JournalWaiter gone(std::move(waiter)); })
                                   << 0;
        QTest::newRow("moved") << Cancel([](JournalWaiter &waiter) {
            JournalWaiter other(std::move(waiter));
            waiter = std::move(other);
        }) << 1;
    }

    void isNotCalledOnceCancelled()
    {
        QFETCH(std::function<void(JournalWaiter &)>, cancel);
        Journal journal(m_clock);
        int calls = 0;
        JournalWaiter waiter = journal.waitFor(0, [&calls] { ++calls; });
        cancel(waiter);
        append(journal, 1);
        QTEST(calls, "calls");
    }

    void overwritingCancelsTheFormer()
    {
        Journal journal(m_clock);
        QStringList calls;
        JournalWaiter waiter = journal.waitFor(0, [&] { calls.append(u"former"_s); });
        waiter = journal.waitFor(0, [&] { calls.append(u"new"_s); });
        append(journal, 1);
        QCOMPARE(calls, QStringList{u"new"_s});
    }

    void aCancelledCallbackIsReleased()
    {
        Journal journal(m_clock);
        auto resource = std::make_shared<int>();
        JournalWaiter waiter = journal.waitFor(0, [resource] {});
        QCOMPARE(resource.use_count(), 2);
        waiter = {};
        QCOMPARE(resource.use_count(), 1);
    }

    void aCallbackMayDestroyItsWaiter()
    {
        Journal journal(m_clock);
        auto resource = std::make_shared<int>(7);
        int seen = 0;
        JournalWaiter waiter;
        waiter = journal.waitFor(0, [&waiter, &seen, resource] {
            waiter = {};
            seen = *resource; // the callback object itself still exists
        });
        append(journal, 2);
        QCOMPARE(seen, 7);
        QCOMPARE(resource.use_count(), 1);
    }

    void manyWaitersAreCalledLowestCursorFirst()
    {
        Journal journal(m_clock);
        append(journal, 10);
        QList<Cursor> calls;
        std::vector<JournalWaiter> waiters;
        for (const Cursor after : {12, 10, 11, 10, 13})
            waiters.push_back(journal.waitFor(after, [&calls, after] { calls.append(after); }));
        append(journal, 1);
        QCOMPARE(calls, (QList<Cursor>{10, 10}));
        append(journal, 2);
        QCOMPARE(calls, (QList<Cursor>{10, 10, 11, 12}));
    }

    void outlivesTheJournal()
    {
        bool called = false;
        JournalWaiter waiter;
        {
            const Journal journal(m_clock);
            waiter = journal.waitFor(0, [&called] { called = true; });
        }
        waiter = {};
        QVERIFY(!called);
    }

    void destroyingWaitsForARunningCallback()
    {
        Journal journal(m_clock);
        std::binary_semaphore started(0);
        std::binary_semaphore release(0);
        bool finished = false; // not atomic: that destroying waits is what orders the accesses
        JournalWaiter waiter = journal.waitFor(0, [&] {
            started.release();
            release.acquire();
            finished = true;
        });
        std::thread device([&journal] { append(journal, 1); });
        started.acquire();
        std::thread later([&release] { release.release(); });
        waiter = {};
        QVERIFY(finished);
        device.join();
        later.join();
    }

    void noWakeUpIsLost_data()
    {
        QTest::addColumn<bool>("scanFirst");
        QTest::newRow("register first, scan second") << false;
        QTest::newRow("scan first, register with its cursor") << true;
    }

    /// The loop of JournalReader, in several threads, while several others append.
    void noWakeUpIsLost()
    {
        QFETCH(bool, scanFirst);
        constexpr int perThread = 5000;
        constexpr Cursor total = 3 * perThread;
        Journal journal(m_clock);
        std::atomic<int> inTime = 0;
        std::vector<std::thread> threads;
        threads.reserve(6);
        for (int i = 0; i < 3; ++i) {
            threads.emplace_back([&] {
                Cursor seen = 0;
                while (seen < total) {
                    std::binary_semaphore woken(0);
                    if (scanFirst)
                        seen = journal.read({.after = seen}).cursor;
                    const JournalWaiter waiter = journal.waitFor(seen, [&woken] { woken.release(); });
                    if (!scanFirst)
                        seen = journal.read({.after = seen}).cursor;
                    if (seen < total && !woken.try_acquire_for(std::chrono::seconds(60)))
                        return;
                }
                ++inTime;
            });
        }
        for (int i = 0; i < 3; ++i)
            threads.emplace_back([&journal] { append(journal, perThread); });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(inTime, 3);
    }

    void cancellingRacesWithTheCall()
    {
        Journal journal(m_clock);
        std::atomic<bool> stop = false;
        std::thread device([&] {
            while (!stop)
                append(journal, 1);
        });
        int mostCalls = 0;
        for (int i = 0; i < 5000; ++i) {
            const auto calls = std::make_unique<int>(0); // a late call would write into freed memory
            JournalWaiter waiter = journal.waitFor(journal.cursor() + i % 3, [&calls] { ++*calls; });
            if (i % 2 == 0)
                std::this_thread::yield();
            waiter = {};
            mostCalls = std::max(mostCalls, *calls);
        }
        stop = true;
        device.join();
        QVERIFY(mostCalls <= 1);
    }
};

STANDIN_TEST(TestJournalWaiter)
#include "tst_journalwaiter.moc"
