// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttsubscription.h"
#include "mqtt/core/topictrie.h"

#include <QPointer>
#include <QVarLengthArray>

namespace Standin::Mqtt {

/// The subscriptions of one client: which there are, what state they are in, and which of them a message concerns.
/// Functions that emit do so last; the client may have been deleted when they return. Filters are valid UTF-8.
class SubscriptionBook
{
public:
    using Subscriptions = QVarLengthArray<QPointer<QMqttSubscription>, 4>;

    explicit SubscriptionBook(QMqttClient *client)
        : m_client(client)
    {}
    Q_DISABLE_COPY_MOVE(SubscriptionBook)

    /// nullptr when there is none.
    [[nodiscard]] QMqttSubscription *find(const QMqttTopicFilter &topic) const;
    [[nodiscard]] QMqttSubscription *find(QByteArrayView filter) const;

    /// True when a SUBSCRIBE must be sent for the filter to be subscribed with this QoS.
    [[nodiscard]] bool mustAsk(const QMqttTopicFilter &topic, quint8 qos) const;
    /// A SUBSCRIBE was sent. Emits.
    QMqttSubscription *beginSubscribe(const QMqttTopicFilter &topic, quint8 qos);
    /// SUBACK came. `code` is the QoS granted or a failure; the answer holds the reason code of 5.0. Emits.
    void endSubscribe(QByteArrayView filter, quint8 code, const QMqttMessageStatusProperties &answer);
    /// An UNSUBSCRIBE was sent. Emits.
    void beginUnsubscribe(QMqttSubscription *subscription);
    /// UNSUBACK came; after a failure the subscription goes on. Emits.
    void endUnsubscribe(QByteArrayView filter, const QMqttMessageStatusProperties &answer);

    /// The subscriptions whose filter matches.
    [[nodiscard]] Subscriptions matching(QByteArrayView topic) const;

    /// Makes all of them Unsubscribed without a signal; the caller emits stateChanged for each.
    [[nodiscard]] Subscriptions retireAll();

private:
    static void retire(QMqttSubscription *subscription);
    static void enter(QMqttSubscription *subscription, QMqttSubscription::SubscriptionState state);

    QMqttClient *m_client;
    TopicTrie<QMqttSubscription *> m_trie;
};

} // namespace Standin::Mqtt
