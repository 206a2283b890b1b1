// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/referee.h"

#include "mqtt/reasoncodes.h"

#include "fuzz/require.h"

#include <algorithm>

using namespace Standin::Mqtt;
using QMqtt::MessageStatus;
using Type = ClientPacket::Type;

namespace {

template <typename T>
bool is(const Event &event)
{
    return std::holds_alternative<T>(event);
}

} // namespace

void Referee::ended()
{
    m_isOpen = false;
    m_isOnline = false;
    m_isFirst = false;
    m_requests.clear();
    m_aliases.clear();
    for (auto &[id, message] : m_messages)
        message.isNew = message.sentHere = message.counted = false;
}

void Referee::opened(const Connect &packet)
{
    if (packet.cleanSession || packet.level != m_level)
        forget();
    m_level = packet.level;
    m_cleanSession = packet.cleanSession;
    m_isFirst = m_isOpen = true;
    m_hasLeft = false;
    m_maximumPacketSize = m_receiveMaximum = 0xffffffff;
    m_topicAliasMaximum = 0;
    m_maximumQos = 2;
    m_retain = true;
}

void Referee::forget()
{
    m_messages.clear();
    m_unreleased.clear();
}

void Referee::published(quint16 id, Message message)
{
    require((id == 0) == (message.qos == 0), "an id goes with QoS 1 and 2");
    if (id == 0) {
        m_qos0 = std::move(message);
        return;
    }
    require(!m_requests.contains(id), "an id in use is not given out");
    require(m_messages.emplace(id, std::move(message)).second, "an id in use is not given out");
}

void Referee::withdrawn(quint16 id, bool done)
{
    const auto it = m_messages.find(id);
    require(it != m_messages.end() && done == !it->second.sent, "what was not sent can be withdrawn, nothing else");
    if (done)
        m_messages.erase(it);
}

void Referee::requested(quint16 id, const QByteArray &filter)
{
    require(id != 0 && !m_messages.contains(id), "an id in use is not given out");
    require(m_requests.emplace(id, filter).second, "an id in use is not given out");
}

void Referee::told(const Event &event)
{
    if (const auto *established = std::get_if<Established>(&event))
        return toldOf(*established);
    if (const auto *arrived = std::get_if<MessageArrived>(&event))
        return toldOf(*arrived);
    if (const auto *progressed = std::get_if<MessageProgressed>(&event))
        return toldOf(*progressed);
    if (const auto *subscribed = std::get_if<SubscribeAnswered>(&event))
        return answered(subscribed->filter);
    if (const auto *unsubscribed = std::get_if<UnsubscribeAnswered>(&event))
        return answered(unsubscribed->filter);
    require(m_isOnline || !is<PingAnswered>(event), "only a connection has a PINGRESP");
}

void Referee::toldOf(const Established &event)
{
    require(m_isOpen && !m_isOnline, "a connection is established once");
    m_isOnline = true;
    if (m_level == Level::V5_0) {
        // No session is possible with a broker that accepts less than the longest answer without properties.
        m_maximumPacketSize = qMax(5U, event.properties.number(PropertyId::MaximumPacketSize, 0xffffffff));
        m_receiveMaximum = event.properties.number(PropertyId::ReceiveMaximum, 0xffff);
        m_topicAliasMaximum = event.properties.number(PropertyId::TopicAliasMaximum, 0);
        m_maximumQos = static_cast<quint8>(event.properties.number(PropertyId::MaximumQos, 2));
        m_retain = event.properties.number(PropertyId::RetainAvailable, 1) == 1;
    } else {
        m_receiveMaximum = Session::maximumOpenBefore5;
    }
    if (!event.sessionPresent && (m_level != Level::V3_1 || m_cleanSession))
        forget();
    for (const GivenUp &message : event.givenUp) {
        const auto it = m_messages.find(message.id);
        require(it != m_messages.end() && !it->second.received, "what is given up is open");
        require(message.cause == GivenUp::Cause::TooLarge || it->second.sent, "what was never sent had no chance");
        m_messages.erase(it);
    }
}

void Referee::toldOf(const MessageArrived &event)
{
    const Publish &message = event.message;
    require(m_isOnline, "messages come on a connection");
    require(!message.topic.isEmpty() && !message.topic.contains('\0'), "a message has a topic");
    require((message.qos > 0) == (message.id > 0) && message.qos <= 2, "an id goes with QoS 1 and 2");
    if (message.qos == 1)
        ++m_pubacksDue;
    if (message.qos == 2)
        require(m_unreleased.insert(message.id).second, "a message of QoS 2 comes exactly once");
}

void Referee::toldOf(const MessageProgressed &event)
{
    if (event.status == MessageStatus::Released)
        return require(m_unreleased.erase(event.id) == 1, "what is released has come");
    const auto it = m_messages.find(event.id);
    require(it != m_messages.end() && it->second.sent, "what progresses was sent");
    Message &message = it->second;
    require((message.qos == 1) == (event.status == MessageStatus::Acknowledged), "the answer is that of the QoS");
    require(event.status != MessageStatus::Completed || message.received, "PUBREC comes before PUBCOMP");
    require(event.status != MessageStatus::Received || !message.received, "a message is received once");
    if (event.status == MessageStatus::Received && event.code < Reason::firstFailure)
        message.received = true;
    else
        m_messages.erase(it);
}

