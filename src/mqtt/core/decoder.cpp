// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/decoder.h"

#include "mqtt/core/topicrules.h"

#include <QString>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {
namespace {

using Outcome = Decoder::Outcome;
using tl::unexpected;

/// What the fixed header of a type must say (section 2.2). PUBLISH uses its flags itself.
struct Shape
{
    quint8 flags = 0;
    qsizetype minimumBody = 0;
    qsizetype maximumBody = 0;
};

tl::expected<Shape, DecodeError> shapeOf(PacketType type)
{
    switch (type) {
    case PacketType::Connack:
    case PacketType::Puback:
    case PacketType::Pubrec:
    case PacketType::Pubcomp:
    case PacketType::Unsuback:
        return Shape{0, 2, 2};
    case PacketType::Pubrel:
        return Shape{2, 2, 2};
    case PacketType::Suback:
        return Shape{0, 3, 3};
    case PacketType::Pingresp:
        return Shape{0, 0, 0};
    case PacketType::Publish:
        return Shape{0, 2, maximumBodySize};
    case PacketType::Connect:
    case PacketType::Subscribe:
    case PacketType::Unsubscribe:
    case PacketType::Pingreq:
    case PacketType::Disconnect:
        return unexpected(DecodeError::NotForClients);
    case PacketType::Auth:
        break;
    }
    return unexpected(DecodeError::ReservedType);
}

PacketType typeOf(quint8 first)
{
    return static_cast<PacketType>(first >> 4);
}

quint16 numberAt(QByteArrayView bytes, qsizetype offset)
{
    return qFromBigEndian<quint16>(bytes.data() + offset);
}

quint8 byteAt(QByteArrayView bytes, qsizetype offset)
{
    return static_cast<quint8>(bytes[offset]);
}

QByteArrayView take(QByteArrayView &input, qsizetype size)
{
    const QByteArrayView front = input.first(size);
    input = input.sliced(size);
    return front;
}

DecodeError toDecodeError(TopicRules::Fault fault)
{
    switch (fault) {
    case TopicRules::Fault::Empty:
        return DecodeError::EmptyTopic;
    case TopicRules::Fault::NullCharacter:
        return DecodeError::NullInTopic;
    case TopicRules::Fault::WildcardInName:
    case TopicRules::Fault::MisplacedWildcard:
    case TopicRules::Fault::InvalidShare:
        return DecodeError::WildcardInTopic;
    case TopicRules::Fault::TooLong:
    case TopicRules::Fault::InvalidUnicode:
        break;
    }
    return DecodeError::TopicNotUtf8;
}

Outcome decodeConnack(QByteArrayView body)
{
    const quint8 flags = byteAt(body, 0);
    const Connack packet{flags == 1, byteAt(body, 1)};
    if (flags > 1)
        return unexpected(DecodeError::ReservedBits);
    if (packet.sessionPresent && packet.code != 0)
        return unexpected(DecodeError::SessionOnRefusal);
    return packet;
}

Outcome decodePublish(quint8 first, QByteArrayView body)
{
    Publish packet;
    packet.duplicate = first & 0x08;
    packet.qos = (first >> 1) & 0x03;
    packet.retain = first & 0x01;
    if (packet.qos > maximumQos)
        return unexpected(DecodeError::InvalidQos);
    if (packet.duplicate && packet.qos == 0)
        return unexpected(DecodeError::DuplicateWithQos0);

    const qsizetype topicEnd = 2 + numberAt(body, 0);
    const qsizetype payloadStart = topicEnd + (packet.qos > 0 ? 2 : 0);
    if (payloadStart > body.size())
        return unexpected(DecodeError::Truncated);
    packet.topic = body.sliced(2, topicEnd - 2);
    packet.payload = body.sliced(payloadStart);
    if (const auto fault = TopicRules::faultInName(packet.topic))
        return unexpected(toDecodeError(*fault));
    if (packet.qos > 0) {
        packet.id = numberAt(body, topicEnd);
        if (packet.id == 0)
            return unexpected(DecodeError::PacketIdZero);
    }
    return packet;
}

Outcome decodeAck(PacketType type, QByteArrayView body)
{
    const Ack packet{type, numberAt(body, 0)};
    if (packet.id == 0)
        return unexpected(DecodeError::PacketIdZero);
    return packet;
}

Outcome decodeSuback(QByteArrayView body)
{
    const Suback packet{numberAt(body, 0), byteAt(body, 2)};
    if (packet.id == 0)
        return unexpected(DecodeError::PacketIdZero);
    if (packet.code > maximumQos && packet.code != subscriptionRefused)
        return unexpected(DecodeError::ReservedSubscribeCode);
    return packet;
}

Outcome decode(quint8 first, QByteArrayView body)
{
    switch (typeOf(first)) {
    case PacketType::Connack:
        return decodeConnack(body);
    case PacketType::Publish:
        return decodePublish(first, body);
    case PacketType::Suback:
        return decodeSuback(body);
    case PacketType::Pingresp:
        return Pingresp();
    default:
        return decodeAck(typeOf(first), body);
    }
}

} // namespace

