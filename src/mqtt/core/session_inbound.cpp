// SPDX-License-Identifier: GPL-3.0-or-later
// How a Session handles the packets of the broker.
#include "mqtt/core/encoder.h"
#include "mqtt/core/session.h"
#include "mqtt/reasoncodes.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

using Awaits = InFlight::Awaits;
using QMqtt::MessageStatus;

Event Session::handle(InboundPacket &packet, Instant now)
{
    if (m_v5 && !m_v5->mayExplain(packet))
        return violation(u"reason string or user property that this client did not ask for"_s, Reason::protocolError,
                         now);
    if (auto *connack = std::get_if<Connack>(&packet))
        return handleConnack(*connack, now);
    if (auto *auth = std::get_if<Auth>(&packet))
        return handleAuth(*auth, now);
    if (m_phase != Phase::Online)
        return violation(u"first packet of the broker is not CONNACK"_s, Reason::protocolError, now);
    if (auto *publish = std::get_if<Publish>(&packet))
        return handlePublish(*publish, now);
    if (auto *ack = std::get_if<Ack>(&packet))
        return handleAck(*ack, now);
    if (auto *suback = std::get_if<Suback>(&packet))
        return handleSuback(*suback, now);
    if (auto *disconnect = std::get_if<Disconnect>(&packet)) {
        end();
        return ServerDisconnected{disconnect->code, std::move(disconnect->properties)};
    }
    const auto asked = std::exchange(m_unansweredPing, std::nullopt);
    return PingAnswered{asked ? std::chrono::duration_cast<Milliseconds>(now - *asked) : Milliseconds(0)};
}

Event Session::handleConnack(Connack &packet, Instant now)
{
    if (m_phase != Phase::AwaitingConnack)
        return outOfOrder(PacketType::Connack, now);
    m_connackDue.reset();
    if (packet.code != 0) {
        end();
        return Refused{packet.code, std::move(packet.properties)};
    }
    if (m_v5 && packet.sessionPresent && m_cleanSession) // [MQTT-3.2.2-4]
        return violation(u"session present although a clean one was asked for"_s, Reason::protocolError, now);
    if (m_v5 && packet.properties.text(PropertyId::AuthenticationMethod) != m_v5->authenticationMethod)
        return violation(u"CONNACK with another authentication method"_s, Reason::protocolError, now);
    m_phase = Phase::Online;
    if (m_v5) {
        m_v5->accept(packet.properties);
        const auto keepAlive = packet.properties.number(PropertyId::ServerKeepAlive); // [MQTT-3.1.2-21]
        m_keepAlive = keepAlive ? std::chrono::seconds(*keepAlive) : m_keepAlive;
    }
    // MQTT 3.1 does not say whether the session is present: what is in flight is sent again.
    const bool maybePresent = m_level == ProtocolLevel::V3_1 && !m_cleanSession;
    std::vector<GivenUp> givenUp;
    if (packet.sessionPresent || maybePresent) {
        givenUp = resendInFlight(now);
    } else {
        m_inFlight.clear();
        m_unreleased.clear();
    }
    return Established{packet.sessionPresent, std::move(packet.properties), std::move(givenUp)};
}

Event Session::handlePublish(Publish &packet, Instant now)
{
    if (m_v5 && !m_v5->resolveAlias(packet))
        return violation(u"unknown topic alias in PUBLISH"_s, Reason::topicAliasInvalid, now);
    if (packet.qos == 1)
        send(encode(Ack{PacketType::Puback, packet.id}, m_level), now);
    if (packet.qos == 2) {
        const bool isNew = !m_unreleased.contains(packet.id);
        if (isNew && m_v5 && m_unreleased.size() >= m_v5->receiveMaximum) // [MQTT-3.3.4-9]
            return violation(u"more messages at once than this client takes"_s, Reason::receiveMaximumExceeded, now);
        m_unreleased.insert(packet.id);
        send(encode(Ack{PacketType::Pubrec, packet.id}, m_level), now);
        if (!isNew)
            return {};
    }
    return MessageArrived{std::move(packet)};
}

Event Session::handleAck(Ack &packet, Instant now)
{
    if (packet.type == PacketType::Pubrel)
        return handlePubrel(packet, now);
    InFlight::Entry *entry = m_inFlight.find(packet.id);
    if (packet.type == PacketType::Pubrec)
        return handlePubrec(packet, entry, now);
    // An answer to an unknown id, for instance after a session that the broker did not keep.
    if (!entry)
        return {};

    const Awaits expected = packet.type == PacketType::Puback    ? Awaits::Puback
                            : packet.type == PacketType::Pubcomp ? Awaits::Pubcomp
                                                                 : Awaits::Unsuback;
    if (entry->awaits != expected || entry->held)
        return outOfOrder(packet.type, now);
    if (expected == Awaits::Unsuback) {
        const QByteArray filter = entry->data;
        m_inFlight.remove(packet.id);
        return UnsubscribeAnswered{filter, packet.code, std::move(packet.properties)};
    }
    finishMessage(packet.id, now);
    const auto status = expected == Awaits::Puback ? MessageStatus::Acknowledged : MessageStatus::Completed;
    return MessageProgressed{packet.id, status, packet.code, std::move(packet.properties)};
}

