// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/outboundrules.h"

#include "base/topicrules.h"
#include "mqtt/core/encoder.h"

namespace Standin::Mqtt {
namespace {

std::optional<LocalFailure> faultIn(const Will &will)
{
    if (TopicRules::faultInName(will.topic))
        return LocalFailure::InvalidTopic;
    if (will.qos > maximumQos)
        return LocalFailure::InvalidQos;
    return Mqtt::faultIn(will.properties);
}

} // namespace

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

std::optional<LocalFailure> faultIn(const Connect &packet)
{
    const bool mayBeNameless =
        packet.level == ProtocolLevel::V5_0 || (packet.level == ProtocolLevel::V3_1_1 && packet.cleanSession);
    if (packet.clientId.isEmpty() && !mayBeNameless)
        return LocalFailure::EmptyClientId;
    if (packet.clientId.contains('\0') || (packet.username && packet.username->contains('\0')))
        return LocalFailure::InvalidText;
    if (const auto fault = faultIn(packet.properties))
        return fault;
    // 5.0 section 3.1.2.11.10
    if (packet.properties.contains(PropertyId::AuthenticationData) &&
        !packet.properties.contains(PropertyId::AuthenticationMethod))
        return LocalFailure::InvalidProperty;
    if (const auto fault = packet.will ? faultIn(*packet.will) : std::nullopt)
        return fault;
    return fits(packet) ? std::nullopt : std::optional(LocalFailure::TooLarge);
}

std::optional<LocalFailure> faultIn(const Publish &packet, ProtocolLevel level, const ConnectionV5 *v5)
{
    const auto alias = static_cast<quint16>(packet.properties.number(PropertyId::TopicAlias, 0));
    const bool isNamed = v5 && packet.topic.isEmpty() && alias > 0;
    if (!isNamed && TopicRules::faultInName(packet.topic))
        return LocalFailure::InvalidTopic;
    if (packet.qos > maximumQos)
        return LocalFailure::InvalidQos;
    if (!fits(packet, level))
        return LocalFailure::TooLarge;
    if (!v5)
        return std::nullopt;
    // [MQTT-3.3.4-6]: only the broker decides which subscriptions a message matches.
    if (packet.properties.contains(PropertyId::SubscriptionIdentifier))
        return LocalFailure::InvalidProperty;
    if (const auto fault = faultIn(packet.properties))
        return fault;
    if (isNamed && v5->outbound.topicOf(alias).isEmpty())
        return LocalFailure::TopicAliasInvalid;
    return v5->limits.forbids(packet);
}

std::optional<LocalFailure> faultIn(const Subscribe &packet, const ConnectionV5 *v5)
{
    if (packet.options.qos > maximumQos)
        return LocalFailure::InvalidQos;
    if (packet.options.retainHandling > 2)
        return LocalFailure::InvalidProperty;
    return v5 ? v5->limits.forbids(packet) : std::nullopt;
}

} // namespace Standin::Mqtt
