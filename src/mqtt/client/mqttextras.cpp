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
