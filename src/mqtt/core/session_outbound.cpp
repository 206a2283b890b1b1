// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of the client to a Session.
#include "base/topicrules.h"
#include "mqtt/core/encoder.h"
#include "mqtt/core/outboundrules.h"
#include "mqtt/core/reasonrules.h"
#include "mqtt/core/session.h"
#include "mqtt/reasoncodes.h"

namespace Standin::Mqtt {

using Awaits = InFlight::Awaits;
using tl::unexpected;

tl::expected<quint16, LocalFailure> Session::publish(Publish packet, Instant now)
{
    if (m_phase != Phase::Online)
        return unexpected(LocalFailure::NotConnected);
    if (const auto failure = faultIn(packet, m_level, m_v5.get()))
        return unexpected(*failure);
    packet.duplicate = false;
    packet.id = 0;
    if (packet.qos > 0) {
        const auto id = m_inFlight.freeId();
        if (!id)
            return unexpected(LocalFailure::NoFreePacketId);
        packet.id = *id;
    }

    const QByteArray lasting = encode(m_v5 ? m_v5->withoutAlias(packet) : packet, m_level);
    const QByteArray chosen = packet.properties.contains(PropertyId::TopicAlias) ? encode(packet, m_level) : lasting;
    if (isTooLarge(lasting) || isTooLarge(chosen))
        return unexpected(LocalFailure::TooLarge);
    const qsizetype unacknowledged = m_inFlight.bytes();
    if (packet.qos > 0 && unacknowledged > 0 &&
        unacknowledged + InFlight::entrySize + lasting.size() > m_maximumUnacknowledged)
        return unexpected(LocalFailure::TooManyUnacknowledged);
    if (packet.qos > 0)
        m_inFlight.insert(packet.id, packet.qos == 1 ? Awaits::Puback : Awaits::Pubrec, lasting);
    const bool goesNow = packet.qos == 0 || m_inFlight.admit(packet.id, maximumOpen());
    if (goesNow)
        send(m_v5 ? m_v5->withAlias(packet, chosen) : lasting, now);
    return packet.id;
}

void Session::finishMessage(quint16 id, Instant now)
{
    const auto next = m_inFlight.finish(id);
    if (next && m_inFlight.admit(*next, maximumOpen()))
        send(m_inFlight.find(*next)->data, now);
}

quint16 Session::maximumOpen() const
{
    return m_v5 ? m_v5->limits.receiveMaximum : maximumOpenBefore5;
}

bool Session::isTooLarge(const QByteArray &packet) const
{
    return m_v5 && m_v5->isTooLarge(packet);
}

tl::expected<quint16, LocalFailure> Session::subscribe(const Subscribe &packet, Instant now)
{
    if (const auto failure = faultIn(packet, m_v5.get()))
        return unexpected(*failure);
    return request(packet, Awaits::Suback, now);
}

tl::expected<quint16, LocalFailure> Session::unsubscribe(const Unsubscribe &packet, Instant now)
{
    return request(packet, Awaits::Unsuback, now);
}

template <typename Packet>
tl::expected<quint16, LocalFailure> Session::request(Packet packet, Awaits awaits, Instant now)
{
    if (m_phase != Phase::Online)
        return unexpected(LocalFailure::NotConnected);
    if (TopicRules::faultInFilter(packet.filter))
        return unexpected(LocalFailure::InvalidFilter);
    if (const auto fault = faultIn(packet.properties))
        return unexpected(*fault);
    const auto id = m_inFlight.freeId();
    if (!id)
        return unexpected(LocalFailure::NoFreePacketId);
    packet.id = *id;
    const QByteArray bytes = encode(packet, m_level);
    if (isTooLarge(bytes))
        return unexpected(LocalFailure::TooLarge);
    m_inFlight.insert(*id, awaits, packet.filter.toByteArray());
    send(bytes, now);
    return *id;
}

bool Session::ping(Instant now)
{
    if (m_phase != Phase::Online)
        return false;
    if (!m_pingSent)
        m_pingSent = now;
    if (!m_unansweredPing)
        m_unansweredPing = now;
    send(encodePingreq(), now);
    return true;
}

std::optional<LocalFailure> Session::disconnect(const Disconnect &packet, Instant now)
{
    const bool isAllowed =
        m_level == ProtocolLevel::V5_0 ? isAllowedInClientDisconnect(packet.code) : packet.code == Reason::success;
    if (!isAllowed)
        return LocalFailure::InvalidReasonCode;
    if (const auto fault = faultIn(packet.properties))
        return fault;
    // 5.0 section 3.14.2.2.2
    if (m_v5 && m_v5->sessionExpiry == 0 && packet.properties.number(PropertyId::SessionExpiryInterval, 0) > 0)
        return LocalFailure::InvalidProperty;
    const QByteArray bytes = encode(packet, m_level);
    if (isTooLarge(bytes))
        return LocalFailure::TooLarge;
    if (m_phase == Phase::Online)
        send(bytes, now);
    close();
    return std::nullopt;
}

std::optional<LocalFailure> Session::authenticate(Properties properties, Instant now)
{
    const bool isChallenged = m_v5 && m_v5->authentication == Authentication::Challenged;
    const bool mayStart = m_v5 && m_phase == Phase::Online && m_v5->authentication == Authentication::None;
    if ((!isChallenged && !mayStart) || m_v5->authenticationMethod.isEmpty())
        return LocalFailure::NotAuthenticating;
    if (!properties.contains(PropertyId::AuthenticationMethod))
        properties.add(PropertyId::AuthenticationMethod, m_v5->authenticationMethod);
    if (properties.text(PropertyId::AuthenticationMethod) != m_v5->authenticationMethod)
        return LocalFailure::InvalidProperty; // [MQTT-4.12.0-5]
    if (const auto fault = faultIn(properties))
        return fault;
    const QByteArray bytes =
        encode(Auth{isChallenged ? Reason::continueAuthentication : Reason::reauthenticate, std::move(properties)});
    if (isTooLarge(bytes))
        return LocalFailure::TooLarge;
    m_v5->authentication = Authentication::Answered;
    send(bytes, now);
    return std::nullopt;
}

} // namespace Standin::Mqtt
