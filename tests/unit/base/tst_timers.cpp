// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <map>
#include <memory>
#include <random>

using namespace Standin;
using namespace Standin::Tests;
using namespace std::chrono_literals;

class TestTimers : public QObject
{
    Q_OBJECT

private slots:
    void runsOnceWhenItIsDue()
    {
        FakeTime time;
        int runs = 0;
        const Timer timer = time.timers.start(100ms, [&runs] { ++runs; });
        QVERIFY(timer.isActive());
        QCOMPARE(time.timers.nextDue(), time.clock.steadyNow() + 100ms);
        time.advance(99ms);
        QCOMPARE(runs, 0);
        time.advance(1ms);
        QCOMPARE(runs, 1);
        QVERIFY(!timer.isActive());
        time.advance(1h);
        QCOMPARE(runs, 1);
        QVERIFY(!time.timers.nextDue());
    }

    void neverRunsFromWithinStart_data()
    {
        QTest::addColumn<int>("delay");
        QTest::newRow("no delay") << 0;
        QTest::newRow("below 0") << -5;
    }

    void neverRunsFromWithinStart()
    {
        QFETCH(int, delay);
        FakeTime time;
        bool ran = false;
        const Timer timer = time.timers.start(std::chrono::milliseconds(delay), [&ran] { ran = true; });
        QVERIFY(!ran);
        time.timers.runDue();
        QVERIFY(ran);
    }

    void runsInTheOrderOfDueTimes()
    {
        FakeTime time;
        QList<int> order;
        std::vector<Timer> timers;
        for (const int delay : {30, 10, 20, 10, 0})
            timers.push_back(time.timers.start(std::chrono::milliseconds(delay), [&order, delay, n = timers.size()] {
                order.append(delay * 10 + static_cast<int>(n));
            }));
        time.advance(50ms);
        QCOMPARE(order, (QList<int>{4, 101, 103, 202, 300}));
    }

    void theHandleStopsIt()
    {
        FakeTime time;
        int runs = 0;
        const auto count = [&runs] { ++runs; };
        Timer stopped = time.timers.start(10ms, count);
        stopped.stop();
        stopped.stop();
        {
            const Timer destroyed = time.timers.start(10ms, count);
        }
        Timer replaced = time.timers.start(10ms, count);
        replaced = time.timers.start(20ms, count);
        Timer moved = time.timers.start(30ms, count);
        const Timer holder = std::move(moved);
        QCOMPARE(time.timers.count(), size_t(2));
        time.advance(1s);
        QCOMPARE(runs, 2);
    }

    void anOldHandleLeavesTheNextTimerAlone()
    {
        FakeTime time;
        Timer old = time.timers.start(1ms, [] {});
        time.advance(1ms);
        bool ran = false;
        const Timer next = time.timers.start(1ms, [&ran] { ran = true; }); // in the slot that has become free
        QVERIFY(!old.isActive());
        old.stop();
        QVERIFY(next.isActive());
        time.advance(1ms);
        QVERIFY(ran);
    }

