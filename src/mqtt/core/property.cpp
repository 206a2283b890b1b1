// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/property.h"

namespace Standin::Mqtt {
namespace {

using Type = PropertyType;

constexpr quint16 everywhere = 0x07ff;
constexpr quint16 withReason = InConnack | InPublishAnswer | InSuback | InUnsuback | InDisconnect | InAuth;
constexpr quint16 inMessage = InPublish | InWill;
constexpr quint32 highestVariableInteger = 268'435'455;

constexpr PropertyDefinition flag(quint16 places)
{
    return {Type::Byte, places, 0, 1};
}

} // namespace

std::optional<PropertyDefinition> definitionOf(PropertyId id)
{
    switch (id) {
    case PropertyId::PayloadFormatIndicator:
        return flag(inMessage);
    case PropertyId::MessageExpiryInterval:
        return PropertyDefinition{Type::FourByteInteger, inMessage};
    case PropertyId::ContentType:
    case PropertyId::ResponseTopic:
        return PropertyDefinition{Type::String, inMessage};
    case PropertyId::CorrelationData:
        return PropertyDefinition{Type::BinaryData, inMessage};
    case PropertyId::SubscriptionIdentifier:
        return PropertyDefinition{Type::VariableByteInteger, InPublish | InSubscribe, 1, highestVariableInteger};
    case PropertyId::SessionExpiryInterval:
        return PropertyDefinition{Type::FourByteInteger, InConnect | InConnack};
    case PropertyId::AssignedClientIdentifier:
    case PropertyId::ResponseInformation:
        return PropertyDefinition{Type::String, InConnack};
    case PropertyId::ServerKeepAlive:
        return PropertyDefinition{Type::TwoByteInteger, InConnack};
    case PropertyId::AuthenticationMethod:
        return PropertyDefinition{Type::String, InConnect | InConnack | InAuth};
    case PropertyId::AuthenticationData:
        return PropertyDefinition{Type::BinaryData, InConnect | InConnack | InAuth};
    case PropertyId::RequestProblemInformation:
    case PropertyId::RequestResponseInformation:
        return flag(InConnect);
    case PropertyId::WillDelayInterval:
        return PropertyDefinition{Type::FourByteInteger, InWill};
    case PropertyId::ServerReference:
        return PropertyDefinition{Type::String, InConnack | InDisconnect};
    case PropertyId::ReasonString:
        return PropertyDefinition{Type::String, withReason};
    case PropertyId::ReceiveMaximum:
        return PropertyDefinition{Type::TwoByteInteger, InConnect | InConnack, 1};
    case PropertyId::TopicAliasMaximum:
        return PropertyDefinition{Type::TwoByteInteger, InConnect | InConnack};
    case PropertyId::TopicAlias:
        return PropertyDefinition{Type::TwoByteInteger, InPublish, 1};
    case PropertyId::MaximumQos:
    case PropertyId::RetainAvailable:
    case PropertyId::WildcardSubscriptionAvailable:
    case PropertyId::SubscriptionIdentifierAvailable:
    case PropertyId::SharedSubscriptionAvailable:
        return flag(InConnack);
    case PropertyId::UserProperty:
        return PropertyDefinition{Type::StringPair, everywhere};
    case PropertyId::MaximumPacketSize:
        return PropertyDefinition{Type::FourByteInteger, InConnect | InConnack, 1};
    }
    return std::nullopt;
}

bool isRepeatable(PropertyId id, PropertyPlace place)
{
    return id == PropertyId::UserProperty || (id == PropertyId::SubscriptionIdentifier && place == InPublish);
}

} // namespace Standin::Mqtt
