// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "profile/profile.h"

#include <chrono>
#include <optional>

namespace Standin {

/// The delay before the next attempt to reconnect: doubling from initialMs to maxMs, each spread by the jitter so that
/// a thousand devices do not reconnect at the same time. The first is spread over all of initialMs, unless the jitter
/// is 0, because at the end of a broker all of its devices begin to wait at the same moment. With an initialMs of 0 the
/// first attempt is made at once, and the doubling begins with 1 ms.
class Backoff
{
public:
    /// The delay before attempt number `attempt` (from 1); nullopt when no attempts are left.
    [[nodiscard]] static std::optional<std::chrono::milliseconds> delay(const Reconnect &settings, int attempt,
                                                                        Random &random);
    /// The longest delay, for any attempt.
    [[nodiscard]] static std::optional<std::chrono::milliseconds> longestDelay(const Reconnect &settings, int attempt,
                                                                               Random &random);
};

} // namespace Standin
