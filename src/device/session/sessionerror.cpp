// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionerror.h"

#include "base/errortext.h"
#include "link/linkurl.h"
#include "mqtt/reasoncodes.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using Mqtt::Reason::hex;
using Mqtt::Reason::withReason;

namespace {

QString kindOfLink(const QUrl &url)
{
    return LinkUrl::isWebSocket(url) ? u"WebSocket"_s : LinkUrl::isEncrypted(url) ? u"TLS"_s : u"TCP"_s;
}

/// The ErrorCode for a DISCONNECT with this reason code.
ErrorCode codeOfServerDisconnect(quint8 code)
{
    switch (code) {
    case Mqtt::Reason::success: // no reason given
    case Mqtt::Reason::serverUnavailable:
    case Mqtt::Reason::serverBusy:
    case Mqtt::Reason::serverShuttingDown:
        return ErrorCode::ConnectionLost;
    case Mqtt::Reason::keepAliveTimeout:
        return ErrorCode::KeepAliveTimeout;
    case Mqtt::Reason::sessionTakenOver:
        return ErrorCode::TakenOver;
    case Mqtt::Reason::packetTooLarge:
        return ErrorCode::TooLarge;
    default:
        return ErrorCode::BrokerRefused;
    }
}

/// ` to "a/b" with QoS 1`.
QString listOf(const QList<Subscription> &subscriptions)
{
    if (subscriptions.isEmpty())
        return {};
    const Subscription &first = subscriptions.first();
    const qsizetype others = subscriptions.size() - 1;
    return u" to \"%1\" with QoS %2"_s.arg(first.topic).arg(first.qos) +
           (others > 0 ? u" and %1 more"_s.arg(others) : QString());
}

QString adviceFor(const QList<Subscription> &subscriptions)
{
    const bool isQos2 = std::ranges::any_of(subscriptions, [](const Subscription &s) { return s.qos == 2; });
    return isQos2 ? u": does it take QoS 2?"_s : QString();
}

} // namespace

Error SessionError::timeout(SessionPhase phase, int timeoutMs, const QList<Subscription> &unanswered) const
{
    const QString seconds = QString::number(timeoutMs / 1000.0);
    switch (phase) {
    case SessionPhase::Linking:
        return {ErrorCode::ConnectTimeout, u"no %1 connection within %2 s"_s.arg(kindOfLink(m_broker), seconds),
                peer()};
    case SessionPhase::Subscribing:
        return {.code = ErrorCode::ConnectTimeout,
                .message = u"the broker did not answer SUBSCRIBE%1 within %2 s"_s.arg(listOf(unanswered), seconds) +
                           adviceFor(unanswered),
                .where = peer(),
                .detail = u"no SUBACK%1 within %2 s"_s.arg(listOf(unanswered), seconds) + adviceFor(unanswered)};
    default:
        return {ErrorCode::ConnectTimeout,
                u"the connection was accepted, but no CONNACK came within %1 s: is this an MQTT port?"_s.arg(seconds),
                peer()};
    }
}

Error SessionError::ended(const EndFacts &facts) const
{
    if (facts.brokerReason)
        return byBroker(facts.phase, *facts.brokerReason);
    if (facts.timedOut)
        return {ErrorCode::KeepAliveTimeout, facts.detail, peer()};
    if (facts.isProtocolViolation && facts.phase == SessionPhase::Greeting)
        return noMqtt(facts.detail);
    if (facts.isProtocolViolation)
        return {ErrorCode::ProtocolViolation, facts.detail, peer()};
    const bool isPlainEnd = !facts.linkError || facts.linkError->code == ErrorCode::ConnectionLost;
    if (facts.phase == SessionPhase::Greeting && isPlainEnd && !LinkUrl::isWebSocket(m_broker))
        return beforeConnack(facts.willTopic);
    Error error = facts.linkError.value_or(Error{ErrorCode::ConnectionLost, facts.detail});
    if (facts.phase == SessionPhase::Subscribing && !facts.unanswered.isEmpty())
        error.message += u", after SUBSCRIBE"_s + listOf(facts.unanswered) + adviceFor(facts.unanswered);
    error.where = peer();
    return error;
}

