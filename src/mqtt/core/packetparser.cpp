// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/packetparser.h"

#include "mqtt/core/propertyreader.h"
#include "mqtt/reasoncodes.h"

namespace Standin::Mqtt {
namespace {

using tl::unexpected;

using Parsed = tl::expected<InboundPacket, DecodeError>;

/// The bytes after the `fixed` ones: none before 5.0, properties and codes in 5.0.
PacketShape answerShape(qsizetype fixed, bool isV5, qsizetype minimumInV5)
{
    return isV5 ? PacketShape{0, 0, minimumInV5, maximumBodySize} : PacketShape{0, 0, fixed, fixed};
}

/// The properties at the end of a packet; they may be omitted when there are none.
std::optional<DecodeError> readOptionalProperties(ByteReader &reader, PropertyPlace place, Properties &properties)
{
    if (reader.left() == 0)
        return std::nullopt;
    auto read = readProperties(reader, place);
    if (!read)
        return read.error();
    properties = std::move(*read);
    return reader.left() > 0 ? std::optional(DecodeError::WrongLength) : std::nullopt;
}

Parsed parseConnack(ByteReader body, ProtocolLevel level, Strictness strictness)
{
    const quint8 flags = *body.byte();
    Connack packet;
    packet.code = *body.byte();
    // Before 3.1.1 the byte has no meaning.
    if (level != ProtocolLevel::V3_1) {
        if (flags > 1)
            return unexpected(DecodeError::ReservedBits);
        packet.sessionPresent = flags == 1;
    }
    // A broker without 5.0 answers with a CONNACK of 3.1.1.
    const bool isOf3 = level == ProtocolLevel::V5_0 && body.left() == 0;
    const auto meaning = isOf3 ? codeOfReturnCode(packet.code) : std::nullopt;
    if (meaning == Reason::unsupportedProtocolVersion || (meaning && strictness == Strictness::Lenient))
        return Connack{false, *meaning};
    if (!isAccepted(packet.code, PacketType::Connack, level, strictness))
        return unexpected(DecodeError::ReservedReasonCode);
    if (packet.sessionPresent && packet.code != 0)
        return unexpected(DecodeError::SessionOnRefusal);
    if (level == ProtocolLevel::V5_0) {
        if (body.left() == 0)
            return unexpected(DecodeError::Truncated);
        if (const auto error = readOptionalProperties(body, InConnack, packet.properties))
            return unexpected(*error);
    }
    return packet;
}

std::optional<DecodeError> checkTopic(const Publish &packet)
{
    if (packet.topic.isEmpty() && packet.properties.contains(PropertyId::TopicAlias))
        return std::nullopt;
    const auto fault = TopicRules::faultInName(packet.topic);
    return fault ? std::optional(decodeErrorOf(*fault)) : std::nullopt;
}

Parsed parsePublish(quint8 first, ByteReader body, ProtocolLevel level)
{
    Publish packet;
    packet.duplicate = first & duplicateFlag;
    packet.qos = (first >> 1) & 0x03;
    packet.retain = first & 0x01;
    if (packet.qos > maximumQos)
        return unexpected(DecodeError::InvalidQos);
    if (packet.duplicate && packet.qos == 0)
        return unexpected(DecodeError::DuplicateWithQos0);

    const auto topic = body.string();
    if (!topic)
        return unexpected(DecodeError::Truncated);
    packet.topic = *topic;
    if (packet.qos > 0) {
        const auto id = body.twoBytes();
        if (!id)
            return unexpected(DecodeError::Truncated);
        packet.id = *id;
        if (packet.id == 0)
            return unexpected(DecodeError::PacketIdZero);
    }
    if (level == ProtocolLevel::V5_0) {
        auto properties = readProperties(body, InPublish);
        if (!properties)
            return unexpected(properties.error());
        packet.properties = std::move(*properties);
    }
    if (const auto error = checkTopic(packet))
        return unexpected(*error);
    packet.payload = body.rest();
    return packet;
}

/// PUBACK, PUBREC, PUBREL and PUBCOMP: the code and the properties may be left out (5.0 section 3.4.2.1).
Parsed parsePublishAnswer(PacketType type, ByteReader body, ProtocolLevel level, Strictness strictness)
{
    Ack packet{type, *body.twoBytes()};
    if (packet.id == 0)
        return unexpected(DecodeError::PacketIdZero);
    packet.code = body.byte().value_or(0);
    if (!isAccepted(packet.code, type, level, strictness))
        return unexpected(DecodeError::ReservedReasonCode);
    if (const auto error = readOptionalProperties(body, InPublishAnswer, packet.properties))
        return unexpected(*error);
    return packet;
}

/// SUBACK and UNSUBACK: this client sends one filter per packet, so there is one code.
template <typename Answer>
Parsed parseSubscriptionAnswer(Answer packet, PacketType type, ByteReader body, ProtocolLevel level,
                               Strictness strictness)
{
    packet.id = *body.twoBytes();
    if (packet.id == 0)
        return unexpected(DecodeError::PacketIdZero);
    if (level == ProtocolLevel::V5_0) {
        auto properties = readProperties(body, type == PacketType::Suback ? InSuback : InUnsuback);
        if (!properties)
            return unexpected(properties.error());
        packet.properties = std::move(*properties);
    } else if (type == PacketType::Unsuback) {
        return packet;
    }
    if (body.left() != 1)
        return unexpected(DecodeError::WrongLength);
    packet.code = *body.byte();
    if (!isAccepted(packet.code, type, level, strictness))
        return unexpected(DecodeError::ReservedReasonCode);
    return packet;
}

/// DISCONNECT and AUTH: a code, and properties, either of which may be left out (5.0 sections 3.14.2.1 and 3.15.2.1).
template <typename Packet>
Parsed parseCode(PacketType type, PropertyPlace place, ByteReader body, Strictness strictness)
{
    Packet packet;
    packet.code = body.byte().value_or(0);
    if (!isAccepted(packet.code, type, ProtocolLevel::V5_0, strictness))
        return unexpected(DecodeError::ReservedReasonCode);
    if (const auto error = readOptionalProperties(body, place, packet.properties))
        return unexpected(*error);
    return packet;
}

} // namespace

tl::expected<PacketShape, DecodeError> shapeOf(PacketType type, ProtocolLevel level)
{
    const bool isV5 = level == ProtocolLevel::V5_0;
    // In MQTT 3.1 a PUBREL that is sent again has the DUP flag.
    const quint8 ignoredInPubrel = level == ProtocolLevel::V3_1 ? duplicateFlag : 0;
    switch (type) {
    case PacketType::Connack:
    case PacketType::Puback:
    case PacketType::Pubrec:
    case PacketType::Pubcomp:
        return answerShape(2, isV5, 2);
    case PacketType::Unsuback:
        return answerShape(2, isV5, 4);
    case PacketType::Pubrel:
        return PacketShape{2, ignoredInPubrel, 2, isV5 ? maximumBodySize : 2};
    case PacketType::Suback:
        return answerShape(3, isV5, 4);
    case PacketType::Pingresp:
        return PacketShape{};
    case PacketType::Publish:
        return PacketShape{0, 0x0f, 2, maximumBodySize};
    case PacketType::Disconnect:
        return isV5 ? tl::expected<PacketShape, DecodeError>(PacketShape{0, 0, 0, maximumBodySize})
                    : unexpected(DecodeError::NotForClients);
    case PacketType::Auth:
        return isV5 ? tl::expected<PacketShape, DecodeError>(PacketShape{0, 0, 0, maximumBodySize})
                    : unexpected(DecodeError::ReservedType);
    case PacketType::Connect:
    case PacketType::Subscribe:
    case PacketType::Unsubscribe:
    case PacketType::Pingreq:
        return unexpected(DecodeError::NotForClients);
    }
    return unexpected(DecodeError::ReservedType);
}

Parsed parsePacket(quint8 first, QByteArrayView bytes, ProtocolLevel level, Strictness strictness)
{
    const auto type = static_cast<PacketType>(first >> 4);
    const ByteReader body(bytes);
    switch (type) {
    case PacketType::Connack:
        return parseConnack(body, level, strictness);
    case PacketType::Publish:
        return parsePublish(first, body, level);
    case PacketType::Suback:
        return parseSubscriptionAnswer(Suback(), type, body, level, strictness);
    case PacketType::Unsuback:
        return parseSubscriptionAnswer(Ack{PacketType::Unsuback}, type, body, level, strictness);
    case PacketType::Pingresp:
        return Pingresp();
    case PacketType::Disconnect:
        return parseCode<Disconnect>(type, InDisconnect, body, strictness);
    case PacketType::Auth:
        return parseCode<Auth>(type, InAuth, body, strictness);
    default:
        return parsePublishAnswer(type, body, level, strictness);
    }
}

} // namespace Standin::Mqtt