Outcome Decoder::next(QByteArrayView &input)
{
    if (m_partialHandedOut)
        reset();
    if (!m_partial.isEmpty())
        return resume(input);

    const HeaderOutcome header = readHeader(input);
    if (!header)
        return unexpected(header.error());
    if (!*header || (*header)->size() > input.size())
        return resume(input);
    return decode((*header)->first, take(input, (*header)->size()).sliced((*header)->headerSize));
}

Outcome Decoder::resume(QByteArrayView &input)
{
    for (;;) {
        const HeaderOutcome header = readHeader(m_partial);
        if (!header)
            return unexpected(header.error());
        const qsizetype wanted = *header ? (*header)->size() : m_partial.size() + 1;
        if (m_partial.size() == wanted) {
            m_partialHandedOut = true;
            return decode((*header)->first, QByteArrayView(m_partial).sliced((*header)->headerSize));
        }
        if (input.isEmpty())
            return std::nullopt;
        m_partial.append(take(input, qMin(wanted - m_partial.size(), input.size())));
    }
}

Decoder::HeaderOutcome Decoder::readHeader(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return std::nullopt;
    Header header{byteAt(bytes, 0), 1, 0};
    m_lastType = header.first >> 4;
    const PacketType type = typeOf(header.first);
    const auto shape = shapeOf(type);
    if (!shape)
        return unexpected(shape.error());
    if (type != PacketType::Publish && (header.first & 0x0f) != shape->flags)
        return unexpected(DecodeError::ReservedBits);

    for (int shift = 0;; shift += 7) {
        if (shift > 21)
            return unexpected(DecodeError::LengthNotTerminated);
        if (header.headerSize == bytes.size())
            return std::nullopt;
        const quint8 digit = byteAt(bytes, header.headerSize++);
        header.bodySize |= static_cast<qsizetype>(digit & 0x7f) << shift;
        if (digit < 0x80)
            break;
    }
    if (header.bodySize < shape->minimumBody || header.bodySize > shape->maximumBody)
        return unexpected(DecodeError::WrongLength);
    return header;
}

namespace {

QString pattern(DecodeError error)
{
    switch (error) {
    case DecodeError::ReservedType:
        return u"packet of %1"_s;
    case DecodeError::NotForClients:
        return u"%1 received from the broker"_s;
    case DecodeError::ReservedBits:
        return u"reserved bits set in %1"_s;
    case DecodeError::LengthNotTerminated:
        return u"remaining length of more than four bytes in %1"_s;
    case DecodeError::WrongLength:
        return u"wrong remaining length of %1"_s;
    case DecodeError::Truncated:
        return u"field longer than its packet in %1"_s;
    case DecodeError::InvalidQos:
        return u"QoS 3 in %1"_s;
    case DecodeError::DuplicateWithQos0:
        return u"DUP flag with QoS 0 in %1"_s;
    case DecodeError::PacketIdZero:
        return u"packet identifier 0 in %1"_s;
    case DecodeError::EmptyTopic:
        return u"empty topic in %1"_s;
    case DecodeError::TopicNotUtf8:
        return u"topic that is not UTF-8 in %1"_s;
    case DecodeError::NullInTopic:
        return u"U+0000 in the topic of %1"_s;
    case DecodeError::WildcardInTopic:
        return u"wildcard in the topic of %1"_s;
    case DecodeError::SessionOnRefusal:
        return u"session present although refused in %1"_s;
    case DecodeError::ReservedSubscribeCode:
        return u"reserved return code in %1"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QString describe(DecodeError error, quint8 packetType)
{
    return pattern(error).arg(packetName(packetType));
}

} // namespace Standin::Mqtt
