// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/mqttextras.h"

#include "mqtt/client/propertymapping.h"
#include "mqtt/client/qmqttclient_p.h"

namespace Standin::Mqtt::Extras {

void setMessageHandler(QMqttClient &client, MessageHandler handler)
{
    QMqttClientPrivate::get(client)->messageHandler =
        handler ? std::make_shared<const MessageHandler>(std::move(handler)) : nullptr;
}

void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout)
{
    QMqttClientPrivate::get(client)->connectTimeout = timeout;
}

std::optional<BrokerReason> brokerReason(const QMqttClient &client)
{
    const auto &reason = QMqttClientPrivate::get(client)->brokerReason;
    return reason ? std::optional(*reason) : std::nullopt;
}

bool sessionPresent(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->sessionPresent;
}

std::chrono::milliseconds pingWaited(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->pingWaited;
}

void setStrict(QMqttClient &client, bool strict)
{
    QMqttClientPrivate::get(client)->session().setStrictness(strict ? Strictness::Strict : Strictness::Lenient);
}

void setGiveUpHandler(QMqttClient &client, GiveUpHandler handler)
{
    QMqttClientPrivate::get(client)->giveUpHandler = std::make_shared<const GiveUpHandler>(std::move(handler));
}

void setMaximumUnacknowledged(QMqttClient &client, qsizetype bytes)
{
    QMqttClientPrivate::get(client)->session().setMaximumUnacknowledged(bytes);
}

bool withdraw(QMqttClient &client, qint32 id)
{
    return QMqttClientPrivate::get(client)->session().withdraw(static_cast<quint16>(id));
}

RefusalKind refusalKind(const QMqttClient &client)
{
    switch (QMqttClientPrivate::get(client)->refusal.value_or(LocalFailure::InvalidTopic)) {
    case LocalFailure::TooLarge:
        return RefusalKind::TooLarge;
    case LocalFailure::TooManyUnacknowledged:
    case LocalFailure::NoFreePacketId:
        return RefusalKind::LimitReached;
    default:
        return RefusalKind::Other;
    }
}

QString refusal(const QMqttClient &client)
{
    const auto &refusal = QMqttClientPrivate::get(client)->refusal;
    return refusal ? Mqtt::describe(*refusal) : QString();
}

QString failureDetail(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->failureDetail;
}

bool timedOut(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->timedOut;
}

QMqttSubscription *subscribe(QMqttClient &client, const QMqttTopicFilter &topic, const SubscribeOptions &options,
                             const QMqttSubscriptionProperties &properties, quint8 qos)
{
    return QMqttClientPrivate::get(client)->subscribe(
        topic, {qos, properties.noLocal(), options.retainAsPublished, static_cast<quint8>(options.retainHandling)},
        Mqtt::PropertyMapping::toWire(properties));
}

void forgetSubscriptions(QMqttClient &client)
{
    const auto subscriptions = client.findChildren<QMqttSubscription *>(QString(), Qt::FindDirectChildrenOnly);
    for (QMqttSubscription *subscription : subscriptions)
        subscription->deleteLater();
}

bool disconnectFromHost(QMqttClient &client, const DisconnectOptions &options)
{
    using Mqtt::PropertyId;
    Mqtt::Disconnect packet{options.code};
    if (options.sessionExpiryInterval)
        packet.properties.add(PropertyId::SessionExpiryInterval, *options.sessionExpiryInterval);
    if (!options.reason.isEmpty())
        packet.properties.add(PropertyId::ReasonString, options.reason.toUtf8());
    Mqtt::PropertyMapping::addUserProperties(packet.properties, options.userProperties);
    return QMqttClientPrivate::get(client)->disconnectFromHost(packet);
}

void abandon(QMqttClient &client)
{
    QMqttClientPrivate::get(client)->abandon();
}

} // namespace Standin::Mqtt::Extras
