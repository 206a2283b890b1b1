// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <variant>

/// The control packets of MQTT 3.1.1 (section 3) as plain values. Text is UTF-8 throughout.
/// Views point into memory of somebody else; whoever hands a packet out says for how long they are good.
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
/// Section 3.9.3.
inline constexpr quint8 subscriptionRefused = 0x80;

struct Will
{
    QByteArray topic = {};
    QByteArray payload = {};
    quint8 qos = 0;
    bool retain = false;
};

struct Connect
{
    ProtocolLevel level = ProtocolLevel::V3_1_1;
    QByteArray clientId = {};
    std::optional<QByteArray> username = {};
    /// Only with a user name [MQTT-3.1.2-22].
    std::optional<QByteArray> password = {};
    std::optional<Will> will = {};
    quint16 keepAliveSeconds = 60;
    bool cleanSession = true;
};

struct Connack
{
    bool sessionPresent = false;
    quint8 code = 0;
};

struct Publish
{
    QByteArrayView topic = {};
    QByteArrayView payload = {};
    /// 0 with QoS 0.
    quint16 id = 0;
    quint8 qos = 0;
    bool retain = false;
    bool duplicate = false;
};

/// PUBACK, PUBREC, PUBREL, PUBCOMP or UNSUBACK: nothing but a packet identifier.
struct Ack
{
    PacketType type = PacketType::Puback;
    quint16 id = 0;
};

struct Subscribe
{
    quint16 id = 0;
    QByteArrayView filter = {};
    quint8 qos = 0;
};

/// The answer to a SUBSCRIBE of one filter.
struct Suback
{
    quint16 id = 0;
    quint8 code = 0;
};

struct Unsubscribe
{
    quint16 id = 0;
    QByteArrayView filter = {};
};

struct Pingresp
{};

/// What a broker may send to a client.
using InboundPacket = std::variant<Connack, Publish, Ack, Suback, Pingresp>;

/// "SUBACK"; "reserved type 0" for a number that is none.
[[nodiscard]] QString packetName(quint8 type);

} // namespace Standin::Mqtt