Event Session::handlePubrel(Ack &packet, Instant now)
{
    const bool known = m_unreleased.erase(packet.id) > 0;
    send(encode(Ack{PacketType::Pubcomp, packet.id, known ? Reason::success : Reason::packetIdNotFound}, m_level), now);
    return known
               ? Event(MessageProgressed{packet.id, MessageStatus::Released, packet.code, std::move(packet.properties)})
               : Event();
}

Event Session::handlePubrec(Ack &packet, InFlight::Entry *entry, Instant now)
{
    const bool isFirst = entry && entry->awaits == Awaits::Pubrec && !entry->held;
    if (entry && !isFirst && entry->awaits != Awaits::Pubcomp)
        return outOfOrder(PacketType::Pubrec, now);
    if (packet.code >= Reason::firstFailure) { // refused, so nothing is released: 5.0 [MQTT-4.3.3-4]
        if (!isFirst)
            return {};
        finishMessage(packet.id, now);
        return MessageProgressed{packet.id, MessageStatus::Received, packet.code, std::move(packet.properties)};
    }
    if (isFirst) {
        m_inFlight.markReceived(*entry);
    }
    // Every PUBREC is answered, even one with an unknown id; otherwise the broker keeps the id in use.
    send(encode(Ack{PacketType::Pubrel, packet.id, entry ? Reason::success : Reason::packetIdNotFound}, m_level), now);
    return isFirst
               ? Event(MessageProgressed{packet.id, MessageStatus::Received, packet.code, std::move(packet.properties)})
               : Event();
}

Event Session::handleSuback(Suback &packet, Instant now)
{
    const InFlight::Entry *entry = m_inFlight.find(packet.id);
    if (!entry)
        return {};
    if (entry->awaits != Awaits::Suback)
        return outOfOrder(PacketType::Suback, now);
    SubscribeAnswered event{entry->data, packet.code, std::move(packet.properties)};
    m_inFlight.remove(packet.id);
    return event;
}

Event Session::handleAuth(Auth &packet, Instant now)
{
    const bool isAnswer = m_phase == Phase::AwaitingConnack || m_v5->authentication == Authentication::Answered;
    const bool isSuccess = packet.code == Reason::success;
    // While connecting, CONNACK reports the success.
    if (m_v5->authenticationMethod.isEmpty() || !isAnswer || (isSuccess && m_phase == Phase::AwaitingConnack))
        return outOfOrder(PacketType::Auth, now);
    if (packet.properties.text(PropertyId::AuthenticationMethod) != m_v5->authenticationMethod) // [MQTT-4.12.0-5]
        return violation(u"AUTH with another authentication method"_s, Reason::protocolError, now);
    m_v5->authentication = isSuccess ? Authentication::None : Authentication::Challenged;
    return isSuccess ? Event(AuthenticationSucceeded{std::move(packet.properties)})
                     : Event(AuthenticationContinued{std::move(packet.properties)});
}

// Section 4.4: PUBLISH with DUP and PUBREL under their old ids, in the old order [MQTT-4.6.0-1]. What was never sent
// follows as it is.
std::vector<GivenUp> Session::resendInFlight(Instant now)
{
    m_inFlight.restart();
    std::vector<GivenUp> givenUp;
    for (const quint16 id : m_inFlight.inOrder()) {
        InFlight::Entry &entry = *m_inFlight.find(id);
        const bool isPublish = entry.awaits != Awaits::Pubcomp;
        if (isPublish && isTooLarge(entry.data))
            givenUp.push_back({id, GivenUp::Cause::TooLarge});
        else if (isPublish && entry.endings >= mostEndings)
            givenUp.push_back({id, GivenUp::Cause::NoAnswer});
        else
            resend(id, entry, now);
    }
    for (const GivenUp &message : givenUp)
        m_inFlight.remove(message.id);
    return givenUp;
}

void Session::resend(quint16 id, InFlight::Entry &entry, Instant now)
{
    if (entry.awaits == Awaits::Pubcomp) {
        m_inFlight.countOpen();
        send(encode(Ack{PacketType::Pubrel, id}, m_level), now);
        return;
    }
    if (entry.wasSent)
        markDuplicate(entry.data);
    if (m_inFlight.admit(id, maximumOpen()))
        send(entry.data, now);
}

} // namespace Standin::Mqtt
