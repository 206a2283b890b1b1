// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>

/// Measures the longest stall of the event loop.
class StallMeter final : public QObject
{
    Q_OBJECT

public:
    /// The limit of the tests: several times the 50 ms of the requirement, since the machine may be busy.
    static constexpr qint64 tooLong = 250;

    StallMeter();

    /// Calls the function, then runs the event loop until all its consequences are done. Returns the longest stall in
    /// ms.
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
