// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttglobal.h"
#include "mqtt/core/packet.h"

#include <QString>

/// What a Session tells of. Views are good until the session or its input changes.
namespace Standin::Mqtt {

/// CONNACK 0. What was in flight has been sent again already when `sessionPresent`.
struct Established
{
    bool sessionPresent = false;
};

/// CONNACK with a return code other than 0 (section 3.2.2.3). The session is over.
struct Refused
{
    quint8 code = 0;
};

struct MessageArrived
{
    Publish message;
};

/// A step in the exchange of a message of QoS 1 or 2. Ids of inbound messages (Released) and of outbound ones
/// (Acknowledged, Received, Completed) are counted apart.
struct MessageProgressed
{
    quint16 id = 0;
    QMqtt::MessageStatus status = QMqtt::MessageStatus::Unknown;
};

struct SubscribeAnswered
{
    QByteArray filter;
    /// The QoS granted, or subscriptionRefused.
    quint8 code = 0;
};

struct UnsubscribeAnswered
{
    QByteArray filter;
};

struct PingAnswered
{};

/// The session is over, and the transport must be closed [MQTT-4.8.0-1].
struct Broken
{
    enum class Cause : quint8 {
        ProtocolViolation,
        Timeout,
    };

    Cause cause = Cause::ProtocolViolation;
    /// English, for logs: "no PINGRESP within 60 s".
    QString detail;
};

/// monostate: nothing to tell for now.
using Event = std::variant<std::monostate, Established, Refused, MessageArrived, MessageProgressed, SubscribeAnswered,
                           UnsubscribeAnswered, PingAnswered, Broken>;

} // namespace Standin::Mqtt
