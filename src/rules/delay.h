// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QString>

#include <chrono>
#include <variant>

namespace Standin {
class JsonReader;
class Random;
} // namespace Standin

namespace Standin::Rules {

struct FixedDelay
{
    double ms = 0;

    bool operator==(const FixedDelay &) const = default;
};
struct UniformDelay
{
    double lower = 0;
    double upper = 0;

    bool operator==(const UniformDelay &) const = default;
};
/// The logarithm of the delay has a normal distribution.
struct LogNormalDelay
{
    double median = 1;
    double p99 = 1; ///< 99 of 100 delays are shorter

    bool operator==(const LogNormalDelay &) const = default;
};

/// How long an action waits. In files a number of milliseconds, or a distribution from which each use draws anew:
///
///     250
///     {"type": "uniform", "lower": 50, "upper": 200}
///     {"type": "lognormal", "median": 80, "p99": 400}
class Delay
{
public:
    /// In milliseconds: one hour.
    static constexpr double longest = 3'600'000;

    /// No delay.
    Delay() = default;

    static void read(JsonReader &reader, const QString &key, Delay &target);
    /// Undefined for no delay.
    [[nodiscard]] JsonText toJson() const;

    /// At most `longest`.
    [[nodiscard]] std::chrono::milliseconds draw(Random &random) const;

    bool operator==(const Delay &) const = default;

private:
    static void readDistribution(JsonReader &reader, Delay &target);

    std::variant<FixedDelay, UniformDelay, LogNormalDelay> m_kind;
};

} // namespace Standin::Rules
