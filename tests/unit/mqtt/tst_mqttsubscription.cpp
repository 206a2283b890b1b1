// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// QMqttSubscription, against a peer that does what the test says.
class TestMqttSubscription : public ClientAndPeer
{
    Q_OBJECT

private slots:
    void init() { renew(); }

    void subscribeNeedsConnectionAndValidInput();
    void subscriptionLife();
    void subscriptionRefused();
    void lowerQosGranted();
    void sameFilterSameObject();
    void subscribeAgainWhileUnsubscribing();
    void unsubscribeWhilePending();
    void subscriptionsEndWithTheSession();
    void messagesOnlyForMatchingSubscriptions();
    void sharedSubscription();
};

void TestMqttSubscription::subscribeNeedsConnectionAndValidInput()
{
    QCOMPARE(m_client->subscribe(u"a"_s), nullptr);
    connectNow();
    QCOMPARE(m_client->subscribe(QMqttTopicFilter()), nullptr);
    QCOMPARE(m_client->subscribe(u"a/#/b"_s), nullptr);
    QCOMPARE(m_client->subscribe(u"a"_s, 3), nullptr);
    m_client->unsubscribe(u"unknown"_s);
    QVERIFY(m_client->subscribe(u"a"_s, QMqttSubscriptionProperties(), 1));
    QVERIFY(m_peer->waitForPacket("82"));
    QCOMPARE(m_peer->packets().size(), 2);
}

void TestMqttSubscription::subscriptionLife()
{
    connectNow();
    const QPointer<QMqttSubscription> subscription = m_client->subscribe(u"a/+"_s, 1);
    QVERIFY(subscription);
    QCOMPARE(subscription->state(), QMqttSubscription::SubscriptionPending);
    QCOMPARE(subscription->topic().filter(), u"a/+"_s);
    QCOMPARE(subscription->qos(), 1);
    QVERIFY(!subscription->isSharedSubscription());
    QSignalSpy states(subscription, &QMqttSubscription::stateChanged);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::SubscriptionQoSLevel1);
    QVERIFY(subscription->reason().isEmpty());
    QVERIFY(subscription->userProperties().isEmpty());

    subscription->unsubscribe();
    QCOMPARE(subscription->state(), QMqttSubscription::UnsubscriptionPending);
    QVERIFY(m_peer->waitForPacket("a2"));
    m_peer->send(bytes("b0 02 0002"));
    QTRY_COMPARE(states.size(), 3);
    QTRY_VERIFY(!subscription);
    QVERIFY(m_client->findChildren<QMqttSubscription *>().isEmpty());
}

void TestMqttSubscription::subscriptionRefused()
{
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 1);
    QSignalSpy states(subscription, &QMqttSubscription::stateChanged);
    QSignalSpy received(subscription, &QMqttSubscription::messageReceived);
    m_peer->send(bytes("90 03 0001 80 30 03 0001 'a'"));
    QTRY_COMPARE(states.size(), 1);
    QCOMPARE(subscription->state(), QMqttSubscription::Error);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::UnspecifiedError);
    QCOMPARE(received.size(), 0);
    // Asking again uses the same object.
    QCOMPARE(m_client->subscribe(u"a"_s, 1), subscription);
    m_peer->send(bytes("90 03 0002 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
}

void TestMqttSubscription::lowerQosGranted()
{
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 2);
    QSignalSpy qos(subscription, &QMqttSubscription::qosChanged);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(qos.size(), 1);
    QCOMPARE(subscription->qos(), 1);
    QCOMPARE(qos.first().first().toInt(), 1);
}

void TestMqttSubscription::sameFilterSameObject()
{
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 1);
    QCOMPARE(m_client->subscribe(u"a"_s, 1), subscription);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QCOMPARE(m_client->subscribe(u"a"_s, 1), subscription);
    QCOMPARE(m_peer->packets().size(), 2);
    // With another QoS the broker is asked again.
    QCOMPARE(m_client->subscribe(u"a"_s, 2), subscription);
    QCOMPARE(subscription->state(), QMqttSubscription::SubscriptionPending);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("82 06 0002 0001 'a' 02"))));
}

void TestMqttSubscription::subscribeAgainWhileUnsubscribing()
{
    connectNow();
    const QPointer<QMqttSubscription> subscription = m_client->subscribe(u"a"_s, 1);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    subscription->unsubscribe();
    QCOMPARE(m_client->subscribe(u"a"_s, 1), subscription.data());
    m_peer->send(bytes("b0 02 0002 90 03 0003 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(subscription);
}

void TestMqttSubscription::unsubscribeWhilePending()
{
    connectNow();
    const QPointer<QMqttSubscription> subscription = m_client->subscribe(u"a"_s, 1);
    QSignalSpy states(subscription, &QMqttSubscription::stateChanged);
    subscription->unsubscribe();
    m_peer->send(bytes("90 03 0001 01 b0 02 0002"));
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(states.first().first().value<QMqttSubscription::SubscriptionState>(),
             QMqttSubscription::UnsubscriptionPending);
    QCOMPARE(states.last().first().value<QMqttSubscription::SubscriptionState>(), QMqttSubscription::Unsubscribed);
    QTRY_VERIFY(!subscription);
}

void TestMqttSubscription::subscriptionsEndWithTheSession()
{
    connectNow();
    const QPointer<QMqttSubscription> pending = m_client->subscribe(u"a"_s);
    const QPointer<QMqttSubscription> other = m_client->subscribe(u"b"_s);
    m_peer->send(bytes("90 03 0001 00"));
    QTRY_COMPARE(pending->state(), QMqttSubscription::Subscribed);
    QList<QMqttSubscription::SubscriptionState> states;
    for (const auto &subscription : {pending, other}) {
        connect(subscription, &QMqttSubscription::stateChanged, this,
                [&states](QMqttSubscription::SubscriptionState state) { states.append(state); });
    }
    m_peer->close();
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(states, QList({QMqttSubscription::Unsubscribed, QMqttSubscription::Unsubscribed}));
    QTRY_VERIFY(!pending && !other);

    connectNow();
    QMqttSubscription *again = m_client->subscribe(u"a"_s);
    QVERIFY(again);
    QCOMPARE(again->state(), QMqttSubscription::SubscriptionPending);
}

void TestMqttSubscription::messagesOnlyForMatchingSubscriptions()
{
    connectNow();
    QSignalSpy plus(m_client->subscribe(u"a/+"_s), &QMqttSubscription::messageReceived);
    QSignalSpy hash(m_client->subscribe(u"#"_s), &QMqttSubscription::messageReceived);
    QSignalSpy other(m_client->subscribe(u"b"_s), &QMqttSubscription::messageReceived);
    m_peer->send(bytes("30 05 0003 'a/b' 30 08 0006 '$SYS/a' 30 03 0001 'c'"));
    QTRY_COMPARE(hash.size(), 2);
    QCOMPARE(plus.size(), 1);
    QCOMPARE(other.size(), 0);
    QCOMPARE(plus.first().first().value<QMqttMessage>().topic().name(), u"a/b"_s);
}

void TestMqttSubscription::sharedSubscription()
{
    connectNow();
    QMqttSubscription *shared = m_client->subscribe(u"$share/g/a"_s);
    QMqttSubscription *plain = m_client->subscribe(u"a"_s);
    QVERIFY(shared != plain);
    QVERIFY(shared->isSharedSubscription());
    QCOMPARE(shared->sharedSubscriptionName(), u"g"_s);
    QSignalSpy received(shared, &QMqttSubscription::messageReceived);
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 1);
}

STANDIN_TEST(TestMqttSubscription)
#include "tst_mqttsubscription.moc"
