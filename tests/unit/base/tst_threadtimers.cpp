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
