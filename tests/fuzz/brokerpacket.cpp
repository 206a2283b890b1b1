// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/brokerpacket.h"

#include <array>
#include <vector>

using namespace Standin::Mqtt;

namespace {

void appendNumber(QByteArray &out, quint32 value, int size)
{
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift);
}

void appendVariable(QByteArray &out, quint32 value)
{
    for (; value > 0x7f; value >>= 7)
        out += static_cast<char>((value & 0x7f) | 0x80);
    out += static_cast<char>(value);
}

void appendText(QByteArray &out, const QByteArray &text)
{
    appendNumber(out, static_cast<quint32>(text.size()), 2);
    out += text;
}

void append(QByteArray &out, const Property &property)
{
    out += static_cast<char>(property.id);
    switch (definitionOf(property.id)->type) {
    case PropertyType::Byte:
        return appendNumber(out, property.number, 1);
    case PropertyType::TwoByteInteger:
        return appendNumber(out, property.number, 2);
    case PropertyType::FourByteInteger:
        return appendNumber(out, property.number, 4);
    case PropertyType::VariableByteInteger:
        return appendVariable(out, property.number);
    case PropertyType::StringPair:
        appendText(out, property.name);
        [[fallthrough]];
    case PropertyType::String:
    case PropertyType::BinaryData:
        return appendText(out, property.text);
    }
}

void appendProperties(QByteArray &out, const Properties &properties)
{
    QByteArray all;
    for (const Property &property : properties)
        append(all, property);
    appendVariable(out, static_cast<quint32>(all.size()));
    out += all;
}

QByteArray packet(int first, const QByteArray &body)
{
    QByteArray out(1, static_cast<char>(first));
    appendVariable(out, static_cast<quint32>(body.size()));
    return out + body;
}

std::vector<PropertyId> allowedIn(PropertyPlace place)
{
    std::vector<PropertyId> ids;
    for (int number = 1; number <= 0x2a; ++number) {
        const auto id = static_cast<PropertyId>(number);
        if (definitionOf(id).value_or(PropertyDefinition()).places & place)
            ids.push_back(id);
    }
    return ids;
}

/// Mostly one of the first ids of a client.
quint16 id(FuzzInput &input)
{
    const quint8 choice = input.byte();
    return choice == 0xff ? qMax<quint16>(input.twoBytes(), 1) : static_cast<quint16>(1 + choice % 24);
}

quint32 number(FuzzInput &input, const PropertyDefinition &definition)
{
    const quint8 choice = input.byte();
    const quint32 highest = definition.type == PropertyType::TwoByteInteger ? 0xffff : definition.maximum;
    const quint32 wanted = choice == 0xff ? 0xffffffff : choice >= 0xf0 ? input.twoBytes() : choice;
    return qBound(definition.minimum, wanted, highest);
}

} // namespace

Properties BrokerPacket::properties(FuzzInput &input, PropertyPlace place)
{
    const std::vector<PropertyId> allowed = allowedIn(place);
    Properties result;
    for (quint8 count = input.byte() & 0x07; count > 0; --count) {
        Property property{allowed[input.byte() % allowed.size()]};
        const auto definition = definitionOf(property.id);
        if (result.contains(property.id) && property.id != PropertyId::UserProperty)
            continue;
        if (definition->type == PropertyType::BinaryData)
            property.text = input.bytes();
        else if (definition->type == PropertyType::String)
            property.text = input.text();
        else if (definition->type == PropertyType::StringPair)
            property = {property.id, 0, input.text(), input.text()};
        else
            property.number = number(input, *definition);
        result.add(std::move(property));
    }
    return result;
}

QByteArray BrokerPacket::connack(FuzzInput &input, ProtocolLevel level)
{
    const quint8 choice = input.byte(); // mostly success
    QByteArray body(1, static_cast<char>(choice & 1));
    body += static_cast<char>(choice < 0xf0 ? 0 : level == ProtocolLevel::V5_0 ? 0x80 + choice % 12 : choice % 6);
    if (level == ProtocolLevel::V5_0)
        appendProperties(body, properties(input, InConnack));
    return packet(0x20, body);
}

QByteArray BrokerPacket::publish(FuzzInput &input, ProtocolLevel level)
{
    const quint8 choice = input.byte();
    const int qos = choice % 3;
    QByteArray body;
    appendText(body, input.text());
    if (qos > 0)
        appendNumber(body, id(input), 2);
    if (level == ProtocolLevel::V5_0)
        appendProperties(body, properties(input, InPublish));
    return packet(0x30 | (choice & 0x80 && qos > 0 ? 8 : 0) | qos << 1 | (choice >> 6 & 1), body + input.bytes());
}

QByteArray BrokerPacket::answer(FuzzInput &input, ProtocolLevel level)
{
    const bool isV5 = level == ProtocolLevel::V5_0;
    const quint8 choice = input.byte();
    static constexpr auto firstBytes = std::to_array<int>({0x40, 0x50, 0x62, 0x70, 0x90, 0xb0});
    const int first = firstBytes[choice % firstBytes.size()];
    static constexpr auto codes = std::to_array<quint8>({0x00, 0x00, 0x01, 0x02, 0x10, 0x11, 0x80, 0x87, 0x92, 0x97});
    const quint8 code = codes[choice / 8 % codes.size()];
    QByteArray body;
    appendNumber(body, id(input), 2);
    if (first >= 0x90) {
        if (isV5)
            appendProperties(body, properties(input, first == 0x90 ? InSuback : InUnsuback));
        if (isV5 || first == 0x90)
            appendNumber(body, code, 1);
    } else if (isV5 && code > 0) {
        appendNumber(body, code, 1);
        if (choice & 1)
            appendProperties(body, properties(input, InPublishAnswer));
    }
    return packet(first, body);
}

QByteArray BrokerPacket::other(FuzzInput &input, ProtocolLevel level)
{
    const quint8 choice = level == ProtocolLevel::V5_0 ? input.below(8) : 0;
    if (choice < 4)
        return packet(0xd0, {});
    QByteArray body;
    if (choice < 6) {
        appendNumber(body, choice == 4 ? 0 : 0x8b, 1);
        appendProperties(body, properties(input, InDisconnect));
        return packet(0xe0, body);
    }
    appendNumber(body, choice == 6 ? 0 : 0x18, 1);
    appendProperties(body, properties(input, InAuth));
    return packet(0xf0, body);
}

QByteArray BrokerPacket::plainAnswer(PacketType type, quint16 id)
{
    QByteArray body;
    appendNumber(body, id, 2);
    return packet(static_cast<int>(type) << 4, body);
}
