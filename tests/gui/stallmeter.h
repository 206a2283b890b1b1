// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sanitizer.h"

#include <QEventLoop>
#include <QTimer>

#include <chrono>

/// Measures the longest stall of the event loop, in processor time.
class StallMeter final : public QObject
{
    Q_OBJECT

public:
    /// What no test accepts: twice the 50 ms of the bar, because tests are built without optimization.
    static constexpr qint64 tooLong = 100 * Standin::Tests::sanitizerFactor;

    StallMeter();

    /// Calls the function, then runs the event loop until all its consequences are done. Returns the longest stall in
    /// ms.
    ///
    /// They are done when only timer events have come for some ticks. Timers that are children of widgets get shorter
    /// intervals for that: a single-shot timer fires at once, a repeating one at each tick.
    template <typename Action>
    qint64 during(Action action)
    {
        begin();
        action();
        return settle();
    }

    bool eventFilter(QObject *receiver, QEvent *event) override;

private:
    void begin();
    [[nodiscard]] qint64 settle();
    void tick();
    static void shortenIntervals();

    QTimer m_tick;
    QEventLoop m_loop;
    std::chrono::nanoseconds m_atTick{0};
    qint64 m_longest = 0;
    int m_quietTicks = 0;
    bool m_isBusy = false; ///< there was another event than those of timers since the last tick
};
