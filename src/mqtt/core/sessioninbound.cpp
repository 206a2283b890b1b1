// SPDX-License-Identifier: GPL-3.0-or-later
// What a Session does with packets of the broker.
#include "mqtt/core/encoder.h"
#include "mqtt/core/session.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

using Awaits = InFlight::Awaits;
using QMqtt::MessageStatus;

Event Session::handle(const InboundPacket &packet, Instant now)
{
    if (const auto *connack = std::get_if<Connack>(&packet))
        return handleConnack(*connack, now);
    if (m_phase != Phase::Online)
        return fail(Broken::Cause::ProtocolViolation, u"first packet of the broker is not CONNACK"_s);
    if (const auto *publish = std::get_if<Publish>(&packet))
        return handlePublish(*publish, now);
    if (const auto *ack = std::get_if<Ack>(&packet))
        return handleAck(*ack, now);
    if (const auto *suback = std::get_if<Suback>(&packet))
        return handleSuback(*suback);
    m_answerDue.reset();
    return PingAnswered();
}

Event Session::handleConnack(const Connack &packet, Instant now)
{
    if (m_phase != Phase::AwaitingConnack)
        return outOfOrder(PacketType::Connack);
    m_answerDue.reset();
    if (packet.code != 0) {
        end();
        return Refused{packet.code};
    }
    m_phase = Phase::Online;
    if (packet.sessionPresent)
        resendInFlight(now);
    else
        forget();
    return Established{packet.sessionPresent};
}

Event Session::handlePublish(const Publish &packet, Instant now)
{
    if (packet.qos == 1)
        send(encode(Ack{PacketType::Puback, packet.id}), now);
    if (packet.qos == 2) {
        const bool isNew = m_unreleased.insert(packet.id).second;
        send(encode(Ack{PacketType::Pubrec, packet.id}), now);
        if (!isNew)
            return {};
    }
    return MessageArrived{packet};
}

Event Session::handleAck(const Ack &packet, Instant now)
{
    if (packet.type == PacketType::Pubrel)
        return handlePubrel(packet.id, now);
    InFlight::Entry *entry = m_inFlight.find(packet.id);
    if (packet.type == PacketType::Pubrec)
        return handlePubrec(packet.id, entry, now);
    // An answer to something forgotten, for instance after a session that the broker did not keep.
    if (!entry)
        return {};

    const Awaits expected = packet.type == PacketType::Puback    ? Awaits::Puback
                            : packet.type == PacketType::Pubcomp ? Awaits::Pubcomp
                                                                 : Awaits::Unsuback;
    if (entry->awaits != expected || entry->queued)
        return outOfOrder(packet.type);
    if (expected == Awaits::Unsuback) {
        const QByteArray filter = entry->data;
        m_inFlight.remove(packet.id);
        return UnsubscribeAnswered{filter};
    }
    finishMessage(packet.id, now);
    return MessageProgressed{packet.id,
                             expected == Awaits::Puback ? MessageStatus::Acknowledged : MessageStatus::Completed};
}

Event Session::handlePubrel(quint16 id, Instant now)
{
    const bool known = m_unreleased.erase(id) > 0;
    send(encode(Ack{PacketType::Pubcomp, id}), now);
    return known ? Event(MessageProgressed{id, MessageStatus::Released}) : Event();
}

Event Session::handlePubrec(quint16 id, InFlight::Entry *entry, Instant now)
{
    const bool isFirst = entry && entry->awaits == Awaits::Pubrec && !entry->queued;
    if (entry && !isFirst && entry->awaits != Awaits::Pubcomp)
        return outOfOrder(PacketType::Pubrec);
    if (isFirst) {
        entry->awaits = Awaits::Pubcomp;
        entry->data = QByteArray();
    }
    // Every PUBREC is answered, even one for an id unknown: else the broker keeps the id for ever.
    send(encode(Ack{PacketType::Pubrel, id}), now);
    return isFirst ? Event(MessageProgressed{id, MessageStatus::Received}) : Event();
}

Event Session::handleSuback(const Suback &packet)
{
    const InFlight::Entry *entry = m_inFlight.find(packet.id);
    if (!entry)
        return {};
    if (entry->awaits != Awaits::Suback)
        return outOfOrder(PacketType::Suback);
    SubscribeAnswered event{entry->data, packet.code};
    m_inFlight.remove(packet.id);
    return event;
}

// Section 4.4: PUBLISH with DUP and PUBREL under their old ids, in the old order [MQTT-4.6.0-1]. What was never sent
// follows as it is.
void Session::resendInFlight(Instant now)
{
    m_open = 0;
    m_queue.clear();
    for (const quint16 id : m_inFlight.inOrder()) {
        InFlight::Entry *entry = m_inFlight.find(id);
        if (entry->awaits == Awaits::Pubcomp) {
            ++m_open;
            send(encode(Ack{PacketType::Pubrel, id}), now);
            continue;
        }
        if (!entry->queued)
            markDuplicate(entry->data);
        sendOrQueue(id, now);
    }
}

} // namespace Standin::Mqtt
