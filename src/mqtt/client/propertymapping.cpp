// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/propertymapping.h"

#include "mqtt/core/text.h"

namespace Standin::Mqtt::PropertyMapping {

/// Access to fields for which the public classes have no setter.
struct Access
{
    static auto &data(QMqttMessageStatusProperties &properties) { return properties.d.write(); }
    static auto &data(QMqttServerConnectionProperties &properties) { return properties.d.write(); }
};

namespace {

using S = QMqttServerConnectionProperties;

constexpr std::pair<PropertyId, S::ServerPropertyDetail> serverDetails[] = {
    {PropertyId::SessionExpiryInterval, S::SessionExpiryInterval},
    {PropertyId::ReceiveMaximum, S::MaximumReceive},
    {PropertyId::MaximumQos, S::MaximumQoS},
    {PropertyId::RetainAvailable, S::RetainAvailable},
    {PropertyId::MaximumPacketSize, S::MaximumPacketSize},
    {PropertyId::AssignedClientIdentifier, S::AssignedClientId},
    {PropertyId::TopicAliasMaximum, S::MaximumTopicAlias},
    {PropertyId::ReasonString, S::ReasonString},
    {PropertyId::UserProperty, S::UserProperty},
    {PropertyId::WildcardSubscriptionAvailable, S::WildCardSupported},
    {PropertyId::SubscriptionIdentifierAvailable, S::SubscriptionIdentifierSupport},
    {PropertyId::SharedSubscriptionAvailable, S::SharedSubscriptionSupport},
    {PropertyId::ServerKeepAlive, S::ServerKeepAlive},
    {PropertyId::ResponseInformation, S::ResponseInformation},
    {PropertyId::ServerReference, S::ServerReference},
    {PropertyId::AuthenticationMethod, S::AuthenticationMethod},
    {PropertyId::AuthenticationData, S::AuthenticationData},
};

/// Adds the properties that differ from their default.
class Writer
{
public:
    template <typename T>
    Writer &number(PropertyId id, T value, T byDefault = {})
    {
        if (value != byDefault)
            m_properties.add(id, static_cast<quint32>(value));
        return *this;
    }

    Writer &text(PropertyId id, const QString &value) { return binary(id, value.toUtf8()); }

    Writer &binary(PropertyId id, const QByteArray &value)
    {
        if (!value.isEmpty())
            m_properties.add(id, value);
        return *this;
    }

    Writer &user(const QMqttUserProperties &properties)
    {
        addUserProperties(m_properties, properties);
        return *this;
    }