void Referee::answered(const QByteArray &filter)
{
    const auto it = std::ranges::find_if(m_requests, [&](const auto &request) { return request.second == filter; });
    require(it != m_requests.end(), "what is answered was asked");
    m_requests.erase(it);
}

void Referee::check(const Session &session, bool isSilent)
{
    require(!isSilent || m_unread.isEmpty(), "nothing is sent when nothing can be");
    for (const QByteArray &packet : std::exchange(m_unread, {}))
        read(readClientPacket(packet, m_level));
    require(!m_qos0, "a message of QoS 0 is sent at once");
    require(m_pubacksDue == 0, "a message of QoS 1 is acknowledged at once");
    const auto open = std::ranges::count_if(m_messages, [](const auto &item) { return item.second.counted; });
    require(open <= m_receiveMaximum, "the receive maximum of the broker is kept");

    if (session.phase() == Session::Phase::Idle) {
        require(!session.nextDeadline(), "nothing is due when nothing goes on");
        ended();
    }
    require((session.phase() == Session::Phase::Online) == m_isOnline, "the phase is what events say");
}

void Referee::read(const ClientPacket &packet)
{
    require(m_isOpen && !m_hasLeft, "packets go over a connection, DISCONNECT is the last");
    require(m_isFirst == (packet.type == Type::Connect), "CONNECT is the first packet, and only that");
    m_isFirst = false;
    require(m_isOnline || packet.type == Type::Connect || packet.type == Type::Auth, "CONNACK is waited for");
    require(packet.size <= m_maximumPacketSize, "no packet is larger than the broker takes");
    switch (packet.type) {
    case Type::Publish:
        return readPublish(packet);
    case Type::Puback:
        return require(m_pubacksDue-- > 0, "PUBACK is for a message that came");
    case Type::Pubrec:
        return require(m_unreleased.contains(packet.id), "PUBREC is for a message that came");
    case Type::Pubrel:
        return readPubrel(packet);
    case Type::Pubcomp:
        return require(!m_unreleased.contains(packet.id), "PUBCOMP ends the exchange");
    case Type::Subscribe:
    case Type::Unsubscribe:
        return require(m_requests.contains(packet.id) && m_requests[packet.id] == packet.topic,
                       "requests are asked for");
    case Type::Disconnect:
        m_hasLeft = true;
        return;
    default:
        return;
    }
}

void Referee::readPublish(const ClientPacket &packet)
{
    const QByteArray topic = resolve(packet);
    // Messages of an earlier connection are sent unchanged, independent of the limits of this broker.
    const auto it = m_messages.find(packet.id);
    if (it == m_messages.end() || it->second.isNew) {
        require(packet.qos <= m_maximumQos, "the QoS is one that the broker takes");
        require(m_retain || !packet.retain, "nothing is retained where the broker cannot");
    }
    if (packet.qos > 0)
        return readMessage(packet, topic);
    require(m_qos0 && m_qos0->topic == topic && m_qos0->payload == packet.payload, "QoS 0 is sent as it was given");
    m_qos0.reset();
}

QByteArray Referee::resolve(const ClientPacket &packet)
{
    const quint32 alias = packet.number(PropertyId::TopicAlias);
    require(alias <= m_topicAliasMaximum, "aliases go no further than the broker takes them");
    if (alias == 0)
        return packet.topic;
    if (packet.topic.isEmpty())
        require(m_aliases.contains(alias), "an alias is told before it is used");
    else
        m_aliases[alias] = packet.topic;
    return m_aliases[alias];
}

void Referee::readMessage(const ClientPacket &packet, const QByteArray &topic)
{
    const auto it = m_messages.find(packet.id);
    require(it != m_messages.end(), "an id is that of a message");
    Message &message = it->second;
    require(message.qos == packet.qos && message.topic == topic && message.payload == packet.payload,
            "a message is sent as it was given");
    require(!message.received, "after PUBREC a message is not sent again");
    require(!message.sentHere, "a message is sent once on a connection");
    require(packet.duplicate == message.sent, "a message that was sent before is a duplicate, no other is");
    message.sent = message.sentHere = message.counted = true;
}

void Referee::readPubrel(const ClientPacket &packet)
{
    const auto it = m_messages.find(packet.id);
    const bool known = it != m_messages.end();
    require(!known || it->second.received, "PUBREL follows PUBREC");
    require(m_level != Level::V5_0 || (packet.code == 0) == known, "PUBREL says whether the id is known");
}

QByteArray Referee::topicOf(quint32 alias) const
{
    const auto it = m_aliases.find(alias);
    return it == m_aliases.end() ? QByteArray() : it->second;
}
