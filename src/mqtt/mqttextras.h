// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>

#include <chrono>
#include <functional>
#include <optional>

/// What a device needs of its MQTT client beyond the public Qt MQTT API. Every function is to be called in the
/// client's thread.
namespace Standin::MqttExtras {

/// Called once for every inbound PUBLISH, however many subscriptions match it, with everything the packet said.
/// It runs before QMqttClient::messageReceived and QMqttSubscription::messageReceived are emitted. The handler may
/// publish, disconnect or delete the client. One handler per client; an empty function removes it.
using MessageHandler = std::function<void(const QMqttMessage &)>;
void setMessageHandler(QMqttClient &client, MessageHandler handler);

/// How long connectToHost() waits for the CONNACK before it fails; 0 waits for ever. Default: 10 s.
void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout);

/// The code with which the broker last refused or ended the session: the CONNACK return code (3.1.1 section 3.2.2.3) or
/// reason code (5.0 section 3.2.2.2), or that of a received DISCONNECT (5.0 section 3.14.2.1).
/// nullopt when it gave none since the last connectToHost().
[[nodiscard]] std::optional<quint8> brokerReasonCode(const QMqttClient &client);

/// Why the last session ended, in the session's own words ("no PINGRESP within 60 s", "reserved bits set in
/// SUBACK"), for logs; empty when nothing went wrong.
[[nodiscard]] QString failureDetail(const QMqttClient &client);

/// True when the last session ended because the peer did not answer in time (CONNACK or PINGRESP).
[[nodiscard]] bool timedOut(const QMqttClient &client);

/// Ends the session on this side only: the client is Disconnected at once, nothing is written and the transport is
/// let go untouched, neither closed nor deleted. Emits stateChanged and disconnected. For leaving without DISCONNECT.
void abandon(QMqttClient &client);

} // namespace Standin::MqttExtras
