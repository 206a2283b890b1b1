// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/propertyreader.h"

#include "mqtt/core/variablebyteinteger.h"

namespace Standin::Mqtt {
namespace {

using tl::unexpected;

using Number = tl::expected<quint32, DecodeError>;
using Text = tl::expected<QByteArray, DecodeError>;

Number readVariable(ByteReader &reader)
{
    ByteReader ahead = reader;
    const auto integer = VariableByteInteger::read(ahead.rest());
    switch (integer.state) {
    case VariableByteInteger::State::Incomplete:
        return unexpected(DecodeError::Truncated);
    case VariableByteInteger::State::TooLong:
        return unexpected(DecodeError::LengthNotTerminated);
    case VariableByteInteger::State::Complete:
        break;
    }
    if (integer.isPadded())
        return unexpected(DecodeError::LengthPadded);
    (void)reader.bytes(integer.size);
    return integer.value;
}

template <typename T>
Number toNumber(std::optional<T> value)
{
    return value ? Number(*value) : unexpected(DecodeError::Truncated);
}

Text readBinary(ByteReader &reader)
{
    const auto bytes = reader.string();
    return bytes ? Text(bytes->toByteArray()) : unexpected(DecodeError::Truncated);
}

Text readString(ByteReader &reader)
{
    Text text = readBinary(reader);
    if (text && text->contains('\0'))
        return unexpected(DecodeError::NullInString);
    if (text && !text->isValidUtf8())
        return unexpected(DecodeError::StringNotUtf8);
    return text;
}

Number readNumber(ByteReader &reader, PropertyType type)
{
    switch (type) {
    case PropertyType::Byte:
        return toNumber(reader.byte());
    case PropertyType::TwoByteInteger:
        return toNumber(reader.twoBytes());
    case PropertyType::FourByteInteger:
        return toNumber(reader.fourBytes());
    default:
        return readVariable(reader);
    }
}

DecodeError errorOfValue(PropertyId id)
{
    return id == PropertyId::TopicAlias ? DecodeError::TopicAliasZero : DecodeError::InvalidPropertyValue;
}

/// nullopt: no error.
std::optional<DecodeError> readValue(ByteReader &reader, const PropertyDefinition &definition, Property &property)
{
    if (definition.type == PropertyType::StringPair) {
        Text name = readString(reader);
        Text value = name ? readString(reader) : name;
        if (!value)
            return value.error();
        property.name = std::move(*name);
        property.text = std::move(*value);
    } else if (definition.type == PropertyType::String || definition.type == PropertyType::BinaryData) {
        Text text = definition.type == PropertyType::String ? readString(reader) : readBinary(reader);
        if (!text)
            return text.error();
        property.text = std::move(*text);
        if (property.id != PropertyId::ResponseTopic)
            return std::nullopt;
        if (const auto fault = TopicRules::faultInName(property.text))
            return decodeErrorOf(*fault);
    } else {
        const Number number = readNumber(reader, definition.type);
        if (!number)
            return number.error();
        property.number = *number;
        if (*number < definition.minimum || *number > definition.maximum)
            return errorOfValue(property.id);
    }
    return std::nullopt;
}

} // namespace

tl::expected<Properties, DecodeError> readProperties(ByteReader &reader, PropertyPlace place)
{
    const Number length = readVariable(reader);
    if (!length)
        return unexpected(length.error());
    if (*length > reader.left())
        return unexpected(DecodeError::Truncated);

    Properties properties;
    ByteReader inner(reader.bytes(*length));
    while (inner.left() > 0) {
        const Number id = readVariable(inner);
        if (!id)
            return unexpected(id.error());
        Property property{static_cast<PropertyId>(*id)};
        const auto definition = *id <= 0xff ? definitionOf(property.id) : std::nullopt;
        if (!definition)
            return unexpected(DecodeError::UnknownProperty);
        if (!(definition->places & place))
            return unexpected(DecodeError::MisplacedProperty);
        if (!isRepeatable(property.id, place) && properties.contains(property.id))
            return unexpected(DecodeError::RepeatedProperty);
        if (const auto error = readValue(inner, *definition, property))
            return unexpected(*error);
        properties.add(std::move(property));
    }
    return properties;
}

} // namespace Standin::Mqtt
