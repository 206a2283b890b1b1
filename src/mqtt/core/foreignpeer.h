// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Standin::Mqtt {

/// What a peer sent instead of CONNACK, when it speaks another protocol: TLS, or the first line of a text. `first` are
/// the first bytes it sent. nullopt when they may be MQTT.
[[nodiscard]] std::optional<QString> foreignGreeting(QByteArrayView first);

} // namespace Standin::Mqtt
