// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/session.h"

#include "mqtt/core/encoder.h"
#include "mqtt/core/topicrules.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

using Awaits = InFlight::Awaits;
using QMqtt::MessageStatus;
using tl::unexpected;

std::optional<LocalFailure> Session::check(const Connect &packet)
{
    if (packet.level == ProtocolLevel::V5_0)
        return LocalFailure::UnsupportedVersion;
    if (!fits(packet))
        return LocalFailure::TooLarge;
    if (packet.will && TopicRules::faultInName(packet.will->topic))
        return LocalFailure::InvalidTopic;
    if (packet.will && packet.will->qos > maximumQos)
        return LocalFailure::InvalidQos;
    return std::nullopt;
}

void Session::begin(Milliseconds connackTimeout, Instant now)
{
    end();
    m_phase = Phase::Opening;
    m_connackTimeout = connackTimeout;
    if (connackTimeout > Milliseconds::zero())
        m_answerDue = now + connackTimeout;
}

void Session::open(const Connect &packet, bool autoKeepAlive, Instant now)
{
    Q_ASSERT(m_phase == Phase::Opening);
    m_phase = Phase::AwaitingConnack;
    m_keepAlive = std::chrono::seconds(packet.keepAliveSeconds);
    m_autoKeepAlive = autoKeepAlive;
    if (packet.cleanSession)
        forget();
    send(encode(packet), now);
}

void Session::end()
{
    m_phase = Phase::Idle;
    m_answerDue.reset();
    m_decoder.reset();
    m_inFlight.dropSubscriptionRequests();
}

Event Session::receive(QByteArrayView &input, Instant now)
{
    while (m_phase == Phase::AwaitingConnack || m_phase == Phase::Online) {
        const Decoder::Outcome packet = m_decoder.next(input);
        if (!packet)
            return fail(Broken::Cause::ProtocolViolation, describe(packet.error(), m_decoder.lastType()));
        if (!*packet)
            break;
        Event event = handle(**packet, now);
        if (!std::holds_alternative<std::monostate>(event))
            return event;
    }
    return {};
}

std::optional<Session::Instant> Session::nextDeadline() const
{
    const bool pings = m_phase == Phase::Online && m_autoKeepAlive && m_keepAlive.count() > 0;
    return m_answerDue || !pings ? m_answerDue : m_lastSent + m_keepAlive;
}

Event Session::elapse(Instant now)
{
    const auto due = nextDeadline();
    if (!due || now < *due)
        return {};
    if (!m_answerDue) {
        ping(now);
        return {};
    }
    return fail(Broken::Cause::Timeout, m_phase == Phase::Online
                                            ? u"no PINGRESP within %1 s"_s.arg(m_keepAlive.count())
                                            : u"no CONNACK within %1 ms"_s.arg(m_connackTimeout.count()));
}

tl::expected<quint16, LocalFailure> Session::publish(Publish packet, Instant now)
{
    if (m_phase != Phase::Online)
        return unexpected(LocalFailure::NotConnected);
    if (TopicRules::faultInName(packet.topic))
        return unexpected(LocalFailure::InvalidTopic);
    if (packet.qos > maximumQos)
        return unexpected(LocalFailure::InvalidQos);
    if (!fits(packet))
        return unexpected(LocalFailure::TooLarge);

    packet.duplicate = false;
    packet.id = 0;
    if (packet.qos > 0) {
        const auto id = m_inFlight.freeId();
        if (!id)
            return unexpected(LocalFailure::NoFreePacketId);
        packet.id = *id;
    }
    const QByteArray bytes = encode(packet);
    if (packet.qos == 0) {
        send(bytes, now);
    } else {
        m_inFlight.insert(packet.id, packet.qos == 1 ? Awaits::Puback : Awaits::Pubrec, bytes);
        sendOrQueue(packet.id, now);
    }
    return packet.id;
}

void Session::sendOrQueue(quint16 id, Instant now)
{
    InFlight::Entry *entry = m_inFlight.find(id);
    entry->queued = m_open >= maximumOpen;
    if (entry->queued) {
        m_queue.append(id);
    } else {
        ++m_open;
        send(entry->data, now);
    }
}

void Session::finishMessage(quint16 id, Instant now)
{
    m_inFlight.remove(id);
    --m_open;
    if (!m_queue.isEmpty())
        sendOrQueue(m_queue.takeFirst(), now);
}

tl::expected<quint16, LocalFailure> Session::subscribe(QByteArrayView filter, quint8 qos, Instant now)
{
    if (m_phase != Phase::Online)
        return unexpected(LocalFailure::NotConnected);
    if (TopicRules::faultInFilter(filter))
        return unexpected(LocalFailure::InvalidFilter);
    if (qos > maximumQos)
        return unexpected(LocalFailure::InvalidQos);
    const auto id = m_inFlight.freeId();
    if (!id)
        return unexpected(LocalFailure::NoFreePacketId);
    m_inFlight.insert(*id, Awaits::Suback, filter.toByteArray());
    send(encode(Subscribe{*id, filter, qos}), now);
    return *id;
}

tl::expected<quint16, LocalFailure> Session::unsubscribe(QByteArrayView filter, Instant now)
{
    if (m_phase != Phase::Online)
        return unexpected(LocalFailure::NotConnected);
    if (TopicRules::faultInFilter(filter))
        return unexpected(LocalFailure::InvalidFilter);
    const auto id = m_inFlight.freeId();
    if (!id)
        return unexpected(LocalFailure::NoFreePacketId);
    m_inFlight.insert(*id, Awaits::Unsuback, filter.toByteArray());
    send(encode(Unsubscribe{*id, filter}), now);
    return *id;
}

bool Session::ping(Instant now)
{
    if (m_phase != Phase::Online)
        return false;
    if (!m_answerDue && m_keepAlive.count() > 0)
        m_answerDue = now + m_keepAlive;
    send(encodePingreq(), now);
    return true;
}

void Session::disconnect(Instant now)
{
    if (m_phase == Phase::Online)
        send(encodeDisconnect(), now);
    end();
}

Event Session::fail(Broken::Cause cause, QString detail)
{
    end();
    return Broken{cause, std::move(detail)};
}

Event Session::outOfOrder(PacketType type)
{
    return fail(Broken::Cause::ProtocolViolation, u"%1 out of order"_s.arg(packetName(static_cast<quint8>(type))));
}

void Session::forget()
{
    m_inFlight.clear();
    m_open = 0;
    m_queue.clear();
    m_unreleased.clear();
}

void Session::send(const QByteArray &packet, Instant now)
{
    m_lastSent = now;
    m_sink.send(packet);
}

} // namespace Standin::Mqtt
