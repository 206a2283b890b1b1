// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/subscriptionbook.h"

#include "mqtt/QtMqtt/qmqttclient.h"
#include "mqtt/core/packet.h"
#include "mqtt/core/text.h"
#include "mqtt/reasoncodes.h"

namespace Standin::Mqtt {

using State = QMqttSubscription::SubscriptionState;

SubscriptionBook::~SubscriptionBook()
{
    for (QMqttSubscription *subscription : all())
        subscription->m_book = nullptr; // the client deletes them later
}

QMqttSubscription *SubscriptionBook::find(const QMqttTopicFilter &topic) const
{
    return m_trie.find(topic.filter().toUtf8(),
                       [&topic](const QMqttSubscription *candidate) { return candidate->topic() == topic; });
}

QMqttSubscription *SubscriptionBook::find(QByteArrayView filter) const
{
    return find(QMqttTopicFilter(fromUtf8(filter)));
}

bool SubscriptionBook::mustAsk(const QMqttTopicFilter &topic, quint8 qos) const
{
    const QMqttSubscription *known = find(topic);
    if (!known || known->m_qos != qos)
        return true;
    return known->m_state != State::Subscribed && known->m_state != State::SubscriptionPending;
}

QMqttSubscription *SubscriptionBook::beginSubscribe(const QMqttTopicFilter &topic, quint8 qos)
{
    QMqttSubscription *subscription = find(topic);
    if (!subscription) {
        subscription = new QMqttSubscription(m_client, topic, qos);
        subscription->m_book = this;
        m_trie.insert(topic.filter().toUtf8(), subscription);
        return subscription;
    }
    subscription->m_qos = qos;
    const QPointer<QMqttSubscription> guard(subscription);
    enter(subscription, State::SubscriptionPending);
    return guard;
}

void SubscriptionBook::endSubscribe(QByteArrayView filter, quint8 code, const QMqttMessageStatusProperties &answer)
{
    QMqttSubscription *subscription = find(filter);
    // An UNSUBSCRIBE was sent meanwhile: its answer decides.
    if (!subscription || subscription->m_state == State::UnsubscriptionPending)
        return;
    subscription->m_answer = answer;
    if (code >= Reason::firstFailure)
        return enter(subscription, State::Error);
    const bool otherQos = std::exchange(subscription->m_qos, code) != code;
    const QPointer<QMqttSubscription> guard(subscription);
    enter(subscription, State::Subscribed);
    if (otherQos && guard)
        emit subscription->qosChanged(code);
}

void SubscriptionBook::beginUnsubscribe(QMqttSubscription *subscription)
{
    enter(subscription, State::UnsubscriptionPending);
}

void SubscriptionBook::endUnsubscribe(QByteArrayView filter, const QMqttMessageStatusProperties &answer)
{
    QMqttSubscription *subscription = find(filter);
    // A SUBSCRIBE was sent meanwhile: its answer decides.
    if (!subscription || subscription->m_state != State::UnsubscriptionPending)
        return;
    subscription->m_answer = answer;
    if (static_cast<quint8>(answer.reasonCode()) >= Reason::firstFailure)
        return enter(subscription, State::Subscribed);
    remove(subscription);
    enter(subscription, State::Unsubscribed);
}

SubscriptionBook::Subscriptions SubscriptionBook::matching(QByteArrayView topic) const
{
    Subscriptions found;
    if (!m_hasReceivers)
        return found;
    m_trie.match(topic, [&found](QMqttSubscription *subscription) {
        if (subscription->m_state != State::Error)
            found.append(subscription);
    });
    return found;
}

SubscriptionBook::Subscriptions SubscriptionBook::retire(Which which)
{
    Subscriptions retired;
    for (QMqttSubscription *subscription : all()) {
        if (which == Which::NotSubscribed && subscription->m_state == State::Subscribed)
            continue;
        remove(subscription);
        subscription->m_state = State::Unsubscribed;
        retired.append(subscription);
    }
    return retired;
}

void SubscriptionBook::announce(const Subscriptions &retired)
{
    for (const QPointer<QMqttSubscription> &subscription : retired) {
        if (subscription)
            emit subscription->stateChanged(State::Unsubscribed);
    }
}

void SubscriptionBook::forget(QMqttSubscription *subscription)
{
    const bool isInForce =
        subscription->m_state == State::Subscribed || subscription->m_state == State::SubscriptionPending;
    remove(subscription);
    if (isInForce)
        m_unsubscribe(subscription->m_topic.filter().toUtf8());
}

void SubscriptionBook::remove(QMqttSubscription *subscription)
{
    m_trie.remove(subscription->m_topic.filter().toUtf8(), subscription);
    subscription->m_book = nullptr;
}

QList<QMqttSubscription *> SubscriptionBook::all() const
{
    auto subscriptions = m_client->findChildren<QMqttSubscription *>(QString(), Qt::FindDirectChildrenOnly);
    subscriptions.removeIf([](const QMqttSubscription *subscription) { return !subscription->m_book; });
    return subscriptions;
}

void SubscriptionBook::enter(QMqttSubscription *subscription, State state)
{
    if (std::exchange(subscription->m_state, state) != state)
        emit subscription->stateChanged(state);
}

} // namespace Standin::Mqtt
