// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/topicrules.h"

#include <QString>

namespace Standin::Mqtt {

/// Why bytes are no packet that a broker may send. All of them end the session [MQTT-4.8.0-1], 5.0 [MQTT-4.13.1-1].
/// Statements are of 3.1.1 where both versions make them.
enum class DecodeError : quint8 {
    ReservedType,         ///< type 0 or, before 5.0, 15: section 2.2.1
    NotForClients,        ///< CONNECT, SUBSCRIBE … go from client to broker only, section 2.2.1
    ReservedBits,         ///< [MQTT-2.2.2-2]; in CONNACK section 3.2.2.1
    LengthNotTerminated,  ///< a fifth byte of a variable byte integer, section 2.2.3
    LengthPadded,         ///< a variable byte integer longer than it must be, 5.0 [MQTT-1.5.5-1]
    WrongLength,          ///< the remaining length is not what the type asks for
    PacketTooLarge,       ///< more than the client announced to take, 5.0 [MQTT-3.1.2-24]
    Truncated,            ///< a field runs over the end of its packet
    InvalidQos,           ///< QoS 3 [MQTT-3.3.1-4]
    DuplicateWithQos0,    ///< [MQTT-3.3.1-2]
    PacketIdZero,         ///< [MQTT-2.3.1-1]
    EmptyTopic,           ///< [MQTT-4.7.3-1]; in 5.0 without a topic alias
    TopicNotUtf8,         ///< [MQTT-3.3.2-1]
    NullInTopic,          ///< [MQTT-4.7.3-2]
    WildcardInTopic,      ///< [MQTT-3.3.2-2], of a response topic 5.0 [MQTT-3.3.2-14]
    SessionOnRefusal,     ///< session present together with a refusal [MQTT-3.2.2-4]
    ReservedReasonCode,   ///< [MQTT-3.9.3-2], 5.0 section 2.4
    UnknownProperty,      ///< 5.0 section 2.2.2.2
    MisplacedProperty,    ///< not allowed in this packet, 5.0 section 2.2.2.2
    RepeatedProperty,     ///< 5.0 section 3, at every property
    InvalidPropertyValue, ///< out of the range its property has
    TopicAliasZero,       ///< 5.0 [MQTT-3.3.2-8]
    StringNotUtf8,        ///< 5.0 [MQTT-1.5.4-1]
    NullInString,         ///< 5.0 [MQTT-1.5.4-2]
};

/// "reserved bits set in SUBACK".
[[nodiscard]] QString describe(DecodeError error, quint8 packetType);

/// The error of a packet whose topic name has this fault.
[[nodiscard]] DecodeError decodeErrorOf(TopicRules::Fault fault);

/// The reason code with which a client of 5.0 reports it to the broker (section 4.13.1).
[[nodiscard]] quint8 reasonCodeOf(DecodeError error);

} // namespace Standin::Mqtt
