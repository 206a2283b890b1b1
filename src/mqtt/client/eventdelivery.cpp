// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/eventdelivery.h"

#include "mqtt/client/propertymapping.h"
#include "mqtt/client/qmqttclient_p.h"
#include "mqtt/core/text.h"
#include "mqtt/reasoncodes.h"

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

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

QString textWithReason(const QString &what, quint8 code, const QString &reason)
{
    const QString text = u"%1 0x%2"_s.arg(what).arg(code, 2, 16, QLatin1Char('0'));
    return reason.isEmpty() ? text : text + u": "_s + reason;
}

} // namespace

void EventDelivery::deliver(const Event &event)
{
    std::visit([this](const auto &alternative) { on(alternative); }, event);
}

void EventDelivery::on(const Established &event)
{
    const auto giveUp = d.giveUpHandler;
    for (const GivenUp &message : event.givenUp) {
        if (giveUp)
            (*giveUp)(message.id,
                      message.cause == GivenUp::Cause::TooLarge ? Extras::GiveUp::TooLarge : Extras::GiveUp::NoAnswer);
    }
    const auto retired =
        event.sessionPresent ? SubscriptionBook::Subscriptions() : d.subscriptions.retire(SubscriptionBook::Which::All);
    d.state = QMqttClient::Connected;
    d.sessionPresent = event.sessionPresent;
    const bool isAuthenticated = event.properties.contains(PropertyId::AuthenticationMethod);
    if (d.isV5())
        d.properties.write().server = PropertyMapping::toServerProperties(0, event.properties);
    const QByteArray assignedId = event.properties.text(PropertyId::AssignedClientIdentifier);
    if (!assignedId.isEmpty())
        d.clientId = fromUtf8(assignedId);

    const QPointer<QMqttClient> guard(d.q);
    const auto goesOn = [&] { return guard && d.state == QMqttClient::Connected; };
    SubscriptionBook::announce(retired);
    if (goesOn() && !assignedId.isEmpty())
        emit d.q->clientIdChanged(d.clientId);
    if (goesOn() && isAuthenticated)
        emit d.q->authenticationFinished(PropertyMapping::toAuthenticationProperties(event.properties));
    if (goesOn() && event.sessionPresent)
        emit d.q->brokerSessionRestored();
    if (goesOn())
        emit d.q->stateChanged(d.state);
    if (goesOn())
        emit d.q->connected();
}

void EventDelivery::keepReason(quint8 code, const Properties &told)
{
    d.brokerReason = std::make_shared<const Extras::BrokerReason>(
        Extras::BrokerReason{code, PropertyMapping::reason(told), fromUtf8(told.text(PropertyId::ServerReference)),
                             PropertyMapping::userProperties(told)});
}

void EventDelivery::on(const Refused &event)
{
    keepReason(event.code, event.properties);
    if (!d.isV5())
        return d.end(toClientError(event.code), u"refused by the broker with return code %1"_s.arg(event.code),
                     QMqttClientPrivate::Leave::Close);
    d.properties.write().server = PropertyMapping::toServerProperties(event.code, event.properties);
    d.end(toClientErrorV5(event.code),
          textWithReason(u"refused by the broker with reason code"_s, event.code, d.brokerReason->text),
          QMqttClientPrivate::Leave::Close);
}

void EventDelivery::on(const ServerDisconnected &event)
{
    keepReason(event.code, event.properties);
    d.end(toClientErrorV5(event.code),
          textWithReason(u"disconnected by the broker with reason code"_s, event.code, d.brokerReason->text),
          QMqttClientPrivate::Leave::Close);
}

void EventDelivery::on(const AuthenticationContinued &event)
{
    emit d.q->authenticationRequested(PropertyMapping::toAuthenticationProperties(event.properties));
}

void EventDelivery::on(const AuthenticationSucceeded &event)
{
    emit d.q->authenticationFinished(PropertyMapping::toAuthenticationProperties(event.properties));
}

void EventDelivery::on(const MessageArrived &event)
{
    const Publish &packet = event.message;
    const QMqttMessage message = QMqttClientPrivate::toMessage(packet);
    const auto subscriptions = d.subscriptions.matching(packet.topic);

    const QPointer<QMqttClient> guard(d.q);
    if (const auto handler = d.messageHandler)
        (*handler)(message);
    if (guard && packet.qos > 0)
        emit guard->messageStatusChanged(message.id(), QMqtt::MessageStatus::Published, {});
    if (guard)
        emit guard->messageReceived(message.payload(), message.topic());
    for (const QPointer<QMqttSubscription> &subscription : subscriptions) {
        if (subscription)
            emit subscription->messageReceived(message);
    }
}

void EventDelivery::on(const MessageProgressed &event)
{
    using Status = QMqtt::MessageStatus;
    const QPointer<QMqttClient> guard(d.q);
    emit d.q->messageStatusChanged(event.id, event.status,
                                   PropertyMapping::toStatusProperties(event.code, event.properties));
    const bool isSent = event.status == Status::Acknowledged || event.status == Status::Completed;
    if (guard && isSent && event.code < Reason::firstFailure)
        emit d.q->messageSent(event.id);
}

void EventDelivery::on(const SubscribeAnswered &event)
{
    d.subscriptions.endSubscribe(event.filter, event.code,
                                 PropertyMapping::toStatusProperties(event.code, event.properties));
}

void EventDelivery::on(const UnsubscribeAnswered &event)
{
    d.subscriptions.endUnsubscribe(event.filter, PropertyMapping::toStatusProperties(event.code, event.properties));
}

void EventDelivery::on(const PingAnswered &event)
{
    d.pingWaited = event.waited;
    emit d.q->pingResponseReceived();
}

void EventDelivery::on(const Broken &event)
{
    d.timedOut = event.cause == Broken::Cause::Timeout;
    d.end(d.timedOut ? QMqttClient::ServerUnavailable : QMqttClient::ProtocolViolation, event.detail,
          QMqttClientPrivate::Leave::Close);
}

} // namespace Standin::Mqtt
