// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/brokersession.h"
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

Error BrokerSession::timeoutError() const
{
    const QString seconds = QString::number(m_settings.timeoutMs / 1000.0);
    switch (m_phase) {
    case Phase::Linking:
        return {ErrorCode::ConnectTimeout,
                u"no %1 connection within %2 s"_s.arg(kindOfLink(m_settings.target.url), seconds), peer()};
    case Phase::Subscribing:
        return {ErrorCode::ConnectTimeout, u"the broker did not answer SUBSCRIBE within %1 s"_s.arg(seconds), peer()};
    default:
        return {ErrorCode::ConnectTimeout,
                u"the connection was accepted, but no CONNACK came within %1 s: is this an MQTT port?"_s.arg(seconds),
                peer()};
    }
}

Error BrokerSession::clientError() const
{
    const QString detail = Mqtt::Extras::failureDetail(m_client);
    if (const auto reason = Mqtt::Extras::brokerReason(m_client))
        return brokerError(*reason);
    if (Mqtt::Extras::timedOut(m_client))
        return {ErrorCode::KeepAliveTimeout, detail, peer()};
    if (m_client.error() == QMqttClient::ProtocolViolation)
        return {ErrorCode::ProtocolViolation, detail, peer()};
    const auto linkError = m_link->error();
    const bool isPlainEnd = !linkError || linkError->code == ErrorCode::ConnectionLost;
    if (m_phase == Phase::Greeting && isPlainEnd && !LinkUrl::isWebSocket(m_settings.target.url))
        return {ErrorCode::ConnectionLost,
                u"the connection was closed before CONNACK: is this an MQTT port%1?"_s.arg(
                    LinkUrl::isEncrypted(m_settings.target.url) ? QString() : u" without TLS"_s),
                peer()};
    if (linkError)
        return {linkError->code, linkError->message, peer()};
    return {ErrorCode::ConnectionLost, detail, peer()};
}

Error BrokerSession::brokerError(const Mqtt::Extras::BrokerReason &reason) const
{
    const quint8 code = reason.code;
    if (!isVersion5())
        return {ErrorCode::BrokerRefused, u"refused: %1 (%2)"_s.arg(Mqtt::Reason::returnCodeText(code), hex(code)),
                peer(), code};
    const bool isRefusal = m_phase == Phase::Greeting;
    QString text =
        code == 0 ? u"the broker ended the session"_s
                  : (isRefusal ? u"refused: "_s : u"the broker ended the session: "_s) + withReason(code, reason.text);
    if (!reason.serverReference.isEmpty())
        text += u"; it points to "_s + reason.serverReference;
    return {isRefusal ? ErrorCode::BrokerRefused : codeOfServerDisconnect(code), text, peer(), code};
}

QString BrokerSession::peer() const
{
    return LinkUrl::display(m_settings.target.url);
}

} // namespace Standin
