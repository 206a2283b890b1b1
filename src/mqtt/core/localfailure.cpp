// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/localfailure.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

QString describe(LocalFailure failure)
{
    switch (failure) {
    case LocalFailure::NotConnected:
        return u"not connected to a broker"_s;
    case LocalFailure::InvalidTopic:
        return u"invalid topic name"_s;
    case LocalFailure::InvalidFilter:
        return u"invalid topic filter"_s;
    case LocalFailure::InvalidQos:
        return u"QoS above 2"_s;
    case LocalFailure::InvalidText:
        return u"U+0000 in a text"_s;
    case LocalFailure::InvalidProperty:
        return u"property with a value that MQTT 5.0 does not allow"_s;
    case LocalFailure::InvalidReasonCode:
        return u"reason code that a client must not send"_s;
    case LocalFailure::EmptyClientId:
        return u"an empty client id needs a clean session, and MQTT 3.1.1 or later"_s;
    case LocalFailure::TooLarge:
        return u"longer than a packet can hold or the broker takes"_s;
    case LocalFailure::NoFreePacketId:
        return u"all packet identifiers are in use"_s;
    case LocalFailure::TooManyUnacknowledged:
        return u"too many bytes wait for the broker's acknowledgement"_s;
    case LocalFailure::QosNotSupported:
        return u"the broker does not support this QoS"_s;
    case LocalFailure::RetainNotSupported:
        return u"the broker does not support retained messages"_s;
    case LocalFailure::TopicAliasInvalid:
        return u"topic alias above the broker's maximum, or without a topic"_s;
    case LocalFailure::WildcardsNotSupported:
        return u"the broker does not support wildcard subscriptions"_s;
    case LocalFailure::SharedSubscriptionsNotSupported:
        return u"the broker does not support shared subscriptions"_s;
    case LocalFailure::SubscriptionIdentifiersNotSupported:
        return u"the broker does not support subscription identifiers"_s;
    case LocalFailure::NoLocalWithShare:
        return u"no-local is not allowed with a shared subscription"_s;
    case LocalFailure::NotAuthenticating:
        return u"no authentication is going on"_s;
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Mqtt
