// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/topicrules.h"

#include <QString>

namespace Standin::Mqtt {

/// Why bytes are not a packet that a broker may send. Each error ends the session [MQTT-4.8.0-1], 5.0 [MQTT-4.13.1-1].
/// The statement is that of 3.1.1 if both versions have it.
enum class DecodeError : quint8 {
    ReservedType,         ///< type 0 or, before 5.0, 15: section 2.2.1
    NotForClients,        ///< CONNECT, SUBSCRIBE … go from client to broker only, section 2.2.1
    ReservedBits,         ///< [MQTT-2.2.2-2]; in CONNACK section 3.2.2.1
    LengthNotTerminated,  ///< a fifth byte of a variable byte integer, section 2.2.3
    LengthPadded,         ///< a variable byte integer that is longer than necessary, 5.0 [MQTT-1.5.5-1]
    WrongLength,          ///< the remaining length does not fit the type
    PacketTooLarge,       ///< larger than the client's maximum packet size, 5.0 [MQTT-3.1.2-24]
    Truncated,            ///< a field is longer than its packet
    InvalidQos,           ///< QoS 3 [MQTT-3.3.1-4]
    DuplicateWithQos0,    ///< [MQTT-3.3.1-2]
    PacketIdZero,         ///< [MQTT-2.3.1-1]
    EmptyTopic,           ///< [MQTT-4.7.3-1]; in 5.0 without a topic alias
    TopicNotUtf8,         ///< [MQTT-3.3.2-1]
    NullInTopic,          ///< [MQTT-4.7.3-2]
    WildcardInTopic,      ///< [MQTT-3.3.2-2], of a response topic 5.0 [MQTT-3.3.2-14]
    SessionOnRefusal,     ///< session present in a refusal [MQTT-3.2.2-4]
    ReservedReasonCode,   ///< [MQTT-3.9.3-2], 5.0 section 2.4
    UnknownProperty,      ///< 5.0 section 2.2.2.2
    MisplacedProperty,    ///< not allowed in this packet, 5.0 section 2.2.2.2
    RepeatedProperty,     ///< 5.0 section 3, the description of each property
    InvalidPropertyValue, ///< out of the range of its property
    TopicAliasZero,       ///< 5.0 [MQTT-3.3.2-8]
    StringNotUtf8,        ///< 5.0 [MQTT-1.5.4-1]
    NullInString,         ///< 5.0 [MQTT-1.5.4-2]
};

/// "reserved bits set in SUBACK".
[[nodiscard]] QString describe(DecodeError error, quint8 packetType);

/// The error of a packet whose topic name has this fault.
[[nodiscard]] DecodeError decodeErrorOf(TopicRules::Fault fault);

/// The reason code that a client of 5.0 sends to the broker for it (section 4.13.1).
[[nodiscard]] quint8 reasonCodeOf(DecodeError error);

} // namespace Standin::Mqtt
