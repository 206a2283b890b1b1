// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Standin::Mqtt {

/// Describes what a peer with another protocol sent: "TLS instead of CONNACK", or the first line of a text. `first` are
/// the first bytes that it sent. nullopt when they may be MQTT.
[[nodiscard]] std::optional<QString> foreignGreeting(QByteArrayView first);

} // namespace Standin::Mqtt
