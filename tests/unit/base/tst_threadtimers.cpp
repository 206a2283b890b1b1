// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/epolldispatcher.h"
#include "base/threadtimers.h"
#include "support/testprogram.h"

#include <QAbstractEventDispatcher>
#include <QThread>

using namespace Standin;
using namespace std::chrono;

class TestThreadTimers : public QObject
{
    Q_OBJECT

private:
    const SystemClock m_clock;

private slots:
    void runsFromTheEventLoop()
    {
        ThreadTimers owner(m_clock);
        const auto start = m_clock.steadyNow();
        Clock::Instant ran;
        const Timer timer = owner.timers().start(20ms, [&] { ran = m_clock.steadyNow(); });
        QTRY_VERIFY(!timer.isActive());
        QVERIFY(ran - start >= 20ms);
    }

    void anEarlierOneIsNotKeptWaiting()
    {
        ThreadTimers owner(m_clock);
        const Timer late = owner.timers().start(hours(1), [] {});
        const Timer early = owner.timers().start(5ms, [] {});
        QTRY_VERIFY_WITH_TIMEOUT(!early.isActive(), 2000);
        QVERIFY(late.isActive());
    }

    void goesOnAfterTheFirst()
    {
        ThreadTimers owner(m_clock);
        int runs = 0;
        Timer timer;
        std::function<void()> again = [&] {
            if (++runs < 5)
                timer = owner.timers().start(1ms, again);
        };
        timer = owner.timers().start(0ms, again);
        QTRY_COMPARE(runs, 5);
    }

    void aStoppedOneDoesNotRun()
    {
        ThreadTimers owner(m_clock);
        bool ran = false;
        Timer stopped = owner.timers().start(5ms, [&ran] { ran = true; });
        bool lateRan = false;
        const Timer late = owner.timers().start(30ms, [&lateRan] { lateRan = true; });
        stopped.stop();
        QTRY_VERIFY(lateRan);
        QVERIFY(!ran);
    }

    void waitsForNothingWhenAllHaveRun()
    {
        ThreadTimers owner(m_clock);
        auto *dispatcher = QThread::currentThread()->eventDispatcher();
        const Timer timer = owner.timers().start(1ms, [] {});
        QCOMPARE(dispatcher->registeredTimers(&owner).size(), 1);
        QTRY_VERIFY(!timer.isActive());
        QCOMPARE(dispatcher->registeredTimers(&owner).size(), 0);
    }

    void waitsADayAtMostForFarOnes_data()
    {
        QTest::addColumn<qint64>("inHours");
        QTest::newRow("a day") << qint64(24);
        QTest::newRow("a month, more milliseconds than an int holds") << qint64(24 * 31);
        QTest::newRow("a hundred years") << qint64(24 * 36'500);
    }

    void waitsADayAtMostForFarOnes()
    {
        QFETCH(qint64, inHours);
        ThreadTimers owner(m_clock);
        const Timer timer = owner.timers().start(hours(inHours), [] {});
        const auto registered = QThread::currentThread()->eventDispatcher()->registeredTimers(&owner);
        QCOMPARE(registered.size(), 1);
        const milliseconds day = 24h;
        QVERIFY(registered.first().interval <= day.count());
        QVERIFY(registered.first().interval > (day - 10s).count());
        QVERIFY(timer.isActive());
    }

    void roundsUpToWholeMilliseconds()
    {
        ThreadTimers owner(m_clock);
        const auto due = m_clock.steadyNow() + 20ms + 1us;
        Clock::Instant ran;
        const Timer timer = owner.timers().startAt(due, [&] { ran = m_clock.steadyNow(); });
        QTRY_VERIFY(!timer.isActive());
        QVERIFY(ran >= due);
    }

    void whatIsOverdueRunsFromTheEventLoop()
    {
        ThreadTimers owner(m_clock);
        bool ran = false;
        const Timer timer = owner.timers().startAt(m_clock.steadyNow() - 1h, [&ran] { ran = true; });
        QVERIFY(!ran);
        QTRY_VERIFY(ran);
    }

    void aTimerMayStartAnEarlierOneThanTheNext()
    {
        ThreadTimers owner(m_clock);
        const Timer next = owner.timers().start(1h, [] {});
        bool ran = false;
        Timer inner;
        const Timer outer =
            owner.timers().start(1ms, [&] { inner = owner.timers().start(1ms, [&ran] { ran = true; }); });
        QTRY_VERIFY(ran);
        QVERIFY(next.isActive());
    }

    void takesOneTimerOfTheEventLoop()
    {
        QThread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        thread.start();
        QObject inside;
        inside.moveToThread(&thread);
        qsizetype registered = -1;
        QMetaObject::invokeMethod(
            &inside,
            [&] {
                ThreadTimers owner(m_clock);
                std::vector<Timer> timers;
                for (int i = 0; i < 10'000; ++i)
                    timers.push_back(owner.timers().start(milliseconds(1000 + i), [] {}));
                registered = thread.eventDispatcher()->registeredTimers(&owner).size();
                timers.clear();
            },
            Qt::BlockingQueuedConnection);
        QCOMPARE(registered, 1);
        thread.quit();
        thread.wait();
    }
};

STANDIN_TEST(TestThreadTimers)
#include "tst_threadtimers.moc"
