// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/QtMqtt/qmqttsubscription.h"

#include "mqtt/QtMqtt/qmqttclient.h"
#include "mqtt/client/subscriptionbook.h"

#include <QMetaMethod>

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

void QMqttSubscription::connectNotify(const QMetaMethod &signal)
{
    if (m_book && signal == QMetaMethod::fromSignal(&QMqttSubscription::messageReceived))
        m_book->expectReceivers();
}

void QMqttSubscription::unsubscribe()
{
    if (m_book)
        m_book->client()->unsubscribe(m_topic);
}
