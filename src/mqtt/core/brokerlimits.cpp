// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/brokerlimits.h"

#include "base/topicrules.h"

namespace Standin::Mqtt {

BrokerLimits BrokerLimits::of(const Properties &connack)
{
    const auto isAvailable = [&connack](PropertyId id) { return connack.number(id, 1) == 1; };
    return {.maximumPacketSize = connack.number(PropertyId::MaximumPacketSize, 0xffffffff),
            .receiveMaximum = static_cast<quint16>(connack.number(PropertyId::ReceiveMaximum, defaultReceiveMaximum)),
            .topicAliasMaximum = static_cast<quint16>(connack.number(PropertyId::TopicAliasMaximum, 0)),
            .maximumQos = static_cast<quint8>(connack.number(PropertyId::MaximumQos, Mqtt::maximumQos)),
            .retain = isAvailable(PropertyId::RetainAvailable),
            .wildcards = isAvailable(PropertyId::WildcardSubscriptionAvailable),
            .subscriptionIdentifiers = isAvailable(PropertyId::SubscriptionIdentifierAvailable),
            .sharedSubscriptions = isAvailable(PropertyId::SharedSubscriptionAvailable)};
}

std::optional<LocalFailure> BrokerLimits::forbids(const Publish &packet) const
{
    if (packet.qos > maximumQos)
        return LocalFailure::QosNotSupported; // [MQTT-3.2.2-11]
    if (packet.retain && !retain)
        return LocalFailure::RetainNotSupported; // [MQTT-3.2.2-14]
    if (packet.properties.number(PropertyId::TopicAlias, 0) > topicAliasMaximum)
        return LocalFailure::TopicAliasInvalid; // [MQTT-3.3.2-9]
    return std::nullopt;
}

std::optional<LocalFailure> BrokerLimits::forbids(const Subscribe &packet) const
{
    const QByteArrayView filter = TopicRules::withoutShare(packet.filter);
    const bool isShared = filter.size() != packet.filter.size();
    if (isShared && !sharedSubscriptions)
        return LocalFailure::SharedSubscriptionsNotSupported; // section 3.2.2.3.13
    if (isShared && packet.options.noLocal)
        return LocalFailure::NoLocalWithShare; // [MQTT-3.8.3-4]
    if (!wildcards && (filter.contains('+') || filter.contains('#')))
        return LocalFailure::WildcardsNotSupported; // section 3.2.2.3.11
    if (!subscriptionIdentifiers && packet.properties.contains(PropertyId::SubscriptionIdentifier))
        return LocalFailure::SubscriptionIdentifiersNotSupported; // section 3.2.2.3.12
    return std::nullopt;
}

} // namespace Standin::Mqtt
