// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"

namespace Standin::Tests {

/// A clock whose time changes only by calls of the test.
class FakeClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMicros() const override { return micros; }
    [[nodiscard]] Instant steadyNow() const override { return m_steady; }

    void advanceTo(Instant instant)
    {
        using namespace std::chrono;
        micros += duration_cast<microseconds>(instant - m_steady).count();
        m_steady = instant;
    }

    qint64 micros = 1'700'000'000'123'456; ///< can be set, like the system clock

private:
    Instant m_steady = Instant(std::chrono::hours(1));
};

/// A fake clock with its timers: time passes only in advance(), and timers run exactly when they are due.
struct FakeTime
{
    FakeClock clock;
    Timers timers{clock};

    void advance(std::chrono::milliseconds by)
    {
        const Clock::Instant end = clock.steadyNow() + by;
        for (auto due = timers.nextDue(); due && *due <= end; due = timers.nextDue()) {
            clock.advanceTo(std::max(*due, clock.steadyNow()));
            timers.runDue();
        }
        clock.advanceTo(end);
    }
};

} // namespace Standin::Tests
