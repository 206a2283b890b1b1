// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/packetwriter.h"

namespace Standin::Mqtt {
namespace {

PropertyType typeOf(const Property &property)
{
    return definitionOf(property.id).value_or(PropertyDefinition()).type;
}

qsizetype sizeOfValue(const Property &property)
{
    switch (typeOf(property)) {
    case PropertyType::Byte:
        return 1;
    case PropertyType::TwoByteInteger:
        return 2;
    case PropertyType::FourByteInteger:
        return 4;
    case PropertyType::VariableByteInteger:
        return VariableByteInteger::encodedSize(property.number);
    case PropertyType::String:
    case PropertyType::BinaryData:
        return PacketWriter::sizeOf(property.text);
    case PropertyType::StringPair:
        return PacketWriter::sizeOf(property.name) + PacketWriter::sizeOf(property.text);
    }
    Q_UNREACHABLE();
}

/// Without the property length. Every identifier takes one byte.
qsizetype sizeOfAll(const Properties &properties)
{
    qsizetype size = 0;
    for (const Property &property : properties)
        size += 1 + sizeOfValue(property);
    return size;
}

} // namespace

qsizetype PacketWriter::sizeOf(const Properties &properties)
{
    const qsizetype size = sizeOfAll(properties);
    return VariableByteInteger::encodedSize(size) + size;
}

PacketWriter &PacketWriter::properties(const Properties &properties)
{
    variable(static_cast<quint32>(sizeOfAll(properties)));
    for (const Property &property : properties)
        byte(static_cast<quint8>(property.id)).property(property);
    return *this;
}

PacketWriter &PacketWriter::property(const Property &property)
{
    switch (typeOf(property)) {
    case PropertyType::Byte:
        return byte(static_cast<quint8>(property.number));
    case PropertyType::TwoByteInteger:
        return twoBytes(static_cast<quint16>(property.number));
    case PropertyType::FourByteInteger:
        return fourBytes(property.number);
    case PropertyType::VariableByteInteger:
        return variable(property.number);
    case PropertyType::String:
    case PropertyType::BinaryData:
        return string(property.text);
    case PropertyType::StringPair:
        return string(property.name).string(property.text);
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Mqtt
