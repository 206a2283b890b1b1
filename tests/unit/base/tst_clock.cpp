// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "support/testprogram.h"

#include <QDateTime>
#include <QThread>

#include <atomic>

using namespace Standin;
using namespace std::chrono;

class TestClock : public QObject
{
    Q_OBJECT

private:
    const SystemClock m_clock;

private slots:
    void returnsTheTimeOfDay()
    {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const qint64 now = m_clock.nowMicros();
        const qint64 after = QDateTime::currentMSecsSinceEpoch();
        QVERIFY2(now / 1000 >= before && now / 1000 <= after, qPrintable(QString::number(now)));
    }

    void countsMicroseconds()
    {
        // Not all values are multiples of 1000, so the clock counts microseconds.
        bool isFiner = false;
        for (int i = 0; i < 1'000'000 && !isFiner; ++i)
            isFiner = m_clock.nowMicros() % 1000 != 0;
        QVERIFY(isFiner);
    }

    void theSteadyTimeNeverGoesBack()
    {
        Clock::Instant last = m_clock.steadyNow();
        for (int i = 0; i < 100'000; ++i) {
            const Clock::Instant now = m_clock.steadyNow();
            QVERIFY(now >= last);
            last = now;
        }
    }

    void bothGoOnAlike()
    {
        const qint64 day = m_clock.nowMicros();
        const Clock::Instant steady = m_clock.steadyNow();
        while (m_clock.steadyNow() - steady < 20ms)
            QThread::yieldCurrentThread();
        QVERIFY(m_clock.nowMicros() - day >= 19'000);
    }

    void threadsSeeOneTime()
    {
        const Clock::Instant before = m_clock.steadyNow();
        Clock::Instant inside;
        const std::unique_ptr<QThread> thread(QThread::create([&] { inside = m_clock.steadyNow(); }));
        thread->start();
        QVERIFY(thread->wait(10'000));
        QVERIFY(inside >= before);
        QVERIFY(inside <= m_clock.steadyNow());
    }
};

STANDIN_TEST(TestClock)
#include "tst_clock.moc"
