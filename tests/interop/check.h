// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

#include <span>

class Scene;

/// A feature of a broker that our client must use correctly.
struct Check
{
    QLatin1String name;
    void (*run)(Scene &);
};

/// In every version.
[[nodiscard]] std::span<const Check> basicChecks();
/// In every version, over each transport.
[[nodiscard]] std::span<const Check> transportChecks();
/// MQTT 5.0 only: properties of messages, of subscriptions, of the session, of its will.
[[nodiscard]] std::span<const Check> messagePropertyChecks();
[[nodiscard]] std::span<const Check> subscriptionPropertyChecks();
[[nodiscard]] std::span<const Check> sessionPropertyChecks();
[[nodiscard]] std::span<const Check> willPropertyChecks();
