// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace Standin {

/// The source of time. Thread-safe.
class Clock
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// The system time: microseconds since 1970-01-01 UTC. It jumps when the machine's clock is set.
    [[nodiscard]] virtual qint64 nowMicros() const = 0;

    /// The monotonic time, for delays and deadlines.
    [[nodiscard]] virtual Instant steadyNow() const = 0;
};

/// The clock of the machine.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMicros() const override;
    [[nodiscard]] Instant steadyNow() const override;
};

} // namespace Standin
