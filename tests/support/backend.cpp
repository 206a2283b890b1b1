// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/backend.h"

#include <QtMqtt/QMqttSubscription>

#include <QTest>

bool BackEnd::start(const QUrl &broker, const QString &filter)
{
    m_client.setHostname(broker.host());
    m_client.setPort(static_cast<quint16>(broker.port()));
    m_client.setUsername(broker.userName());
    m_client.setPassword(broker.password());
    m_client.connectToHost();
    if (!QTest::qWaitFor([this] { return m_client.state() == QMqttClient::Connected; }, 10'000))
        return false;
    QMqttSubscription *subscription = m_client.subscribe(QMqttTopicFilter(filter), 2);
    connect(subscription, &QMqttSubscription::messageReceived, this, [this](const QMqttMessage &message) {
        m_heard.append({message.topic().name(), message.payload(), message.qos(), message.retain()});
    });
    return QTest::qWaitFor([=] { return subscription->state() == QMqttSubscription::Subscribed; }, 10'000);
}

void BackEnd::send(const QString &topic, const QByteArray &payload, quint8 qos)
{
    m_client.publish(QMqttTopicName(topic), payload, qos);
}

QList<QByteArray> BackEnd::heardOn(const QString &topic) const
{
    QList<QByteArray> payloads;
    for (const Heard &message : m_heard) {
        if (message.topic == topic)
            payloads.append(message.payload);
    }
    return payloads;
}
