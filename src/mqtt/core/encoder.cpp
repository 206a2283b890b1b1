// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/encoder.h"

#include "mqtt/core/packetwriter.h"

#include <algorithm>
#include <array>

namespace Standin::Mqtt {
namespace {

constexpr quint8 retainFlag = 0x01;
// PUBREL, SUBSCRIBE and UNSUBSCRIBE carry these reserved flags (section 2.2.2).
constexpr quint8 reservedFlags = 0x02;

qsizetype sizeOf(QByteArrayView string)
{
    return PacketWriter::sizeOf(string);
}

qsizetype sizeOf(const Properties &properties, ProtocolLevel level)
{
    return level == ProtocolLevel::V5_0 ? PacketWriter::sizeOf(properties) : 0;
}

void write(PacketWriter &writer, const Properties &properties, ProtocolLevel level)
{
    if (level == ProtocolLevel::V5_0)
        writer.properties(properties);
}

qsizetype bodySize(const Publish &packet, ProtocolLevel level)
{
    return sizeOf(packet.topic) + (packet.qos > 0 ? 2 : 0) + sizeOf(packet.properties, level) + packet.payload.size();
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
    qsizetype size =
        sizeOf(protocolName(packet.level)) + 4 + sizeOf(packet.properties, packet.level) + sizeOf(packet.clientId);
    if (packet.will)
        size +=
            sizeOf(packet.will->properties, packet.level) + sizeOf(packet.will->topic) + sizeOf(packet.will->payload);
    if (packet.username)
        size += sizeOf(*packet.username);
    if (packet.password)
        size += sizeOf(*packet.password);
    return size;
}

quint8 optionsOf(const SubscriptionOptions &options, ProtocolLevel level)
{
    if (level != ProtocolLevel::V5_0)
        return options.qos;
    return static_cast<quint8>(options.qos | (options.noLocal ? 0x04 : 0) | (options.retainAsPublished ? 0x08 : 0) |
                               options.retainHandling << 4);
}

bool isString(QByteArrayView bytes)
{
    return bytes.size() <= maximumStringSize;
}

/// `fixed`, then the code and the properties unless both are defaults (5.0 sections 3.4.2, 3.14.2, 3.15.2).
QByteArray encodeCode(PacketType type, quint8 flags, QByteArrayView fixed, quint8 code, const Properties &properties)
{
    const bool withProperties = !properties.isEmpty();
    const bool withCode = withProperties || code != 0;
    PacketWriter writer(type, flags,
                        fixed.size() + (withCode ? 1 : 0) + (withProperties ? PacketWriter::sizeOf(properties) : 0));
    writer.bytes(fixed);
    if (withCode)
        writer.byte(code);
    if (withProperties)
        writer.properties(properties);
    return writer.take();
}

} // namespace

bool fits(const Properties &properties)
{
    return std::ranges::all_of(
        properties, [](const Property &property) { return isString(property.name) && isString(property.text); });
}

bool fits(const Connect &packet)
{
    return isString(packet.clientId) && (!packet.username || isString(*packet.username)) &&
           (!packet.password || isString(*packet.password)) &&
           (!packet.will ||
            (isString(packet.will->topic) && isString(packet.will->payload) && fits(packet.will->properties))) &&
           fits(packet.properties) && bodySize(packet) <= maximumBodySize;
}

bool fits(const Publish &packet, ProtocolLevel level)
{
    return isString(packet.topic) && fits(packet.properties) && bodySize(packet, level) <= maximumBodySize;
}

QByteArray encode(const Connect &packet)
{
    PacketWriter writer(PacketType::Connect, 0, bodySize(packet));
    writer.string(protocolName(packet.level))
        .byte(static_cast<quint8>(packet.level))
        .byte(connectFlags(packet))
        .twoBytes(packet.keepAliveSeconds);
    write(writer, packet.properties, packet.level);
    writer.string(packet.clientId);
    if (packet.will) {
        write(writer, packet.will->properties, packet.level);
        writer.string(packet.will->topic).string(packet.will->payload);
    }
    if (packet.username)
        writer.string(*packet.username);
    if (packet.password)
        writer.string(*packet.password);
    return writer.take();
}

QByteArray encode(const Publish &packet, ProtocolLevel level)
{
    const auto flags = static_cast<quint8>((packet.duplicate ? duplicateFlag : 0) | packet.qos << 1 |
                                           (packet.retain ? retainFlag : 0));
    PacketWriter writer(PacketType::Publish, flags, bodySize(packet, level));
    writer.string(packet.topic);
    if (packet.qos > 0)
        writer.twoBytes(packet.id);
    write(writer, packet.properties, level);
    return writer.bytes(packet.payload).take();
}

QByteArray encode(const Ack &packet, ProtocolLevel level)
{
    const quint8 flags = packet.type == PacketType::Pubrel ? reservedFlags : 0;
    if (level == ProtocolLevel::V5_0) {
        std::array<char, 2> id;
        qToBigEndian(packet.id, id.data());
        return encodeCode(packet.type, flags, id, packet.code, packet.properties);
    }
    return PacketWriter(packet.type, flags, 2).twoBytes(packet.id).take();
}

QByteArray encode(const Subscribe &packet, ProtocolLevel level)
{
    PacketWriter writer(PacketType::Subscribe, reservedFlags,
                        2 + sizeOf(packet.properties, level) + sizeOf(packet.filter) + 1);
    writer.twoBytes(packet.id);
    write(writer, packet.properties, level);
    return writer.string(packet.filter).byte(optionsOf(packet.options, level)).take();
}

QByteArray encode(const Unsubscribe &packet, ProtocolLevel level)
{
    PacketWriter writer(PacketType::Unsubscribe, reservedFlags,
                        2 + sizeOf(packet.properties, level) + sizeOf(packet.filter));
    writer.twoBytes(packet.id);
    write(writer, packet.properties, level);
    return writer.string(packet.filter).take();
}

QByteArray encodePingreq()
{
    return PacketWriter(PacketType::Pingreq, 0, 0).take();
}

QByteArray encode(const Disconnect &packet, ProtocolLevel level)
{
    if (level != ProtocolLevel::V5_0)
        return PacketWriter(PacketType::Disconnect, 0, 0).take();
    return encodeCode(PacketType::Disconnect, 0, {}, packet.code, packet.properties);
}

QByteArray encode(const Auth &packet)
{
    return encodeCode(PacketType::Auth, 0, {}, packet.code, packet.properties);
}

void markDuplicate(QByteArray &publish)
{
    publish[0] = static_cast<char>(publish.at(0) | duplicateFlag);
}

} // namespace Standin::Mqtt
