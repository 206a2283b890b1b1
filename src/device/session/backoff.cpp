// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/backoff.h"

#include <algorithm>
#include <cmath>

namespace Standin {

namespace {

bool isLeft(const Reconnect &settings, int attempt)
{
    return settings.attempts == 0 || attempt <= settings.attempts;
}

int longestMs(const Reconnect &settings)
{
    return std::max(settings.maxMs, settings.initialMs);
}

std::chrono::milliseconds spread(double delayMs, const Reconnect &settings, Random &random)
{
    return std::chrono::milliseconds(
        static_cast<qint64>(delayMs * random.real(1 - settings.jitter, 1 + settings.jitter)));
}

} // namespace

std::optional<std::chrono::milliseconds> Backoff::delay(const Reconnect &settings, int attempt, Random &random)
{
    if (!isLeft(settings, attempt))
        return std::nullopt;
    constexpr int mostDoublings = 30; // above it maxMs is always reached
    // When a broker ends, all of its devices begin to wait at the same moment.
    if (attempt == 1 && settings.jitter > 0)
        return std::chrono::milliseconds(static_cast<qint64>(random.real(0, settings.initialMs)));
    const double first = attempt > 1 ? std::max(settings.initialMs, 1) : settings.initialMs;
    const double doubled = first * std::exp2(std::min(attempt - 1, mostDoublings));
    return spread(std::min(doubled, static_cast<double>(longestMs(settings))), settings, random);
}

std::optional<std::chrono::milliseconds> Backoff::longestDelay(const Reconnect &settings, int attempt, Random &random)
{
    return isLeft(settings, attempt) ? std::optional(spread(longestMs(settings), settings, random)) : std::nullopt;
}

} // namespace Standin