    Properties take() { return std::move(m_properties); }

private:
    Properties m_properties;
};

QString text(const Property &property)
{
    return fromUtf8(property.text);
}

} // namespace

void addUserProperties(Properties &to, const QMqttUserProperties &from)
{
    for (const QMqttStringPair &pair : from)
        to.addUserProperty(pair.name().toUtf8(), pair.value().toUtf8());
}

Properties toWire(const QMqttConnectionProperties &from)
{
    const QMqttConnectionProperties byDefault;
    return Writer()
        .number(PropertyId::SessionExpiryInterval, from.sessionExpiryInterval())
        .number(PropertyId::ReceiveMaximum, from.maximumReceive(), byDefault.maximumReceive())
        .number(PropertyId::MaximumPacketSize, from.maximumPacketSize(), byDefault.maximumPacketSize())
        .number(PropertyId::TopicAliasMaximum, from.maximumTopicAlias())
        .number(PropertyId::RequestResponseInformation, from.requestResponseInformation())
        .number(PropertyId::RequestProblemInformation, from.requestProblemInformation(), true)
        .user(from.userProperties())
        .text(PropertyId::AuthenticationMethod, from.authenticationMethod())
        .binary(PropertyId::AuthenticationData, from.authenticationData())
        .take();
}

Properties toWire(const QMqttLastWillProperties &from)
{
    return Writer()
        .number(PropertyId::WillDelayInterval, from.willDelayInterval())
        .number(PropertyId::PayloadFormatIndicator, from.payloadFormatIndicator())
        .number(PropertyId::MessageExpiryInterval, from.messageExpiryInterval())
        .text(PropertyId::ContentType, from.contentType())
        .text(PropertyId::ResponseTopic, from.responseTopic())
        .binary(PropertyId::CorrelationData, from.correlationData())
        .user(from.userProperties())
        .take();
}

Properties toWire(const QMqttPublishProperties &from)
{
    using P = QMqttPublishProperties;
    const auto isSet = [available = from.availableProperties()](P::PublishPropertyDetail detail) {
        return available.testFlag(detail);
    };
    Properties to;
    if (isSet(P::PayloadFormatIndicator))
        to.add(PropertyId::PayloadFormatIndicator, static_cast<quint32>(from.payloadFormatIndicator()));
    if (isSet(P::MessageExpiryInterval))
        to.add(PropertyId::MessageExpiryInterval, from.messageExpiryInterval());
    if (isSet(P::TopicAlias))
        to.add(PropertyId::TopicAlias, from.topicAlias());
    if (isSet(P::ResponseTopic))
        to.add(PropertyId::ResponseTopic, from.responseTopic().toUtf8());
    if (isSet(P::CorrelationData))
        to.add(PropertyId::CorrelationData, from.correlationData());
    if (isSet(P::ContentType))
        to.add(PropertyId::ContentType, from.contentType().toUtf8());
    addUserProperties(to, from.userProperties());
    return to;
}

Properties toWire(const QMqttSubscriptionProperties &from)
{
    return Writer()
        .number(PropertyId::SubscriptionIdentifier, from.subscriptionIdentifier())
        .user(from.userProperties())
        .take();
}

Properties toWire(const QMqttUnsubscriptionProperties &from)
{
    return Writer().user(from.userProperties()).take();
}

Properties toWire(const QMqttAuthenticationProperties &from)
{
    return Writer()
        .text(PropertyId::AuthenticationMethod, from.authenticationMethod())
        .binary(PropertyId::AuthenticationData, from.authenticationData())
        .text(PropertyId::ReasonString, from.reason())
        .user(from.userProperties())
        .take();
}

QMqttUserProperties userProperties(const Properties &from)
{
    QMqttUserProperties to;
    for (const Property &property : from) {
        if (property.id == PropertyId::UserProperty)
            to.append({fromUtf8(property.name), text(property)});
    }
    return to;
}

QString reason(const Properties &from)
{
    return fromUtf8(from.text(PropertyId::ReasonString));
}

QMqttPublishProperties toPublishProperties(const Properties &from)
{
    QMqttPublishProperties to;
    QList<quint32> identifiers;
    for (const Property &property : from) {
        switch (property.id) {
        case PropertyId::PayloadFormatIndicator:
            to.setPayloadFormatIndicator(static_cast<QMqtt::PayloadFormatIndicator>(property.number));
            break;
        case PropertyId::MessageExpiryInterval:
            to.setMessageExpiryInterval(property.number);
            break;
        case PropertyId::TopicAlias:
            to.setTopicAlias(static_cast<quint16>(property.number));
            break;
        case PropertyId::ResponseTopic:
            to.setResponseTopic(text(property));
            break;
        case PropertyId::CorrelationData:
            to.setCorrelationData(property.text);
            break;
        case PropertyId::ContentType:
            to.setContentType(text(property));
            break;
        case PropertyId::SubscriptionIdentifier:
            identifiers.append(property.number);
            break;
        default:
            break;
        }
    }
    if (!identifiers.isEmpty())
        to.setSubscriptionIdentifiers(identifiers);
    if (const auto user = userProperties(from); !user.isEmpty())
        to.setUserProperties(user);
    return to;
}

QMqttMessageStatusProperties toStatusProperties(quint8 code, const Properties &from)
{
    QMqttMessageStatusProperties to;
    if (code == 0 && from.isEmpty())
        return to;
    auto &data = Access::data(to);
    data.reasonCode = static_cast<QMqtt::ReasonCode>(code);
    data.reason = reason(from);
    data.userProperties = userProperties(from);
    return to;
}

QMqttAuthenticationProperties toAuthenticationProperties(const Properties &from)
{
    QMqttAuthenticationProperties to;
    to.setAuthenticationMethod(fromUtf8(from.text(PropertyId::AuthenticationMethod)));
    to.setAuthenticationData(from.text(PropertyId::AuthenticationData));
    to.setReason(reason(from));
    to.setUserProperties(userProperties(from));
    return to;
}

QMqttServerConnectionProperties toServerProperties(quint8 code, const Properties &from)
{
    QMqttServerConnectionProperties to;
    auto &data = Access::data(to);
    data.valid = true;
    data.reasonCode = static_cast<QMqtt::ReasonCode>(code);
    for (const auto &[id, detail] : serverDetails) {
        if (from.contains(id))
            data.available |= detail;
    }
    const auto number = [&from](PropertyId id, quint32 byDefault) { return from.number(id, byDefault); };
    const auto isAvailable = [&from](PropertyId id) { return from.number(id, 1) == 1; };
    const auto string = [&from](PropertyId id) { return fromUtf8(from.text(id)); };
    data.maximumQoS = static_cast<quint8>(number(PropertyId::MaximumQos, data.maximumQoS));
    data.retainAvailable = isAvailable(PropertyId::RetainAvailable);
    data.wildcardSupported = isAvailable(PropertyId::WildcardSubscriptionAvailable);
    data.subscriptionIdentifierSupported = isAvailable(PropertyId::SubscriptionIdentifierAvailable);
    data.sharedSubscriptionSupported = isAvailable(PropertyId::SharedSubscriptionAvailable);
    data.serverKeepAlive = static_cast<quint16>(number(PropertyId::ServerKeepAlive, 0));
    data.reason = reason(from);
    data.responseInformation = string(PropertyId::ResponseInformation);
    data.serverReference = string(PropertyId::ServerReference);
    to.setSessionExpiryInterval(number(PropertyId::SessionExpiryInterval, 0));
    to.setMaximumReceive(static_cast<quint16>(number(PropertyId::ReceiveMaximum, to.maximumReceive())));
    to.setMaximumPacketSize(number(PropertyId::MaximumPacketSize, to.maximumPacketSize()));
    to.setMaximumTopicAlias(static_cast<quint16>(number(PropertyId::TopicAliasMaximum, 0)));
    to.setAuthenticationMethod(string(PropertyId::AuthenticationMethod));
    to.setAuthenticationData(from.text(PropertyId::AuthenticationData));
    to.setUserProperties(userProperties(from));
    return to;
}

} // namespace Standin::Mqtt::PropertyMapping
