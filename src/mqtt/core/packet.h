// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/properties.h"

#include <QByteArrayView>

#include <variant>

/// The control packets of MQTT 3.1, 3.1.1 and 5.0 (section 3) as plain values. All text is UTF-8. Properties, and
/// reason codes other than those of CONNACK and SUBACK, exist in 5.0 only; before it they keep their defaults. Views
/// point into memory that the packet does not own; the function that returns a packet documents how long they are
/// valid.
namespace Standin::Mqtt {

/// Section 2.2.1. Auth is 5.0 only.
enum class PacketType : quint8 {
    Connect = 1,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth,
};

/// The protocol level byte of CONNECT, section 3.1.2.2.
enum class ProtocolLevel : quint8 {
    V3_1 = 3,
    V3_1_1 = 4,
    V5_0 = 5,
};

/// Section 2.2.3: four bytes of seven bits.
inline constexpr qsizetype maximumBodySize = 268'435'455;
/// Section 1.5.3: strings and binary data carry a length of two bytes.
inline constexpr qsizetype maximumStringSize = 65'535;
inline constexpr quint8 maximumQos = 2;
/// Section 3.3.1.1: the DUP flag in the first byte of PUBLISH.
inline constexpr quint8 duplicateFlag = 0x08;
/// 5.0 section 3.1.2.11.3: the value when a side declares none.
inline constexpr quint16 defaultReceiveMaximum = 65'535;

struct Will
{
    QByteArray topic = {};
    QByteArray payload = {};
    quint8 qos = 0;
    bool retain = false;
    Properties properties = {};
};

struct Connect
{
    ProtocolLevel level = ProtocolLevel::V3_1_1;
    QByteArray clientId = {};
    std::optional<QByteArray> username = {};
    /// Before 5.0 only with a user name [MQTT-3.1.2-22].
    std::optional<QByteArray> password = {};
    std::optional<Will> will = {};
    quint16 keepAliveSeconds = 60;
    /// Called Clean Start in 5.0.
    bool cleanSession = true;
    Properties properties = {};
};

struct Connack
{
    bool sessionPresent = false;
    quint8 code = 0;
    Properties properties = {};
};

struct Publish
{
    /// Empty in 5.0 when a topic alias stands for it.
    QByteArrayView topic = {};
    QByteArrayView payload = {};
    /// 0 with QoS 0.
    quint16 id = 0;
    quint8 qos = 0;
    bool retain = false;
    bool duplicate = false;
    Properties properties = {};
};

/// PUBACK, PUBREC, PUBREL or PUBCOMP, or the answer to an UNSUBSCRIBE of one filter.
struct Ack
{
    PacketType type = PacketType::Puback;
    quint16 id = 0;
    quint8 code = 0;
    Properties properties = {};
};

/// 5.0 section 3.8.3.1.
struct SubscriptionOptions
{
    quint8 qos = 0;
    bool noLocal = false;
    bool retainAsPublished = false;
    quint8 retainHandling = 0;
};

struct Subscribe
{
    quint16 id = 0;
    QByteArrayView filter = {};
    SubscriptionOptions options = {};
    Properties properties = {};
};

/// The answer to a SUBSCRIBE of one filter.
struct Suback
{
    quint16 id = 0;
    quint8 code = 0;
    Properties properties = {};
};

struct Unsubscribe
{
    quint16 id = 0;
    QByteArrayView filter = {};
    Properties properties = {};
};

struct Pingresp
{};

/// Sent by a broker in 5.0 only.
struct Disconnect
{
    quint8 code = 0;
    Properties properties = {};
};

struct Auth
{
    quint8 code = 0;
    Properties properties = {};
};

/// What a broker may send to a client.
using InboundPacket = std::variant<Connack, Publish, Ack, Suback, Pingresp, Disconnect, Auth>;

/// "SUBACK"; "reserved type 0" for an undefined number.
[[nodiscard]] QString packetName(quint8 type);

} // namespace Standin::Mqtt
