// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/connectionv5.h"

#include "mqtt/core/decoder.h"
#include "mqtt/core/encoder.h"

namespace Standin::Mqtt {
namespace {

quint16 aliasMaximum(const Properties &properties)
{
    return static_cast<quint16>(properties.number(PropertyId::TopicAliasMaximum, 0));
}

/// Properties of packets whose reason string the client must have requested; nullptr for other packets.
const Properties *explanationOf(const InboundPacket &packet)
{
    if (const auto *ack = std::get_if<Ack>(&packet))
        return &ack->properties;
    if (const auto *suback = std::get_if<Suback>(&packet))
        return &suback->properties;
    const auto *auth = std::get_if<Auth>(&packet);
    return auth ? &auth->properties : nullptr;
}

} // namespace

ConnectionV5::ConnectionV5(const Properties &connect)
    : sessionExpiry(connect.number(PropertyId::SessionExpiryInterval, 0))
    , maximumPacketSize(connect.number(PropertyId::MaximumPacketSize, Decoder::noMaximum))
    , receiveMaximum(static_cast<quint16>(connect.number(PropertyId::ReceiveMaximum, defaultReceiveMaximum)))
    , problemInformation(connect.number(PropertyId::RequestProblemInformation, 1) == 1)
    , authenticationMethod(connect.text(PropertyId::AuthenticationMethod))
    , inbound(aliasMaximum(connect))
{}

void ConnectionV5::accept(const Properties &connack)
{
    limits = BrokerLimits::of(connack);
    // A client that accepts aliases also assigns them, as programs written for Qt MQTT expect.
    outbound = TopicAliases(limits.topicAliasMaximum, inbound.maximum());
    authentication = Authentication::None;
}

bool ConnectionV5::mayExplain(const InboundPacket &packet) const
{
    const Properties *properties = problemInformation ? nullptr : explanationOf(packet);
    return !properties ||
           !(properties->contains(PropertyId::ReasonString) || properties->contains(PropertyId::UserProperty));
}

bool ConnectionV5::resolveAlias(Publish &packet)
{
    const auto alias = packet.properties.number(PropertyId::TopicAlias);
    if (!alias)
        return true;
    if (!inbound.allows(*alias))
        return false;
    const auto number = static_cast<quint16>(*alias);
    if (!packet.topic.isEmpty()) {
        inbound.set(number, packet.topic.toByteArray());
        return true;
    }
    packet.topic = inbound.topicOf(number);
    return !packet.topic.isEmpty();
}

Publish ConnectionV5::withoutAlias(const Publish &packet) const
{
    const auto alias = packet.properties.number(PropertyId::TopicAlias);
    if (!alias)
        return packet;
    Publish lasting = packet;
    lasting.properties.remove(PropertyId::TopicAlias);
    if (lasting.topic.isEmpty())
        lasting.topic = outbound.topicOf(static_cast<quint16>(*alias));
    return lasting;
}

QByteArray ConnectionV5::withAlias(const Publish &packet, const QByteArray &encoded)
{
    const QByteArray topic = packet.topic.toByteArray();
    if (const auto chosen = packet.properties.number(PropertyId::TopicAlias)) {
        if (!topic.isEmpty())
            outbound.set(static_cast<quint16>(*chosen), topic);
        return encoded;
    }
    const quint16 known = outbound.aliasOf(topic);
    const quint16 alias = known > 0 ? known : outbound.firstUnused();
    if (alias == 0)
        return encoded;
    Publish aliased = packet;
    aliased.properties.add(PropertyId::TopicAlias, alias);
    if (known > 0)
        aliased.topic = {};
    const QByteArray bytes = encode(aliased, ProtocolLevel::V5_0);
    if (isTooLarge(bytes))
        return encoded;
    outbound.set(alias, topic);
    return bytes;
}

} // namespace Standin::Mqtt
