// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/mqttextras.h"

#include "mqtt/qmqttclient_p.h"

namespace Standin::MqttExtras {

void setMessageHandler(QMqttClient &client, MessageHandler handler)
{
    QMqttClientPrivate::get(client)->messageHandler =
        handler ? std::make_shared<const MessageHandler>(std::move(handler)) : nullptr;
}

void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout)
{
    QMqttClientPrivate::get(client)->connectTimeout = timeout;
}

std::optional<quint8> brokerReasonCode(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->brokerReasonCode;
}

QString failureDetail(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->failureDetail;
}

bool timedOut(const QMqttClient &client)
{
    return QMqttClientPrivate::get(client)->timedOut;
}

void abandon(QMqttClient &client)
{
    QMqttClientPrivate::get(client)->abandon();
}

} // namespace Standin::MqttExtras
