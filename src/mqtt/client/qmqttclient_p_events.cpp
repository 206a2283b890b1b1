// SPDX-License-Identifier: GPL-3.0-or-later
// How a QMqttClient handles the events of its transport and its session.
#include "mqtt/client/propertymapping.h"
#include "mqtt/client/qmqttclient_p.h"
#include "mqtt/client/readbuffer.h"
#include "mqtt/core/text.h"
#include "mqtt/reasoncodes.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

QMqttClient::ClientError toClientError(quint8 returnCode)
{
    const bool isDefined = returnCode <= QMqttClient::NotAuthorized;
    return isDefined ? static_cast<QMqttClient::ClientError>(returnCode) : QMqttClient::UnknownError;
}

QMqttClient::ClientError toClientErrorV5(quint8 reasonCode)
{
    switch (static_cast<QMqtt::ReasonCode>(reasonCode)) {
    case QMqtt::ReasonCode::UnspecifiedError:
        return QMqttClient::UnknownError;
    case QMqtt::ReasonCode::MalformedPacket:
    case QMqtt::ReasonCode::ProtocolError:
        return QMqttClient::ProtocolViolation;
    case QMqtt::ReasonCode::UnsupportedProtocolVersion:
        return QMqttClient::InvalidProtocolVersion;
    case QMqtt::ReasonCode::InvalidClientId:
        return QMqttClient::IdRejected;
    case QMqtt::ReasonCode::InvalidUserNameOrPassword:
        return QMqttClient::BadUsernameOrPassword;
    case QMqtt::ReasonCode::NotAuthorized:
        return QMqttClient::NotAuthorized;
    case QMqtt::ReasonCode::ServerNotAvailable:
    case QMqtt::ReasonCode::ServerBusy:
    case QMqtt::ReasonCode::UseAnotherServer:
    case QMqtt::ReasonCode::ServerMoved:
        return QMqttClient::ServerUnavailable;
    default:
        return QMqttClient::Mqtt5SpecificError;
    }
}

QString withReason(const QString &what, quint8 code, const QString &reason)
{
    const QString text = u"%1 0x%2"_s.arg(what).arg(code, 2, 16, QLatin1Char('0'));
    return reason.isEmpty() ? text : text + u": "_s + reason;
}

} // namespace

void QMqttClientPrivate::send(const QByteArray &packet)
{
    transport.write(packet);
}

void QMqttClientPrivate::transportOpened()
{
    m_session.open(connectPacket(), autoKeepAlive, Session::Clock::now());
}

void QMqttClientPrivate::transportReadable()
{
    if (m_readingEpoch == m_epoch)
        return;
    const QPointer<QMqttClient> guard(q);
    const quint32 epoch = m_readingEpoch = m_epoch;
    readWhile(epoch);
    if (!guard)
        return;
    if (m_readingEpoch == epoch)
        m_readingEpoch = 0;
    armTimer();
}

void QMqttClientPrivate::readWhile(quint32 epoch)
{
    const QPointer<QMqttClient> guard(q);
    ReadBuffer buffer;
    for (;;) {
        const qsizetype got = transport.read(buffer.data(), ReadBuffer::size);
        const auto now = Session::Clock::now();
        QByteArrayView input(buffer.data(), got);
        for (;;) {
            const Event event = m_session.receive(input, now);
            if (std::holds_alternative<std::monostate>(event))
                break;
            dispatch(event);
            if (!guard || m_epoch != epoch)
                return;
        }
        if (got == 0 || !transport.mayHoldMore(got, ReadBuffer::size))
            return;
    }
}

void QMqttClientPrivate::transportLost(const QString &reason)
{
    const QPointer<QMqttClient> guard(q);
    const quint32 epoch = m_epoch;
    transportReadable();
    if (!guard || m_epoch != epoch)
        return;
    m_session.end();
    end(QMqttClient::TransportInvalid, reason, Leave::Drop);
}

void QMqttClientPrivate::end(QMqttClient::ClientError newError, const QString &detail, Leave leave)
{
    ++m_epoch;
    m_timer.stop();
    state = QMqttClient::Disconnected;
    failureDetail = detail;
    const bool errorIsNew = std::exchange(error, newError) != newError;

    const QPointer<QMqttClient> guard(q);
    switch (leave) {
    case Leave::Close:
        transport.close();
        break;
    case Leave::Abandon:
        transport.abandon();
        break;
    case Leave::Drop:
        transport.drop();
        break;
    }
    if (guard)
        tellEnd(errorIsNew);
}

void QMqttClientPrivate::tellEnd(bool errorIsNew)
{
    const QPointer<QMqttClient> guard(q);
    const auto retired = m_subscriptions.retireAll();
    for (const QPointer<QMqttSubscription> &subscription : retired) {
        if (subscription)
            emit subscription->stateChanged(QMqttSubscription::Unsubscribed);
    }
    if (guard && errorIsNew)
        emit guard->errorChanged(error);
    if (guard)
        emit guard->stateChanged(QMqttClient::Disconnected);
    if (guard)
        emit guard->disconnected();
}

