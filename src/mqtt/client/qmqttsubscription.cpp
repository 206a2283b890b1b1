// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqttsubscription.h"

#include "mqtt/QtMqtt/qmqttclient.h"
#include "mqtt/client/subscriptionbook.h"

QMqttSubscription::QMqttSubscription(QMqttClient *client, const QMqttTopicFilter &topic, quint8 qos)
    : QObject(client)
    , m_topic(topic)
    , m_qos(qos)
{}

QMqttSubscription::~QMqttSubscription()
{
    if (m_book)
        m_book->forget(this);
}

void QMqttSubscription::unsubscribe()
{
    if (m_state != Unsubscribed)
        static_cast<QMqttClient *>(parent())->unsubscribe(m_topic);
}
