// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/threadtimers.h"

#include <algorithm>

namespace Standin {

using namespace std::chrono;

ThreadTimers::ThreadTimers(const Clock &clock)
    : m_timers(clock)
{
    m_timers.onEarlier([this] {
        if (!m_isRunning)
            waitForNext();
    });
}

void ThreadTimers::timerEvent(QTimerEvent *)
{
    m_wakeUp.stop();
    m_isRunning = true;
    m_timers.runDue();
    m_isRunning = false;
    waitForNext();
}

void ThreadTimers::waitForNext()
{
    const auto due = m_timers.nextDue();
    if (!due) {
        m_wakeUp.stop();
        return;
    }
    if (m_wakeUp.isActive() && m_wakesAt <= *due)
        return;
    constexpr milliseconds most = hours(24); // one unnecessary wake-up per day
    const auto now = m_timers.now();
    const auto left = std::clamp(ceil<milliseconds>(*due - now), milliseconds(0), most);
    m_wakesAt = std::min(*due, now + most);
    m_wakeUp.start(static_cast<int>(left.count()), Qt::PreciseTimer, this);
}

} // namespace Standin
