// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

/// How long the event loop stands still at most.
class StallMeter final : public QObject
{
    Q_OBJECT

public:
    /// What no test lets pass: several times the 50 ms that the window promises, since the machine may have more to do.
    static constexpr qint64 tooLong = 250;

    StallMeter();

    /// Does it, and then lets the event loop run until everything that follows from it has been done. Returns the
    /// longest time that the loop stood still, in ms.
    template <typename Action>
    qint64 during(Action action)
    {
        begin();
        action();
        return settle();
    }

private:
    void begin();
    [[nodiscard]] qint64 settle();

    QTimer m_tick;
    QElapsedTimer m_sinceTick;
    qint64 m_longest = 0;
    int m_ticks = 0;
};
