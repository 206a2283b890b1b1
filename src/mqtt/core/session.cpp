// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/session.h"

#include "base/topicrules.h"
#include "mqtt/core/encoder.h"
#include "mqtt/core/foreignpeer.h"
#include "mqtt/reasoncodes.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

void Session::begin(Milliseconds connackTimeout, Instant now)
{
    end();
    m_phase = Phase::Opening;
    m_connackTimeout = connackTimeout;
    if (connackTimeout > Milliseconds::zero())
        m_connackDue = now + connackTimeout;
}

void Session::open(const Connect &packet, bool autoKeepAlive, Instant now)
{
    Q_ASSERT(m_phase == Phase::Opening);
    m_phase = Phase::AwaitingConnack;
    m_keepAlive = std::chrono::seconds(packet.keepAliveSeconds);
    m_autoKeepAlive = autoKeepAlive;
    m_cleanSession = packet.cleanSession;
    // Messages are kept as encoded packets, which are not valid in another version.
    const bool sameVersion = std::exchange(m_level, packet.level) == packet.level;
    if (packet.cleanSession || !sameVersion) {
        m_inFlight.clear();
        m_unreleased.clear();
    }
    if (packet.level == ProtocolLevel::V5_0)
        m_v5 = std::make_unique<ConnectionV5>(packet.properties);
    m_decoder.reset(packet.level, m_v5 ? m_v5->maximumPacketSize : Decoder::noMaximum, m_strictness);
    send(encode(packet), now);
}

void Session::end()
{
    if (m_phase == Phase::Online)
        m_inFlight.countEnding();
    close();
}

void Session::close()
{
    m_phase = Phase::Idle;
    m_connackDue.reset();
    m_pingSent.reset();
    m_unansweredPing.reset();
    m_decoder.reset();
    m_v5.reset();
    m_inFlight.dropSubscriptionRequests();
}

Event Session::receive(QByteArrayView &input, Instant now)
{
    if (!input.isEmpty()) {
        m_lastReceived = now;
        m_pingSent.reset();
    }
    const QByteArrayView greeting = m_phase == Phase::AwaitingConnack ? input : QByteArrayView();
    Event event = receiveNext(input, now);
    if (auto *broken = std::get_if<Broken>(&event))
        broken->detail = foreignGreeting(greeting).value_or(broken->detail);
    return event;
}

Event Session::receiveNext(QByteArrayView &input, Instant now)
{
    while (m_phase == Phase::AwaitingConnack || m_phase == Phase::Online) {
        Decoder::Outcome packet = m_decoder.next(input);
        if (!packet)
            return violation(describe(packet.error(), m_decoder.lastType()), reasonCodeOf(packet.error()), now);
        if (!*packet)
            break;
        Event event = handle(**packet, now);
        if (!std::holds_alternative<std::monostate>(event))
            return event;
    }
    return {};
}

std::optional<Session::Instant> Session::pingDue() const
{
    const bool pings = m_phase == Phase::Online && m_autoKeepAlive && m_keepAlive.count() > 0;
    return pings && !m_pingSent ? std::optional(std::min(m_lastSent, m_lastReceived) + m_keepAlive) : std::nullopt;
}

std::optional<Session::Instant> Session::lossDue() const
{
    if (!m_pingSent || m_keepAlive.count() == 0)
        return std::nullopt;
    if (!m_autoKeepAlive)
        return *m_pingSent + m_keepAlive;
    // If this process was stopped for a while, PINGREQ was sent late; the broker may still answer it.
    const Milliseconds half = Milliseconds(m_keepAlive) / 2;
    return std::max(m_lastReceived + m_keepAlive, *m_pingSent) + half;
}

std::optional<Session::Instant> Session::nextDeadline() const
{
    if (m_phase != Phase::Online)
        return m_connackDue;
    return m_pingSent ? lossDue() : pingDue();
}

Event Session::elapse(Instant now)
{
    const auto due = nextDeadline();
    if (!due || now < *due)
        return {};
    if (m_phase == Phase::Online && !m_pingSent) {
        ping(now);
        return {};
    }
    using Tenths = std::chrono::duration<qint64, std::deci>;
    const auto silence = std::chrono::duration_cast<Tenths>(now - m_lastReceived);
    const QString detail =
        m_phase == Phase::Online
            ? u"nothing received for %1 s, no PINGRESP either"_s.arg(static_cast<double>(silence.count()) / 10)
            : u"no CONNACK within %1 ms"_s.arg(m_connackTimeout.count());
    end();
    return Broken{Broken::Cause::Timeout, detail};
}

Event Session::violation(QString detail, quint8 code, Instant now)
{
    const QByteArray disconnect = encode(Disconnect{code}, ProtocolLevel::V5_0);
    if (m_phase == Phase::Online && m_v5 && !isTooLarge(disconnect))
        send(disconnect, now);
    end();
    return Broken{Broken::Cause::ProtocolViolation, std::move(detail)};
}

Event Session::outOfOrder(PacketType type, Instant now)
{
    return violation(u"%1 out of order"_s.arg(packetName(static_cast<quint8>(type))), Reason::protocolError, now);
}

void Session::send(const QByteArray &packet, Instant now)
{
    m_lastSent = now;
    m_sink.send(packet);
}

} // namespace Standin::Mqtt
