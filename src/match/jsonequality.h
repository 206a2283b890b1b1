// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

namespace Standin::Match {

/// Compares two JSON values by their meaning: 1 and 1.0 are equal, and the keys of an object have no order.
struct JsonEquality
{
    bool ignoreExtra = false; ///< an object may have more keys than expected, at any depth
    bool ignoreOrder = false; ///< the elements of an array may be in any order, at any depth

    /// Values that need more than `mostSteps` comparisons count as different, so that the time is bounded.
    [[nodiscard]] bool holds(const QJsonValue &expected, const QJsonValue &actual) const;

    static constexpr int mostSteps = 1'000'000;

    bool operator==(const JsonEquality &) const = default;
};

} // namespace Standin::Match
