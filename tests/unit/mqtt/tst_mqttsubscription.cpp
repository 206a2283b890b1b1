// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

/// QMqttSubscription, with a scripted peer.
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
    void goesOnWithTheSession_data();
    void goesOnWithTheSession();
    void deletedWhileInForce_data();
    void deletedWhileInForce();
    void deletedInItsSlot();
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
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(subscription); // programs may use it until the client is deleted
    QCOMPARE(subscription->state(), QMqttSubscription::Unsubscribed);
    QCOMPARE(subscription->topic().filter(), u"a/+"_s);
    subscription->unsubscribe(); // and nothing happens
    QMqttSubscription *again = m_client->subscribe(u"a/+"_s, 1);
    QVERIFY(again != subscription);
    m_client.reset();
    QVERIFY(!subscription);
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
    // Subscribing again returns the same object.
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
    // With another QoS a SUBSCRIBE is sent again.
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
    QVERIFY(subscription);
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
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(pending && other);

    connectNow();
    QMqttSubscription *again = m_client->subscribe(u"a"_s);
    QVERIFY(again && again != pending);
    QCOMPARE(again->state(), QMqttSubscription::SubscriptionPending);
    QSignalSpy received(pending, &QMqttSubscription::messageReceived);
    QSignalSpy receivedAgain(again, &QMqttSubscription::messageReceived);
    m_peer->send(bytes("90 03 0001 00 30 03 0001 'a'"));
    QTRY_COMPARE(receivedAgain.size(), 1);
    QCOMPARE(received.size(), 0);
}

void TestMqttSubscription::goesOnWithTheSession_data()
{
    QTest::addColumn<bool>("present");
    QTest::newRow("session present") << true;
    QTest::newRow("session lost") << false;
}

void TestMqttSubscription::goesOnWithTheSession()
{
    QFETCH(const bool, present);
    m_client->setCleanSession(false);
    connectNow();
    const QPointer<QMqttSubscription> kept = m_client->subscribe(u"a/#"_s, 1);
    const QPointer<QMqttSubscription> pending = m_client->subscribe(u"b"_s, 1);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(kept->state(), QMqttSubscription::Subscribed);
    QSignalSpy states(kept, &QMqttSubscription::stateChanged);
    QSignalSpy received(kept, &QMqttSubscription::messageReceived);
    m_peer->close();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(kept->state(), QMqttSubscription::Subscribed);
    QCOMPARE(pending->state(), QMqttSubscription::Unsubscribed);

    connectNow(bytes(present ? "20 02 01 00" : "20 02 00 00"));
    QSignalSpy all(m_client.get(), &QMqttClient::messageReceived);
    m_peer->send(bytes("30 05 0003 'a/b'"));
    QTRY_COMPARE(all.size(), 1);
    QCOMPARE(received.size(), present ? 1 : 0);
    QCOMPARE(states.size(), present ? 0 : 1);
    QCOMPARE(kept->state(), present ? QMqttSubscription::Subscribed : QMqttSubscription::Unsubscribed);
    QCOMPARE(m_client->subscribe(u"a/#"_s, 1) == kept, present); // no SUBSCRIBE for a known subscription
}

void TestMqttSubscription::deletedWhileInForce_data()
{
    QTest::addColumn<bool>("answered");
    QTest::newRow("pending") << false;
    QTest::newRow("subscribed") << true;
}

void TestMqttSubscription::deletedWhileInForce()
{
    QFETCH(const bool, answered);
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 1);
    if (answered) {
        m_peer->send(bytes("90 03 0001 01"));
        QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    }
    delete subscription;
    QVERIFY(m_peer->waitForPacket("a2 05 00 02 00 01 61")); // UNSUBSCRIBE
    QMqttSubscription *again = m_client->subscribe(u"a"_s, 1);
    QSignalSpy received(again, &QMqttSubscription::messageReceived);
    m_peer->send(bytes(answered ? "b0 02 0002 90 03 0003 01 30 03 0001 'a'"
                                : "90 03 0001 01 b0 02 0002 90 03 0003 01 30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(again->state(), QMqttSubscription::Subscribed);
    m_client->disconnectFromHost();
    delete again;
}

void TestMqttSubscription::deletedInItsSlot()
{
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 1);
    m_client->subscribe(u"#"_s);
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    connect(m_client.get(), &QMqttClient::messageReceived, this,
            [&subscription] { delete std::exchange(subscription, nullptr); });
    m_peer->send(bytes("90 03 0001 01 30 03 0001 'a' 30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(!subscription);
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
