// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qmqttglobal.h"
#include "qmqttmessage.h"
#include "qmqtttopicfilter.h"
#include "qmqtttype.h"

#include <QObject>

class QMqttClient;
namespace Standin::Mqtt {
class SubscriptionBook;
}

/// A subscription of a QMqttClient, made by QMqttClient::subscribe(). The client owns it and keeps it until the client
/// is deleted, also when it is Unsubscribed (by unsubscribe() or at the end of the session); subscribing the same
/// filter then makes another object. It can be deleted earlier. Without cleanSession a subscription stays Subscribed
/// while the client is not connected; it becomes Unsubscribed when the next connection does not resume the session.
class QMqttSubscription : public QObject
{
    Q_OBJECT
    Q_PROPERTY(SubscriptionState state READ state NOTIFY stateChanged)
    Q_PROPERTY(quint8 qos READ qos NOTIFY qosChanged)
    Q_PROPERTY(QMqttTopicFilter topic READ topic)
    Q_PROPERTY(QString reason READ reason)
    Q_PROPERTY(QMqtt::ReasonCode reasonCode READ reasonCode)
    Q_PROPERTY(bool sharedSubscription READ isSharedSubscription)
    Q_PROPERTY(QString sharedSubscriptionName READ sharedSubscriptionName)

public:
    enum SubscriptionState {
        Unsubscribed = 0,
        SubscriptionPending,
        Subscribed,
        UnsubscriptionPending,
        Error,
    };
    Q_ENUM(SubscriptionState)

    /// Unsubscribes.
    ~QMqttSubscription() override;

    [[nodiscard]] SubscriptionState state() const { return m_state; }
    [[nodiscard]] QMqttTopicFilter topic() const { return m_topic; }
    /// The requested QoS until the broker has answered, then the granted one.
    [[nodiscard]] quint8 qos() const { return m_qos; }
    /// Empty before MQTT 5.0.
    [[nodiscard]] QString reason() const { return m_answer.reason(); }
    /// Reason code of the broker's last answer; UnspecifiedError for the failure code of MQTT 3.1.1.
    [[nodiscard]] QMqtt::ReasonCode reasonCode() const { return m_answer.reasonCode(); }
    /// Properties of that answer; empty before MQTT 5.0.
    [[nodiscard]] QMqttUserProperties userProperties() const { return m_answer.userProperties(); }
    [[nodiscard]] bool isSharedSubscription() const { return !sharedSubscriptionName().isEmpty(); }
    [[nodiscard]] QString sharedSubscriptionName() const { return m_topic.sharedSubscriptionName(); }

public Q_SLOTS:
    void unsubscribe();

Q_SIGNALS:
    void stateChanged(SubscriptionState state);
    /// The broker granted another QoS than the requested one.
    void qosChanged(quint8 qos);
    void messageReceived(QMqttMessage msg);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    friend class Standin::Mqtt::SubscriptionBook;

    QMqttSubscription(QMqttClient *client, const QMqttTopicFilter &topic, quint8 qos);

    Standin::Mqtt::SubscriptionBook *m_book = nullptr; ///< while it is in there
    QMqttTopicFilter m_topic;
    SubscriptionState m_state = SubscriptionPending;
    quint8 m_qos;
    QMqttMessageStatusProperties m_answer;
};
