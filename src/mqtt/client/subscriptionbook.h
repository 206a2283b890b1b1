// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttsubscription.h"
#include "mqtt/core/topictrie.h"

#include <QPointer>
#include <QVarLengthArray>

#include <functional>

namespace Standin::Mqtt {

/// The active and pending subscriptions of one client: their states, and which of them a message matches. Functions
/// that emit do so last; the client may have been deleted when they return. Filters are valid UTF-8.
class SubscriptionBook
{
public:
    using Subscriptions = QVarLengthArray<QPointer<QMqttSubscription>, 4>;
    /// Sends an UNSUBSCRIBE if it can.
    using Unsubscribe = std::function<void(const QByteArray &filter)>;

    SubscriptionBook(QMqttClient *client, Unsubscribe unsubscribe)
        : m_client(client)
        , m_unsubscribe(std::move(unsubscribe))
    {}
    ~SubscriptionBook();
    Q_DISABLE_COPY_MOVE(SubscriptionBook)

    [[nodiscard]] QMqttClient *client() const { return m_client; }

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
    /// UNSUBACK came; after a failure the subscription stays active. Emits.
    void endUnsubscribe(QByteArrayView filter, const QMqttMessageStatusProperties &answer);
    /// The subscription is being destroyed; unsubscribes.
    void forget(QMqttSubscription *subscription);

    /// A slot was connected to messageReceived of a subscription; before that matching() does not search.
    void expectReceivers() { m_hasReceivers = true; }
    /// The subscriptions whose filter matches and that may receive messages.
    [[nodiscard]] Subscriptions matching(QByteArrayView topic) const;

    enum class Which : quint8 {
        All,
        NotSubscribed, ///< all but those that the broker has confirmed
    };
    /// Makes them Unsubscribed without a signal; the caller then calls announce().
    [[nodiscard]] Subscriptions retire(Which which);
    /// Emits stateChanged of each that still exists.
    static void announce(const Subscriptions &retired);

private:
    void remove(QMqttSubscription *subscription);
    [[nodiscard]] QList<QMqttSubscription *> all() const;
    static void enter(QMqttSubscription *subscription, QMqttSubscription::SubscriptionState state);

    QMqttClient *m_client;
    Unsubscribe m_unsubscribe;
    TopicTrie<QMqttSubscription *> m_trie;
    bool m_hasReceivers = false;
};

} // namespace Standin::Mqtt
