// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/sessionerror.h"

#include "link/linkurl.h"
#include "mqtt/reasoncodes.h"

namespace Standin {

using namespace Qt::StringLiterals;
using Mqtt::Reason::hex;
using Mqtt::Reason::withReason;

namespace {

QString kindOfLink(const QUrl &url)
{
    return LinkUrl::isWebSocket(url) ? u"WebSocket"_s : LinkUrl::isEncrypted(url) ? u"TLS"_s : u"TCP"_s;
}

/// What a DISCONNECT with this reason code means for the device.
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

} // namespace

Error SessionError::timeout(SessionPhase phase, int timeoutMs) const
{
    const QString seconds = QString::number(timeoutMs / 1000.0);
    switch (phase) {
    case SessionPhase::Linking:
        return {ErrorCode::ConnectTimeout, u"no %1 connection within %2 s"_s.arg(kindOfLink(m_broker), seconds),
                peer()};
    case SessionPhase::Subscribing:
        return {ErrorCode::ConnectTimeout, u"the broker did not answer SUBSCRIBE within %1 s"_s.arg(seconds), peer()};
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
    if (facts.isProtocolViolation)
        return {ErrorCode::ProtocolViolation, facts.detail, peer()};
    const bool isPlainEnd = !facts.linkError || facts.linkError->code == ErrorCode::ConnectionLost;
    if (facts.phase == SessionPhase::Greeting && isPlainEnd && !LinkUrl::isWebSocket(m_broker))
        return beforeConnack();
    if (facts.linkError)
        return {facts.linkError->code, facts.linkError->message, peer()};
    return {ErrorCode::ConnectionLost, facts.detail, peer()};
}

Error SessionError::beforeConnack() const
{
    const QString without = LinkUrl::isEncrypted(m_broker) ? QString() : u" without TLS"_s;
    return {ErrorCode::ConnectionLost,
            u"the connection was closed before CONNACK: is this an MQTT port%1?"_s.arg(without), peer()};
}

Error SessionError::byBroker(SessionPhase phase, const Mqtt::Extras::BrokerReason &reason) const
{
    const quint8 code = reason.code;
    if (!m_isVersion5)
        return {ErrorCode::BrokerRefused, u"refused: %1 (%2)"_s.arg(Mqtt::Reason::returnCodeText(code), hex(code)),
                peer(), code};
    const bool isRefusal = phase == SessionPhase::Greeting;
    QString text =
        code == 0 ? u"the broker ended the session"_s
                  : (isRefusal ? u"refused: "_s : u"the broker ended the session: "_s) + withReason(code, reason.text);
    if (!reason.serverReference.isEmpty())
        text += u"; it points to "_s + reason.serverReference;
    return {isRefusal ? ErrorCode::BrokerRefused : codeOfServerDisconnect(code), text, peer(), code};
}

Error SessionError::refusedLocally(const QString &detail) const
{
    return {ErrorCode::InvalidArgument, detail, peer()};
}

Error SessionError::subscribeRefused(const QString &filter, const Refusal &refusal) const
{
    const QString why =
        m_isVersion5 ? u": "_s + withReason(refusal.code, refusal.reason) : u" (%1)"_s.arg(hex(refusal.code));
    return {ErrorCode::SubscribeRefused, u"the broker refused to subscribe to \"%1\"%2"_s.arg(filter, why), peer(),
            refusal.code};
}

Error SessionError::publishRefused(const Refusal &refusal) const
{
    return {ErrorCode::PublishRefused, u"the broker refused the message: "_s + withReason(refusal.code, refusal.reason),
            peer(), refusal.code};
}

QString SessionError::peer() const
{
    return LinkUrl::display(m_broker);
}

} // namespace Standin
