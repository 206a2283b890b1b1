// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/encoder.h"

#include <QtEndian>

#include <cstring>

namespace Standin::Mqtt {
namespace {

constexpr quint8 retainFlag = 0x01;
constexpr quint8 duplicateFlag = 0x08;
// PUBREL, SUBSCRIBE and UNSUBSCRIBE carry these reserved flags (section 2.2.2).
constexpr quint8 reservedFlags = 0x02;

qsizetype sizeOfLength(qsizetype bodySize)
{
    return bodySize < 128 ? 1 : bodySize < 16'384 ? 2 : bodySize < 2'097'152 ? 3 : 4;
}

/// Fills one packet of a size known beforehand.
class Writer
{
public:
    Writer(PacketType type, quint8 flags, qsizetype bodySize)
        : m_packet(1 + sizeOfLength(bodySize) + bodySize, Qt::Uninitialized)
        , m_at(m_packet.data())
    {
        byte(static_cast<quint8>(static_cast<quint8>(type) << 4 | flags));
        do {
            const auto low = static_cast<quint8>(bodySize & 0x7f);
            bodySize >>= 7;
            byte(bodySize > 0 ? low | 0x80 : low);
        } while (bodySize > 0);
    }

    Writer &byte(quint8 value)
    {
        *m_at++ = static_cast<char>(value);
        return *this;
    }

    Writer &number(quint16 value)
    {
        qToBigEndian(value, m_at);
        m_at += sizeof(value);
        return *this;
    }

    Writer &bytes(QByteArrayView value)
    {
        if (!value.isEmpty())
            std::memcpy(m_at, value.data(), static_cast<size_t>(value.size()));
        m_at += value.size();
        return *this;
    }

    Writer &string(QByteArrayView value) { return number(static_cast<quint16>(value.size())).bytes(value); }

    QByteArray take()
    {
        Q_ASSERT(m_at == m_packet.constData() + m_packet.size());
        return std::move(m_packet);
    }

private:
    QByteArray m_packet;
    char *m_at;
};

qsizetype sizeOf(QByteArrayView string)
{
    return 2 + string.size();
}

qsizetype bodySize(const Publish &packet)
{
    return sizeOf(packet.topic) + (packet.qos > 0 ? 2 : 0) + packet.payload.size();
}

QByteArrayView protocolName(ProtocolLevel level)
{
    return level == ProtocolLevel::V3_1 ? QByteArrayView("MQIsdp") : QByteArrayView("MQTT");
}

quint8 connectFlags(const Connect &packet)
{
    quint8 flags = packet.cleanSession ? 0x02 : 0;
    if (packet.will)
        flags |= 0x04 | packet.will->qos << 3 | (packet.will->retain ? 0x20 : 0);
    if (packet.password)
        flags |= 0x40;
    if (packet.username)
        flags |= 0x80;
    return flags;
}

qsizetype bodySize(const Connect &packet)
{
    qsizetype size = sizeOf(protocolName(packet.level)) + 4 + sizeOf(packet.clientId);
    if (packet.will)
        size += sizeOf(packet.will->topic) + sizeOf(packet.will->payload);
    if (packet.username)
        size += sizeOf(*packet.username);
    if (packet.password)
        size += sizeOf(*packet.password);
    return size;
}

bool isString(const QByteArray &bytes)
{
    return bytes.size() <= maximumStringSize;
}

} // namespace

bool fits(const Connect &packet)
{
    return isString(packet.clientId) && (!packet.username || isString(*packet.username)) &&
           (!packet.password || isString(*packet.password)) &&
           (!packet.will || (isString(packet.will->topic) && isString(packet.will->payload)));
}

bool fits(const Publish &packet)
{
    return packet.topic.size() <= maximumStringSize && bodySize(packet) <= maximumBodySize;
}

QByteArray encode(const Connect &packet)
{
    Writer writer(PacketType::Connect, 0, bodySize(packet));
    writer.string(protocolName(packet.level))
        .byte(static_cast<quint8>(packet.level))
        .byte(connectFlags(packet))
        .number(packet.keepAliveSeconds)
        .string(packet.clientId);
    if (packet.will)
        writer.string(packet.will->topic).string(packet.will->payload);
    if (packet.username)
        writer.string(*packet.username);
    if (packet.password)
        writer.string(*packet.password);
    return writer.take();
}

QByteArray encode(const Publish &packet)
{
    const auto flags = static_cast<quint8>((packet.duplicate ? duplicateFlag : 0) | packet.qos << 1 |
                                           (packet.retain ? retainFlag : 0));
    Writer writer(PacketType::Publish, flags, bodySize(packet));
    writer.string(packet.topic);
    if (packet.qos > 0)
        writer.number(packet.id);
    return writer.bytes(packet.payload).take();
}

QByteArray encode(const Ack &packet)
{
    return Writer(packet.type, packet.type == PacketType::Pubrel ? reservedFlags : 0, 2).number(packet.id).take();
}

QByteArray encode(const Subscribe &packet)
{
    return Writer(PacketType::Subscribe, reservedFlags, 2 + sizeOf(packet.filter) + 1)
        .number(packet.id)
        .string(packet.filter)
        .byte(packet.qos)
        .take();
}

QByteArray encode(const Unsubscribe &packet)
{
    return Writer(PacketType::Unsubscribe, reservedFlags, 2 + sizeOf(packet.filter))
        .number(packet.id)
        .string(packet.filter)
        .take();
}

QByteArray encodePingreq()
{
    return Writer(PacketType::Pingreq, 0, 0).take();
}

QByteArray encodeDisconnect()
{
    return Writer(PacketType::Disconnect, 0, 0).take();
}

void markDuplicate(QByteArray &publish)
{
    publish[0] = static_cast<char>(publish.at(0) | duplicateFlag);
}

} // namespace Standin::Mqtt