    void callbacksMayStartAndStop()
    {
        FakeTime time;
        int runs = 0;
        Timer other = time.timers.start(10ms, [&runs] { runs += 100; });
        Timer again;
        const Timer first = time.timers.start(5ms, [&] {
            ++runs;
            other.stop();
            again = time.timers.start(5ms, [&] {
                ++runs;
                again.stop(); // itself
            });
        });
        time.advance(1s);
        QCOMPARE(runs, 2);
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void whatIsStartedMeanwhileWaitsForTheNextCall()
    {
        FakeTime time;
        int runs = 0;
        Timer timer;
        std::function<void()> restart = [&] {
            ++runs;
            timer = time.timers.start(0ms, restart);
        };
        timer = time.timers.start(0ms, restart);
        time.timers.runDue();
        QCOMPARE(runs, 1);
        time.timers.runDue();
        QCOMPARE(runs, 2);
    }

    void reportsAnEarlierDueTime()
    {
        FakeTime time;
        int told = 0;
        time.timers.onEarlier([&told] { ++told; });
        Timer first = time.timers.start(100ms, [] {});
        QCOMPARE(told, 1);
        const Timer later = time.timers.start(200ms, [] {});
        QCOMPARE(told, 1);
        const Timer earlier = time.timers.start(50ms, [] {});
        QCOMPARE(told, 2);
        first.stop();
        QCOMPARE(told, 2);
    }

    void startsAtAnInstant_data()
    {
        QTest::addColumn<int>("from"); // milliseconds from now
        QTest::addColumn<bool>("runsAtOnce");
        QTest::newRow("past") << -1000 << true;
        QTest::newRow("now") << 0 << true;
        QTest::newRow("future") << 1 << false;
    }

    void startsAtAnInstant()
    {
        QFETCH(int, from);
        FakeTime time;
        const Clock::Instant due = time.clock.steadyNow() + std::chrono::milliseconds(from);
        bool ran = false;
        const Timer timer = time.timers.startAt(due, [&ran] { ran = true; });
        QCOMPARE(time.timers.nextDue(), due);
        time.timers.runDue();
        QTEST(ran, "runsAtOnce");
        time.advance(1ms);
        QVERIFY(ran);
    }

    void runsLateOnesInTheirOrder()
    {
        FakeTime time;
        QList<int> order;
        std::vector<Timer> timers;
        for (const int delay : {30, 10, 20})
            timers.push_back(
                time.timers.start(std::chrono::milliseconds(delay), [&order, delay] { order.append(delay); }));
        time.clock.advanceTo(time.clock.steadyNow() + 25ms); // runDue() was not called meanwhile
        time.timers.runDue();
        QCOMPARE(order, (QList<int>{10, 20}));
        time.clock.advanceTo(time.clock.steadyNow() + 1h);
        time.timers.runDue();
        QCOMPARE(order, (QList<int>{10, 20, 30}));
    }

    void nextDueFollowsWhatIsStopped()
    {
        FakeTime time;
        const Clock::Instant now = time.clock.steadyNow();
        std::map<int, Timer> timers;
        for (const int delay : {40, 10, 30, 20})
            timers[delay] = time.timers.start(std::chrono::milliseconds(delay), [] {});
        for (const int delay : {10, 30, 20}) {
            timers[delay].stop();
            const int next = delay == 10 ? 20 : delay == 30 ? 20 : 40;
            QCOMPARE(time.timers.nextDue(), now + std::chrono::milliseconds(next));
        }
        timers.clear();
        QVERIFY(!time.timers.nextDue());
    }

    void anEmptyHandleIsInactive()
    {
        Timer none;
        QVERIFY(!none.isActive());
        none.stop();
        FakeTime time;
        Timer timer = time.timers.start(1ms, [] {});
        none = std::move(timer);
        QVERIFY(none.isActive());
        QVERIFY(!timer.isActive()); // NOLINT(bugprone-use-after-move): a handle that was moved from is empty
        none = Timer();
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void theCallbackIsReleased_data()
    {
        QTest::addColumn<bool>("stopped");
        QTest::newRow("when it has run") << false;
        QTest::newRow("when it is stopped") << true;
    }

    void theCallbackIsReleased()
    {
        QFETCH(bool, stopped);
        FakeTime time;
        const auto held = std::make_shared<int>(1);
        Timer timer = time.timers.start(1ms, [held] {});
        QCOMPARE(held.use_count(), 2);
        if (stopped)
            timer.stop();
        else
            time.advance(1ms);
        QCOMPARE(held.use_count(), 1);
    }

    void aTimerMayStopOthersThatAreDue()
    {
        FakeTime time;
        QList<int> order;
        std::vector<Timer> timers(10);
        for (int i = 0; i < 10; ++i) {
            timers[static_cast<size_t>(i)] = time.timers.start(1ms, [&, i] {
                order.append(i);
                for (size_t later = static_cast<size_t>(i) + 1; i == 4 && later < 10; ++later)
                    timers[later].stop();
            });
        }
        time.advance(1ms);
        QCOMPARE(order, (QList<int>{0, 1, 2, 3, 4}));
        QCOMPARE(time.timers.count(), size_t(0));
    }

    void doesNotDependOnTheTimeOfDay()
    {
        FakeTime time;
        bool ran = false;
        const Timer timer = time.timers.start(10ms, [&ran] { ran = true; });
        time.clock.micros -= 3'600'000'000; // the clock is set back
        time.advance(10ms);
        QVERIFY(ran);
    }

    void manyInAnyOrder()
    {
        FakeTime time;
        std::mt19937 random(1);
        constexpr int count = 10'000;
        std::vector<Timer> timers(count);
        QList<Clock::Instant> ran;
        for (int round = 0; round < 3; ++round) { // started anew, most of the slots are used again
            for (Timer &timer : timers)
                timer = time.timers.start(std::chrono::milliseconds(random() % 1000),
                                          [&] { ran.append(time.clock.steadyNow()); });
        }
        for (int i = 0; i < count; i += 2)
            timers[i].stop();
        QCOMPARE(time.timers.count(), size_t(count / 2));
        time.advance(1s);
        QCOMPARE(ran.size(), count / 2);
        QVERIFY(std::is_sorted(ran.begin(), ran.end()));
        QCOMPARE(time.timers.count(), size_t(0));
    }
};

STANDIN_TEST(TestTimers)
#include "tst_timers.moc"