void QMqttClientPrivate::dispatch(const Event &event)
{
    std::visit([this](const auto &alternative) { on(alternative); }, event);
}

void QMqttClientPrivate::on(const Established &event)
{
    state = QMqttClient::Connected;
    const bool isAuthenticated = event.properties.contains(PropertyId::AuthenticationMethod);
    if (isV5())
        properties.write().server = PropertyMapping::toServerProperties(0, event.properties);
    const QByteArray assignedId = event.properties.text(PropertyId::AssignedClientIdentifier);
    if (!assignedId.isEmpty())
        clientId = fromUtf8(assignedId);

    const QPointer<QMqttClient> guard(q);
    const auto goesOn = [&] { return guard && state == QMqttClient::Connected; };
    if (!assignedId.isEmpty())
        emit q->clientIdChanged(clientId);
    if (goesOn() && isAuthenticated)
        emit q->authenticationFinished(PropertyMapping::toAuthenticationProperties(event.properties));
    if (goesOn() && event.sessionPresent)
        emit q->brokerSessionRestored();
    if (goesOn())
        emit q->stateChanged(state);
    if (goesOn())
        emit q->connected();
}

void QMqttClientPrivate::keepReason(quint8 code, const Properties &told)
{
    brokerReason = std::make_shared<const Standin::Mqtt::Extras::BrokerReason>(Standin::Mqtt::Extras::BrokerReason{
        code, PropertyMapping::reason(told), fromUtf8(told.text(PropertyId::ServerReference)),
        PropertyMapping::userProperties(told)});
}

void QMqttClientPrivate::on(const Refused &event)
{
    keepReason(event.code, event.properties);
    if (!isV5())
        return end(toClientError(event.code), u"refused by the broker with return code %1"_s.arg(event.code),
                   Leave::Close);
    properties.write().server = PropertyMapping::toServerProperties(event.code, event.properties);
    end(toClientErrorV5(event.code),
        withReason(u"refused by the broker with reason code"_s, event.code, brokerReason->text), Leave::Close);
}

void QMqttClientPrivate::on(const ServerDisconnected &event)
{
    keepReason(event.code, event.properties);
    end(toClientErrorV5(event.code),
        withReason(u"disconnected by the broker with reason code"_s, event.code, brokerReason->text), Leave::Close);
}

void QMqttClientPrivate::on(const AuthenticationContinued &event)
{
    emit q->authenticationRequested(PropertyMapping::toAuthenticationProperties(event.properties));
}

void QMqttClientPrivate::on(const AuthenticationSucceeded &event)
{
    emit q->authenticationFinished(PropertyMapping::toAuthenticationProperties(event.properties));
}

void QMqttClientPrivate::on(const MessageArrived &event)
{
    const Publish &packet = event.message;
    QMqttMessage message;
    message.m_payload = packet.payload.toByteArray();
    message.m_topic.setName(fromUtf8(packet.topic));
    message.m_id = packet.id;
    message.m_qos = packet.qos;
    message.m_duplicate = packet.duplicate;
    message.m_retain = packet.retain;
    if (!packet.properties.isEmpty())
        message.m_properties = PropertyMapping::toPublishProperties(packet.properties);
    const auto subscriptions = m_subscriptions.matching(packet.topic);

    const QPointer<QMqttClient> guard(q);
    if (const auto handler = messageHandler)
        (*handler)(message);
    if (guard && packet.qos > 0)
        emit guard->messageStatusChanged(message.m_id, QMqtt::MessageStatus::Published, {});
    if (guard)
        emit guard->messageReceived(message.m_payload, message.m_topic);
    for (const QPointer<QMqttSubscription> &subscription : subscriptions) {
        if (subscription)
            emit subscription->messageReceived(message);
    }
}

void QMqttClientPrivate::on(const MessageProgressed &event)
{
    using Status = QMqtt::MessageStatus;
    const QPointer<QMqttClient> guard(q);
    emit q->messageStatusChanged(event.id, event.status,
                                 PropertyMapping::toStatusProperties(event.code, event.properties));
    const bool isSent = event.status == Status::Acknowledged || event.status == Status::Completed;
    if (guard && isSent && event.code < Reason::firstFailure)
        emit q->messageSent(event.id);
}

void QMqttClientPrivate::on(const SubscribeAnswered &event)
{
    m_subscriptions.endSubscribe(event.filter, event.code,
                                 PropertyMapping::toStatusProperties(event.code, event.properties));
}

void QMqttClientPrivate::on(const UnsubscribeAnswered &event)
{
    m_subscriptions.endUnsubscribe(event.filter, PropertyMapping::toStatusProperties(event.code, event.properties));
}

void QMqttClientPrivate::on(const PingAnswered &)
{
    emit q->pingResponseReceived();
}

void QMqttClientPrivate::on(const Broken &event)
{
    timedOut = event.cause == Broken::Cause::Timeout;
    end(timedOut ? QMqttClient::ServerUnavailable : QMqttClient::ProtocolViolation, event.detail, Leave::Close);
}
