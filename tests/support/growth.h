// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/processortime.h"

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <limits>

namespace Standin::Tests {

/// How many times as much processor time work takes for eight times the input: about 8 when it is linear, about 64 when
/// it is quadratic. Of several runs the fastest counts, and only this thread's time: other load does not matter.
inline double growth(qsizetype size, const std::function<void(qsizetype size)> &work)
{
    const auto cost = [&](qsizetype of) {
        double least = std::numeric_limits<double>::max();
        for (int run = 0; run < 3; ++run) {
            const double begin = processorSeconds();
            work(of);
            least = std::min(least, processorSeconds() - begin);
        }
        return least;
    };
    return cost(8 * size) / std::max(cost(size), 1e-6);
}

/// Between linear and quadratic.
inline constexpr double mostLinearGrowth = 24;

} // namespace Standin::Tests
