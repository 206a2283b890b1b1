// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/outboundproperties.h"

#include "mqtt/core/encoder.h"
#include "mqtt/core/topicrules.h"

namespace Standin::Mqtt {

std::optional<LocalFailure> faultIn(const Properties &properties)
{
    for (const Property &property : properties) {
        const auto definition = definitionOf(property.id).value_or(PropertyDefinition());
        const bool isNumber = definition.type <= PropertyType::VariableByteInteger;
        if (isNumber && (property.number < definition.minimum || property.number > definition.maximum))
            return LocalFailure::InvalidProperty;
        if (definition.type != PropertyType::BinaryData &&
            (property.text.contains('\0') || property.name.contains('\0')))
            return LocalFailure::InvalidText;
        if (property.id == PropertyId::ResponseTopic && TopicRules::faultInName(property.text))
            return LocalFailure::InvalidTopic; // [MQTT-3.3.2-14]
    }
    return fits(properties) ? std::nullopt : std::optional(LocalFailure::TooLarge);
}

} // namespace Standin::Mqtt
