// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/session.h"

#include "mqtt/core/encoder.h"
#include "mqtt/core/reasoncode.h"
#include "mqtt/core/topicrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {
namespace {

using Awaits = InFlight::Awaits;
using tl::unexpected;

/// nullopt when a client may send these.
std::optional<LocalFailure> faultIn(const Properties &properties)
{
    for (const Property &property : properties) {
        const auto definition = definitionOf(property.id).value_or(PropertyDefinition());
        const bool isNumber = definition.type <= PropertyType::VariableByteInteger;
        if (isNumber && (property.number < definition.minimum || property.number > definition.maximum))
            return LocalFailure::InvalidProperty;
        if (definition.type != PropertyType::BinaryData &&
            (property.text.contains('\0') || property.name.contains('\0')))
            return LocalFailure::InvalidText;
        if (property.id == PropertyId::ResponseTopic && TopicRules::faultInName(property.text))
            return LocalFailure::InvalidTopic; // [MQTT-3.3.2-14]
    }
    return fits(properties) ? std::nullopt : std::optional(LocalFailure::TooLarge);
}

std::optional<LocalFailure> faultIn(const Will &will)
{
    if (TopicRules::faultInName(will.topic))
        return LocalFailure::InvalidTopic;
    if (will.qos > maximumQos)
        return LocalFailure::InvalidQos;
    return faultIn(will.properties);
}

} // namespace

std::optional<LocalFailure> Session::check(const Connect &packet)
{
    const bool mayBeNameless =
        packet.level == ProtocolLevel::V5_0 || (packet.level == ProtocolLevel::V3_1_1 && packet.cleanSession);
    if (packet.clientId.isEmpty() && !mayBeNameless)
        return LocalFailure::EmptyClientId;
    if (packet.clientId.contains('\0') || (packet.username && packet.username->contains('\0')))
        return LocalFailure::InvalidText;
    if (const auto fault = faultIn(packet.properties))
        return fault;
    // 5.0 section 3.1.2.11.10
    if (packet.properties.contains(PropertyId::AuthenticationData) &&
        !packet.properties.contains(PropertyId::AuthenticationMethod))
        return LocalFailure::InvalidProperty;
    if (const auto fault = packet.will ? faultIn(*packet.will) : std::nullopt)
        return fault;
    return fits(packet) ? std::nullopt : std::optional(LocalFailure::TooLarge);
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
    m_cleanSession = packet.cleanSession;
    // What is kept is kept as bytes, which another version would not understand.
    const bool sameVersion = std::exchange(m_level, packet.level) == packet.level;
    if (packet.cleanSession || !sameVersion)
        forget();
    if (packet.level == ProtocolLevel::V5_0)
        m_v5 = std::make_unique<ConnectionV5>(packet.properties);
    m_decoder.reset(packet.level, m_v5 ? m_v5->maximumPacketSize : Decoder::noMaximum);
    send(encode(packet), now);
}

void Session::end()
{
    m_phase = Phase::Idle;
    m_answerDue.reset();
    m_decoder.reset();
    m_v5.reset();
    m_inFlight.dropSubscriptionRequests();
}

Event Session::receive(QByteArrayView &input, Instant now)
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
    return timeout(m_phase == Phase::Online ? u"no PINGRESP within %1 s"_s.arg(m_keepAlive.count())
                                            : u"no CONNACK within %1 ms"_s.arg(m_connackTimeout.count()));
}

std::optional<LocalFailure> Session::check(const Publish &packet) const
{
    if (m_phase != Phase::Online)
        return LocalFailure::NotConnected;
    const auto alias = static_cast<quint16>(packet.properties.number(PropertyId::TopicAlias, 0));
    const bool isNamed = m_v5 && packet.topic.isEmpty() && alias > 0;
    if (!isNamed && TopicRules::faultInName(packet.topic))
        return LocalFailure::InvalidTopic;
    if (packet.qos > maximumQos)
        return LocalFailure::InvalidQos;
    if (!fits(packet, m_level))
        return LocalFailure::TooLarge;
    if (!m_v5)
        return std::nullopt;
    // [MQTT-3.3.4-6]: which subscriptions a message meets is for the broker to say.
    if (packet.properties.contains(PropertyId::SubscriptionIdentifier))
        return LocalFailure::InvalidProperty;
    if (const auto fault = faultIn(packet.properties))
        return fault;
    if (isNamed && m_v5->outbound.topicOf(alias).isEmpty())
        return LocalFailure::TopicAliasInvalid;
    return m_v5->limits.forbids(packet);
}