Error SessionError::beforeConnack(const QString &willTopic) const
{
    const QString will = willTopic.isEmpty() ? QString() : u", for example the will on \"%1\""_s.arg(willTopic);
    return {ErrorCode::ConnectionLost,
            u"the connection was closed before CONNACK: the broker may refuse a value of CONNECT%1, or %2"_s.arg(
                will, noMqttPort()),
            peer()};
}

Error SessionError::noMqtt(const QString &answer) const
{
    return {
        ErrorCode::ProtocolViolation, u"the peer answered with %1: %2"_s.arg(answer, noMqttPort()), peer(), {}, answer};
}

QString SessionError::noMqttPort() const
{
    return u"this may be no MQTT port%1"_s.arg(LinkUrl::isEncrypted(m_broker) ? QString() : u" without TLS"_s);
}

Error SessionError::byBroker(SessionPhase phase, const Mqtt::Extras::BrokerReason &reason) const
{
    const quint8 code = reason.code;
    if (!m_isVersion5)
        return said(ErrorCode::BrokerRefused, u"refused: "_s,
                    u"%1 (%2)"_s.arg(Mqtt::Reason::returnCodeText(code), hex(code)), code);
    const bool isRefusal = phase == SessionPhase::Greeting;
    const ErrorCode kind = isRefusal ? ErrorCode::BrokerRefused : codeOfServerDisconnect(code);
    const QString ended = u"the broker ended the session"_s;
    const QString elsewhere =
        reason.serverReference.isEmpty() ? QString() : u"; it points to "_s + reason.serverReference;
    if (code == Mqtt::Reason::success)
        return {kind, ended + elsewhere, peer(), code};
    return said(kind, isRefusal ? u"refused: "_s : ended + u": "_s, withReason(code, reason.text) + elsewhere, code);
}

Error SessionError::said(ErrorCode code, const QString &introduction, const QString &facts, quint8 reasonCode) const
{
    return {code, introduction + facts, peer(), reasonCode, facts};
}

Error SessionError::refusedLocally(const QString &detail) const
{
    return {ErrorCode::InvalidArgument, detail, peer()};
}

Error SessionError::subscribeRefused(const QString &filter, const Refusal &refusal) const
{
    const QString why =
        m_isVersion5 ? u": "_s + withReason(refusal.code, refusal.reason) : u" (%1)"_s.arg(hex(refusal.code));
    return said(ErrorCode::SubscribeRefused, u"the broker refused to subscribe to "_s, u"\"%1\"%2"_s.arg(filter, why),
                refusal.code);
}

Error SessionError::publishRefused(const Refusal &refusal) const
{
    return said(ErrorCode::PublishRefused, u"the broker refused the message: "_s,
                withReason(refusal.code, refusal.reason), refusal.code);
}

Error SessionError::publishTooLarge(qsizetype payloadSize) const
{
    const QString size = u"a payload of %1 bytes"_s.arg(payloadSize);
    return {.code = ErrorCode::TooLarge,
            .message = size + u" makes a message that is longer than a packet can hold or the broker takes"_s,
            .where = peer(),
            .detail = size};
}

Error SessionError::publishLimit(const QString &why) const
{
    return {.code = ErrorCode::LimitReached, .message = u"not sent: "_s + why, .where = peer(), .detail = why};
}

Error SessionError::givenUp(Mqtt::Extras::GiveUp cause) const
{
    if (cause == Mqtt::Extras::GiveUp::TooLarge)
        return {.code = ErrorCode::TooLarge,
                .message = u"not sent again: the message is larger than the broker takes"_s,
                .where = peer(),
                .detail = QString()};
    const QString why = u"the broker ended the connection each time, without an acknowledgement: it may be too large, "
                        "or its topic forbidden"_s;
    return {.code = ErrorCode::PublishRefused,
            .message = u"the message is not sent again: "_s + why,
            .where = peer(),
            .detail = why};
}

QString SessionError::peer() const
{
    return LinkUrl::display(m_broker);
}

} // namespace Standin
