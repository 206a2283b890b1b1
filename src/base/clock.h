// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace Standin {

/// Where the time of day comes from. Thread-safe.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Microseconds since 1970-01-01 UTC.
    [[nodiscard]] virtual qint64 nowMicros() const = 0;
};

/// The clock of the machine.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMicros() const override;
};

} // namespace Standin