tl::expected<quint16, LocalFailure> Session::publish(Publish packet, Instant now)
{
    if (const auto failure = check(packet))
        return unexpected(*failure);
    packet.duplicate = false;
    packet.id = 0;
    if (packet.qos > 0) {
        const auto id = m_inFlight.freeId();
        if (!id)
            return unexpected(LocalFailure::NoFreePacketId);
        packet.id = *id;
    }

    // Aliases end with the connection, so what may have to be sent again goes without.
    Publish lasting = packet;
    lasting.properties.remove(PropertyId::TopicAlias);
    if (lasting.topic.isEmpty())
        lasting.topic =
            m_v5->outbound.topicOf(static_cast<quint16>(packet.properties.number(PropertyId::TopicAlias, 0)));
    const QByteArray bytes = encode(lasting, m_level);
    if (isTooLarge(bytes))
        return unexpected(LocalFailure::TooLarge);
    if (packet.qos > 0)
        m_inFlight.insert(packet.id, packet.qos == 1 ? Awaits::Puback : Awaits::Pubrec, bytes);
    const bool goesNow = packet.qos == 0 || m_open < maximumOpen();
    const QByteArray onWire = goesNow && m_v5 ? encodeForNow(packet) : bytes;
    if (packet.qos == 0)
        send(onWire, now);
    else
        sendOrQueue(packet.id, onWire, now);
    return packet.id;
}

QByteArray Session::encodeForNow(const Publish &packet)
{
    TopicAliases &aliases = m_v5->outbound;
    const auto chosen = static_cast<quint16>(packet.properties.number(PropertyId::TopicAlias, 0));
    if (chosen > 0) {
        if (!packet.topic.isEmpty())
            aliases.set(chosen, packet.topic.toByteArray());
        return encode(packet, m_level);
    }
    const QByteArray topic = packet.topic.toByteArray();
    const quint16 known = aliases.aliasOf(topic);
    const quint16 alias = known > 0 ? known : aliases.unused();
    if (alias == 0)
        return encode(packet, m_level);
    Publish shortened = packet;
    shortened.properties.add(PropertyId::TopicAlias, alias);
    if (known > 0)
        shortened.topic = {};
    aliases.set(alias, topic);
    const QByteArray bytes = encode(shortened, m_level);
    return isTooLarge(bytes) ? encode(packet, m_level) : bytes;
}

void Session::sendOrQueue(quint16 id, const QByteArray &packet, Instant now)
{
    InFlight::Entry *entry = m_inFlight.find(id);
    entry->queued = m_open >= maximumOpen();
    if (entry->queued) {
        m_queue.append(id);
    } else {
        ++m_open;
        send(packet, now);
    }
}

void Session::finishMessage(quint16 id, Instant now)
{
    m_inFlight.remove(id);
    --m_open;
    if (m_queue.isEmpty())
        return;
    const quint16 next = m_queue.takeFirst();
    sendOrQueue(next, m_inFlight.find(next)->data, now);
}

quint16 Session::maximumOpen() const
{
    return m_v5 ? m_v5->limits.receiveMaximum : maximumOpenBefore5;
}

bool Session::isTooLarge(const QByteArray &packet) const
{
    return m_v5 && packet.size() > m_v5->limits.maximumPacketSize;
}

std::optional<LocalFailure> Session::check(const Subscribe &packet) const
{
    if (packet.options.qos > maximumQos)
        return LocalFailure::InvalidQos;
    if (packet.options.retainHandling > 2)
        return LocalFailure::InvalidProperty;
    return m_v5 ? m_v5->limits.forbids(packet) : std::nullopt;
}

tl::expected<quint16, LocalFailure> Session::subscribe(const Subscribe &packet, Instant now)
{
    if (const auto failure = check(packet))
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
    if (!m_answerDue && m_keepAlive.count() > 0)
        m_answerDue = now + m_keepAlive;
    send(encodePingreq(), now);
    return true;
}

std::optional<LocalFailure> Session::disconnect(const Disconnect &packet, Instant now)
{
    const bool isAllowed =
        m_level == ProtocolLevel::V5_0 ? mayClientLeaveWith(packet.code) : packet.code == Reason::success;
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
    end();
    return std::nullopt;
}

std::optional<LocalFailure> Session::authenticate(Properties properties, Instant now)
{
    using Authentication = ConnectionV5::Authentication;
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

Event Session::violation(QString detail, quint8 code, Instant now)
{
    const QByteArray farewell = encode(Disconnect{code}, ProtocolLevel::V5_0);
    if (m_phase == Phase::Online && m_v5 && !isTooLarge(farewell))
        send(farewell, now);
    end();
    return Broken{Broken::Cause::ProtocolViolation, std::move(detail)};
}

Event Session::outOfOrder(PacketType type, Instant now)
{
    return violation(u"%1 out of order"_s.arg(packetName(static_cast<quint8>(type))), Reason::protocolError, now);
}

Event Session::timeout(QString detail)
{
    end();
    return Broken{Broken::Cause::Timeout, std::move(detail)};
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
