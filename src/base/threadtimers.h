// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"

#include <QBasicTimer>
#include <QObject>

namespace Standin {

/// The Timers of a thread with an event loop, all driven by one timer of the event loop, which is set to the next due
/// time; it stays where it is when the timer for that was stopped. Exact to about two milliseconds, never early. Make,
/// use and destroy it in its thread.
class ThreadTimers final : public QObject
{
    Q_OBJECT

public:
    explicit ThreadTimers(const Clock &clock);

    [[nodiscard]] Timers &timers() { return m_timers; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void waitForNext();

    Timers m_timers;
    QBasicTimer m_wakeUp;
    Timers::Instant m_wakesAt;
    bool m_isRunning = false; ///< the due timers run; the event loop timer is set afterwards
};

} // namespace Standin
