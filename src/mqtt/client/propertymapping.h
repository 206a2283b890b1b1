// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttauthenticationproperties.h"
#include "mqtt/QtMqtt/qmqttconnectionproperties.h"
#include "mqtt/QtMqtt/qmqttlastwillproperties.h"
#include "mqtt/QtMqtt/qmqttpublishproperties.h"
#include "mqtt/QtMqtt/qmqttsubscriptionproperties.h"
#include "mqtt/core/event.h"

/// Converts the public property classes to properties on the wire and back. Default values are not sent. Pure
/// functions, thread-safe.
namespace Standin::Mqtt::PropertyMapping {

[[nodiscard]] Properties toWire(const QMqttConnectionProperties &from);
[[nodiscard]] Properties toWire(const QMqttLastWillProperties &from);
/// Without subscription identifiers: only a broker sends them.
[[nodiscard]] Properties toWire(const QMqttPublishProperties &from);
[[nodiscard]] Properties toWire(const QMqttSubscriptionProperties &from);
[[nodiscard]] Properties toWire(const QMqttUnsubscriptionProperties &from);
[[nodiscard]] Properties toWire(const QMqttAuthenticationProperties &from);
void addUserProperties(Properties &to, const QMqttUserProperties &from);

[[nodiscard]] QMqttUserProperties userProperties(const Properties &from);
[[nodiscard]] QString reason(const Properties &from);
[[nodiscard]] QMqttPublishProperties toPublishProperties(const Properties &from);
[[nodiscard]] QMqttMessageStatusProperties toStatusProperties(quint8 code, const Properties &from);
[[nodiscard]] QMqttAuthenticationProperties toAuthenticationProperties(const Properties &from);
/// Of CONNACK.
[[nodiscard]] QMqttServerConnectionProperties toServerProperties(quint8 code, const Properties &from);

} // namespace Standin::Mqtt::PropertyMapping
