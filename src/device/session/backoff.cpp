// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/backoff.h"

#include <algorithm>
#include <cmath>

namespace Standin {

std::optional<std::chrono::milliseconds> Backoff::delay(const Reconnect &settings, int attempt, Random &random)
{
    if (settings.attempts > 0 && attempt > settings.attempts)
        return std::nullopt;
    constexpr int mostDoublings = 30; // beyond it every maxMs has been reached
    const double doubled = settings.initialMs * std::exp2(std::min(attempt - 1, mostDoublings));
    const double limited = std::min(doubled, static_cast<double>(std::max(settings.maxMs, settings.initialMs)));
    const double spread = limited * random.real(1 - settings.jitter, 1 + settings.jitter);
    return std::chrono::milliseconds(static_cast<qint64>(spread));
}

} // namespace Standin
