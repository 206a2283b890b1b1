// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/mqttextras.h"
#include "scriptedpeer.h"

#include <QMqttClient>

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin;
using namespace std::chrono_literals;

namespace {

const QByteArray accepted = bytes("20 02 00 00");
const QByteArray acceptedWithSession = bytes("20 02 01 00");

} // namespace

/// QMqttClient over its own QTcpSocket, against a peer that does what the test says.
class TestMqttClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void defaults();
    void settersTell();
    void settersAreRefusedWhileConnected();
    void willQosAboveTwoIsRefused();
    void setStateAndSetErrorTell();
    void connectPacketSaysWhatWasSet();
    void passwordAloneTakesAnEmptyUserName();
    void signalOrder();
    void refused_data();
    void refused();
    void brokenPeer_data();
    void brokenPeer();
    void impossibleWillFailsClearly();
    void nobodyListens();
    void silentPeerTimesOut();
    void connectWhileConnecting();
    void disconnectWhileConnecting();
    void peerCloses();
    void peerResets();
    void unansweredPing();
    void keepAliveZeroStaysConnected();

    void publishNeedsConnection();
    void publishRefusesBadInput();
    void packetIdsAreOfEachClient();
    void messageStatus();
    void inboundMessage();
    void handlerRunsFirstAndOnce();
    void handlerCanBeRemoved();

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

    void sessionRestored();
    void resendAfterReconnect();

    void usersSocket_data();
    void usersSocket();
    void usersSocketRemoteClose();

    void deleteInSlot_data();
    void deleteInSlot();
    void deleteInMessageHandler();
    void deleteInSubscriptionSlot();
    void reconnectInDisconnected_data();
    void reconnectInDisconnected();
    void disconnectInConnected();
    void disconnectInMessageReceived();
    void subscribeAndPublishInMessageReceived();
    void unsubscribeInMessageReceived();
    void replaceHandlerInHandler();

private:
    void connectNow(const QByteArray &greeting = accepted);

    std::unique_ptr<ScriptedPeer> m_peer;
    std::unique_ptr<QMqttClient> m_client;
};

void TestMqttClient::init()
{
    m_client = std::make_unique<QMqttClient>();
    m_peer = std::make_unique<ScriptedPeer>();
    m_client->setHostname(u"127.0.0.1"_s);
    m_client->setPort(m_peer->port());
    m_client->setClientId(u"c"_s);
}

void TestMqttClient::connectNow(const QByteArray &greeting)
{
    m_peer->setGreeting(greeting);
    m_client->connectToHost();
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
}

void TestMqttClient::defaults()
{
    const QMqttClient client;
    QCOMPARE(client.state(), QMqttClient::Disconnected);
    QCOMPARE(client.error(), QMqttClient::NoError);
    QCOMPARE(client.protocolVersion(), QMqttClient::MQTT_3_1_1);
    QCOMPARE(client.keepAlive(), 60);
    QCOMPARE(client.port(), 0);
    QVERIFY(client.hostname().isEmpty());
    QVERIFY(client.cleanSession());
    QVERIFY(client.autoKeepAlive());
    QCOMPARE(client.willQoS(), 0);
    QVERIFY(!client.willRetain());
    QVERIFY(!client.clientId().isEmpty());
    QVERIFY(client.clientId().size() <= 23); // section 3.1.3.1
    QVERIFY(client.clientId() != QMqttClient().clientId());
    QCOMPARE(client.transport(), nullptr);
}

void TestMqttClient::settersTell()
{
    QMqttClient client;
    QSignalSpy hostname(&client, &QMqttClient::hostnameChanged);
    QSignalSpy keepAlive(&client, &QMqttClient::keepAliveChanged);
    QSignalSpy will(&client, &QMqttClient::willMessageChanged);
    client.setHostname(u"h"_s);
    client.setHostname(u"h"_s);
    QCOMPARE(hostname.size(), 1);
    QVERIFY(client.setProperty("keepAlive", 7));
    QCOMPARE(client.property("keepAlive").toInt(), 7);
    QCOMPARE(keepAlive.size(), 1);
    client.setWillMessage("bye");
    QCOMPARE(will.first().first().toByteArray(), "bye");
    client.setUsername(u"u"_s);
    client.setPassword(u"p"_s);
    client.setCleanSession(false);
    client.setWillTopic(u"w"_s);
    client.setWillQoS(2);
    client.setWillRetain(true);
    client.setAutoKeepAlive(false);
    client.setPort(1883);
    client.setProtocolVersion(QMqttClient::MQTT_3_1);
    QCOMPARE(client.username(), u"u"_s);
    QCOMPARE(client.password(), u"p"_s);
    QVERIFY(!client.cleanSession());
    QCOMPARE(client.willTopic(), u"w"_s);
    QCOMPARE(client.willQoS(), 2);
    QVERIFY(client.willRetain());
    QVERIFY(!client.autoKeepAlive());
    QCOMPARE(client.port(), 1883);
    QCOMPARE(client.protocolVersion(), QMqttClient::MQTT_3_1);
}

void TestMqttClient::settersAreRefusedWhileConnected()
{
    connectNow();
    m_client->setClientId(u"other"_s);
    m_client->setKeepAlive(5);
    m_client->setHostname(u"elsewhere"_s);
    m_client->setCleanSession(false);
    QMqttConnectionProperties properties;
    properties.setMaximumReceive(3);
    m_client->setConnectionProperties(properties);
    QCOMPARE(m_client->clientId(), u"c"_s);
    QCOMPARE(m_client->keepAlive(), 60);
    QCOMPARE(m_client->hostname(), u"127.0.0.1"_s);
    QVERIFY(m_client->cleanSession());
    QCOMPARE(m_client->connectionProperties().maximumReceive(), 65'535);
}

void TestMqttClient::willQosAboveTwoIsRefused()
{
    m_client->setWillQoS(3);
    QCOMPARE(m_client->willQoS(), 0);
}

void TestMqttClient::setStateAndSetErrorTell()
{
    QSignalSpy connected(m_client.get(), &QMqttClient::connected);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QSignalSpy errors(m_client.get(), &QMqttClient::errorChanged);
    m_client->setState(QMqttClient::Connected);
    m_client->setState(QMqttClient::Connected);
    QCOMPARE(connected.size(), 1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), -1); // a word does not make a connection
    m_client->setState(QMqttClient::Disconnected);
    QCOMPARE(disconnected.size(), 1);
    m_client->setError(QMqttClient::UnknownError);
    QCOMPARE(errors.size(), 1);
}

void TestMqttClient::connectPacketSaysWhatWasSet()
{
    m_client->setUsername(u"u"_s);
    m_client->setPassword(u"p"_s);
    m_client->setWillTopic(u"w"_s);
    m_client->setWillMessage("x");
    m_client->setWillQoS(1);
    m_client->setWillRetain(true);
    m_client->setKeepAlive(7);
    m_client->setCleanSession(false);
    connectNow();
    QCOMPARE(m_peer->packets().first(),
             toHex(bytes("10 19 0004 'MQTT' 04 ec 0007 0001 'c' 0001 'w' 0001 'x' 0001 'u' 0001 'p'")));
}

void TestMqttClient::passwordAloneTakesAnEmptyUserName()
{
    m_client->setPassword(u"p"_s);
    connectNow();
    QCOMPARE(m_peer->packets().first(), toHex(bytes("10 12 0004 'MQTT' 04 c2 003c 0001 'c' 0000 0001 'p'")));
}

void TestMqttClient::signalOrder()
{
    QStringList order;
    connect(m_client.get(), &QMqttClient::brokerSessionRestored, this, [&] { order += u"restored"_s; });
    connect(m_client.get(), &QMqttClient::stateChanged, this, [&](int state) { order += QString::number(state); });
    connect(m_client.get(), &QMqttClient::errorChanged, this, [&](int error) { order += u"error %1"_s.arg(error); });
    connect(m_client.get(), &QMqttClient::connected, this, [&] {
        QCOMPARE(m_client->state(), QMqttClient::Connected);
        order += u"connected"_s;
    });
    connect(m_client.get(), &QMqttClient::disconnected, this, [&] {
        QCOMPARE(m_client->state(), QMqttClient::Disconnected);
        order += u"disconnected"_s;
    });
    connectNow(acceptedWithSession);
    m_peer->close();
    QTRY_COMPARE(
        order, QStringList({u"1"_s, u"restored"_s, u"2"_s, u"connected"_s, u"error 256"_s, u"0"_s, u"disconnected"_s}));
}

void TestMqttClient::refused_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QMqttClient::ClientError>("error");
    QTest::newRow("version") << bytes("20 02 00 01") << QMqttClient::InvalidProtocolVersion;
    QTest::newRow("client id") << bytes("20 02 00 02") << QMqttClient::IdRejected;
    QTest::newRow("unavailable") << bytes("20 02 00 03") << QMqttClient::ServerUnavailable;
    QTest::newRow("user or password") << bytes("20 02 00 04") << QMqttClient::BadUsernameOrPassword;
    QTest::newRow("not authorized") << bytes("20 02 00 05") << QMqttClient::NotAuthorized;
    QTest::newRow("6, not defined") << bytes("20 02 00 06") << QMqttClient::UnknownError;
    QTest::newRow("170, not defined") << bytes("20 02 00 aa") << QMqttClient::UnknownError;
}

void TestMqttClient::refused()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QMqttClient::ClientError, error);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->setGreeting(connack);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), error);
    QCOMPARE(MqttExtras::brokerReason(*m_client).value().code, quint8(connack.at(3)));
    QVERIFY(!MqttExtras::timedOut(*m_client));
    QTRY_VERIFY(!m_peer->isConnected());

    connectNow();
    QCOMPARE(m_client->error(), QMqttClient::NoError);
    QVERIFY(!MqttExtras::brokerReason(*m_client));
}

void TestMqttClient::brokenPeer_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QString>("detail");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << u"reserved bits set in PUBACK"_s;
    QTest::newRow("SUBSCRIBE") << bytes("20 02 00 00 82 06 0001 0001 'a' 00")
                               << u"SUBSCRIBE received from the broker"_s;
    QTest::newRow("second CONNACK") << bytes("20 02 00 00 20 02 00 00") << u"CONNACK out of order"_s;
    QTest::newRow("PUBLISH first") << bytes("30 03 0001 'a'") << u"first packet of the broker is not CONNACK"_s;
    QTest::newRow("wildcard in topic") << bytes("20 02 00 00 30 03 0001 '#'") << u"wildcard in the topic of PUBLISH"_s;
}

void TestMqttClient::brokenPeer()
{
    QFETCH(const QByteArray, greeting);
    QFETCH(const QString, detail);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_peer->setGreeting(greeting);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::ProtocolViolation);
    QCOMPARE(MqttExtras::failureDetail(*m_client), detail);
    QCOMPARE(received.size(), 0);
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttClient::impossibleWillFailsClearly()
{
    m_client->setWillTopic(u"a/#"_s);
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::UnknownError);
    QCOMPARE(MqttExtras::failureDetail(*m_client), u"invalid topic name"_s);
}

void TestMqttClient::nobodyListens()
{
    m_peer.reset();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QVERIFY(!MqttExtras::failureDetail(*m_client).isEmpty());
}

void TestMqttClient::silentPeerTimesOut()
{
    MqttExtras::setConnectTimeout(*m_client, 50ms);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->connectToHost();
    QVERIFY(m_peer->waitForPacket("10"));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::ServerUnavailable);
    QVERIFY(MqttExtras::timedOut(*m_client));
    QCOMPARE(MqttExtras::failureDetail(*m_client), u"no CONNACK within 50 ms"_s);
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttClient::connectWhileConnecting()
{
    QSignalSpy states(m_client.get(), &QMqttClient::stateChanged);
    m_client->connectToHost();
    m_client->connectToHost();
    QVERIFY(m_peer->waitForPacket("10"));
    QCOMPARE(states.size(), 1);
    QCOMPARE(m_peer->connectionCount(), 1);
}

void TestMqttClient::disconnectWhileConnecting()
{
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->connectToHost();
    m_client->disconnectFromHost();
    QCOMPARE(disconnected.size(), 1);
    connectNow();
    QCOMPARE(disconnected.size(), 1);
}

void TestMqttClient::peerCloses()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->close();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QVERIFY(!MqttExtras::brokerReason(*m_client));
    QVERIFY(!MqttExtras::failureDetail(*m_client).isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(disconnected.size(), 1);
}

void TestMqttClient::peerResets()
{
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->reset();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
}

void TestMqttClient::unansweredPing()
{
    m_client->setKeepAlive(1);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    connectNow();
    QVERIFY(m_peer->waitForPacket("c0 00"));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::ServerUnavailable);
    QVERIFY(MqttExtras::timedOut(*m_client));
    QCOMPARE(MqttExtras::failureDetail(*m_client), u"no PINGRESP within 1 s"_s);
}

void TestMqttClient::keepAliveZeroStaysConnected()
{
    m_client->setKeepAlive(0);
    connectNow();
    m_client->publish(QMqttTopicName(u"a"_s));
    QVERIFY(m_peer->waitForPacket("30"));
    QCOMPARE(m_client->state(), QMqttClient::Connected);
    QCOMPARE(m_peer->packets().size(), 2); // and no PINGREQ
}

void TestMqttClient::publishNeedsConnection()
{
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), -1);
    m_client->connectToHost();
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), -1);
    QVERIFY(!m_client->requestPing());
}

void TestMqttClient::publishRefusesBadInput()
{
    connectNow();
    QCOMPARE(m_client->publish(QMqttTopicName()), -1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a/#"_s)), -1);
    QCOMPARE(m_client->publish(QMqttTopicName(QString(QChar(0xd800)))), -1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), "x", 3), -1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), QMqttPublishProperties(), "x", 0), 0);
}

void TestMqttClient::packetIdsAreOfEachClient()
{
    connectNow();
    ScriptedPeer otherPeer;
    otherPeer.setGreeting(accepted);
    QMqttClient other;
    other.setHostname(u"127.0.0.1"_s);
    other.setPort(otherPeer.port());
    other.connectToHost();
    QTRY_COMPARE(other.state(), QMqttClient::Connected);
    for (qint32 id = 1; id <= 3; ++id) {
        QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), {}, 1), id);
        QCOMPARE(other.publish(QMqttTopicName(u"a"_s), {}, 1), id);
    }
}

void TestMqttClient::messageStatus()
{
    using Status = QMqtt::MessageStatus;
    QList<std::pair<int, Status>> statuses;
    connect(m_client.get(), &QMqttClient::messageStatusChanged, this, [&statuses](qint32 id, Status status) {
        statuses.append({id, status});
    });
    QSignalSpy sent(m_client.get(), &QMqttClient::messageSent);
    connectNow();
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), "x", 1), 1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), "y", 2), 2);
    m_peer->send(bytes("40 02 0001 50 02 0002 70 02 0002 34 05 0001 'b' 0009 62 02 0009"));
    QTRY_COMPARE(statuses.size(), 5);
    const QList<std::pair<int, Status>> expected = {{1, Status::Acknowledged},
                                                    {2, Status::Received},
                                                    {2, Status::Completed},
                                                    {9, Status::Published},
                                                    {9, Status::Released}};
    QCOMPARE(statuses, expected);
    QCOMPARE(sent.size(), 2);
    QVERIFY(m_peer->waitForPacket("70 02 00 09"));
}

void TestMqttClient::inboundMessage()
{
    QList<QMqttMessage> messages;
    MqttExtras::setMessageHandler(*m_client, [&messages](const QMqttMessage &message) { messages.append(message); });
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    connectNow();
    m_peer->send(bytes("3b 08 0002 c3a4 0102 'hi'"));
    QTRY_COMPARE(messages.size(), 1);
    const QMqttMessage &message = messages.first();
    QCOMPARE(message.topic().name(), u"ä"_s);
    QCOMPARE(message.payload(), "hi");
    QCOMPARE(message.id(), 0x0102);
    QCOMPARE(message.qos(), 1);
    QVERIFY(message.duplicate());
    QVERIFY(message.retain());
    QVERIFY(message != QMqttMessage());
    QVERIFY(message == QMqttMessage(message));
    QVERIFY(!message.publishProperties().availableProperties());
    QCOMPARE(received.size(), 1);
    QCOMPARE(received.first().at(0).toByteArray(), "hi");
    QCOMPARE(received.first().at(1).value<QMqttTopicName>().name(), u"ä"_s);
}

void TestMqttClient::handlerRunsFirstAndOnce()
{
    QStringList order;
    MqttExtras::setMessageHandler(*m_client, [&order](const QMqttMessage &) { order += u"handler"_s; });
    connect(m_client.get(), &QMqttClient::messageReceived, this, [&order] { order += u"client"_s; });
    connectNow();
    for (const QString &filter : {u"a"_s, u"+"_s}) {
        connect(m_client->subscribe(filter), &QMqttSubscription::messageReceived, this,
                [&order] { order += u"subscription"_s; });
    }
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(order, QStringList({u"handler"_s, u"client"_s, u"subscription"_s, u"subscription"_s}));
}

void TestMqttClient::handlerCanBeRemoved()
{
    int calls = 0;
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    MqttExtras::setMessageHandler(*m_client, [&calls](const QMqttMessage &) { ++calls; });
    connectNow();
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 1);
    MqttExtras::setMessageHandler(*m_client, {});
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(calls, 1);
}

void TestMqttClient::subscribeNeedsConnectionAndValidInput()
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

void TestMqttClient::subscriptionLife()
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

void TestMqttClient::subscriptionRefused()
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

void TestMqttClient::lowerQosGranted()
{
    connectNow();
    QMqttSubscription *subscription = m_client->subscribe(u"a"_s, 2);
    QSignalSpy qos(subscription, &QMqttSubscription::qosChanged);
    m_peer->send(bytes("90 03 0001 01"));
    QTRY_COMPARE(qos.size(), 1);
    QCOMPARE(subscription->qos(), 1);
    QCOMPARE(qos.first().first().toInt(), 1);
}

void TestMqttClient::sameFilterSameObject()
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

void TestMqttClient::subscribeAgainWhileUnsubscribing()
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

void TestMqttClient::unsubscribeWhilePending()
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

void TestMqttClient::subscriptionsEndWithTheSession()
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

void TestMqttClient::messagesOnlyForMatchingSubscriptions()
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

void TestMqttClient::sharedSubscription()
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

void TestMqttClient::sessionRestored()
{
    QSignalSpy restored(m_client.get(), &QMqttClient::brokerSessionRestored);
    m_client->setCleanSession(false);
    connectNow();
    QCOMPARE(restored.size(), 0);
    m_client->disconnectFromHost();
    connectNow(acceptedWithSession);
    QCOMPARE(restored.size(), 1);
}

void TestMqttClient::resendAfterReconnect()
{
    m_client->setCleanSession(false);
    connectNow();
    QSignalSpy sent(m_client.get(), &QMqttClient::messageSent);
    const qint32 id = m_client->publish(QMqttTopicName(u"a"_s), "x", 1);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("32 06 0001 'a' 0001 'x'"))));
    m_peer->reset();
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    connectNow(acceptedWithSession);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("3a 06 0001 'a' 0001 'x'"))));
    m_peer->send(bytes("40 02 0001"));
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().toInt(), id);
}

void TestMqttClient::usersSocket_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("unconnected") << int(QAbstractSocket::UnconnectedState);
    QTest::newRow("connecting") << int(QAbstractSocket::ConnectingState);
    QTest::newRow("connected") << int(QAbstractSocket::ConnectedState);
}

void TestMqttClient::usersSocket()
{
    QFETCH(const int, state);
    QTcpSocket socket;
    if (state != QAbstractSocket::UnconnectedState)
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_peer->port());
    if (state == QAbstractSocket::ConnectedState)
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    m_client->setTransport(&socket, QMqttClient::AbstractSocket);
    QCOMPARE(m_client->transport(), &socket);
    connectNow();
    QCOMPARE(m_peer->connectionCount(), 1);
    m_client->disconnectFromHost();
    QVERIFY(m_peer->waitForPacket("e0 00"));
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    connectNow(); // the socket can be used again
    m_client.reset();
}

void TestMqttClient::usersSocketRemoteClose()
{
    QTcpSocket socket;
    m_client->setTransport(&socket, QMqttClient::AbstractSocket);
    connectNow();
    QSignalSpy errors(&socket, &QAbstractSocket::errorOccurred);
    connect(m_client.get(), &QMqttClient::disconnected, m_client.get(), &QMqttClient::connectToHost);
    m_peer->close();
    QTRY_COMPARE(m_peer->connectionCount(), 2);
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
    QCOMPARE(errors.size(), 1);
    m_client.reset();
}

void TestMqttClient::deleteInSlot_data()
{
    using Connector = std::function<void(QMqttClient *, const std::function<void()> &)>;
    QTest::addColumn<Connector>("connector");
    const auto row = [](const char *name, auto signal) {
        QTest::newRow(name) << Connector([signal](QMqttClient *client, const std::function<void()> &slot) {
            QObject::connect(client, signal, client, slot);
        });
    };
    row("brokerSessionRestored", &QMqttClient::brokerSessionRestored);
    row("connected", &QMqttClient::connected);
    row("messageReceived", &QMqttClient::messageReceived);
    row("messageSent", &QMqttClient::messageSent);
    row("messageStatusChanged", &QMqttClient::messageStatusChanged);
    row("pingResponseReceived", &QMqttClient::pingResponseReceived);
    row("errorChanged", &QMqttClient::errorChanged);
    row("disconnected", &QMqttClient::disconnected);
    QTest::newRow("stateChanged to Connecting")
        << Connector([](QMqttClient *client, const std::function<void()> &slot) {
               QObject::connect(client, &QMqttClient::stateChanged, client, slot);
           });
    for (const auto state : {QMqttClient::Connected, QMqttClient::Disconnected}) {
        QTest::addRow("stateChanged to %d", state) << Connector([state](QMqttClient *client,
                                                                        const std::function<void()> &slot) {
            QObject::connect(client, &QMqttClient::stateChanged, client, [state, slot](QMqttClient::ClientState now) {
                if (now == state)
                    slot();
            });
        });
    }
}

void TestMqttClient::deleteInSlot()
{
    using Connector = std::function<void(QMqttClient *, const std::function<void()> &)>;
    QFETCH(const Connector, connector);
    QPointer<QMqttClient> client = m_client.release();
    client->setCleanSession(false);
    client->setAutoKeepAlive(false);
    connect(client, &QMqttClient::connected, client, [&client] {
        client->subscribe(u"a"_s);
        client->publish(QMqttTopicName(u"a"_s), "x", 1);
        client->requestPing();
    });
    connector(client, [&client] { delete client.data(); });
    // Everything that can be said, in one portion, so that bytes are left when the client goes.
    m_peer->setGreeting(acceptedWithSession +
                        bytes("90 03 0001 00 32 05 0001 'a' 0001 40 02 0002 d0 00 30 03 0001 'a' d0 01 ff"));
    client->connectToHost();
    QTRY_VERIFY(!client);
    QCoreApplication::processEvents();
}

void TestMqttClient::deleteInMessageHandler()
{
    connectNow();
    MqttExtras::setMessageHandler(*m_client, [this](const QMqttMessage &) { m_client.reset(); });
    QMqttClient *client = m_client.get();
    QSignalSpy received(client, &QMqttClient::messageReceived);
    m_peer->send(bytes("32 05 0001 'a' 0001 30 03 0001 'a'"));
    QTRY_VERIFY(!m_client);
    QCOMPARE(received.size(), 0);
}

void TestMqttClient::deleteInSubscriptionSlot()
{
    connectNow();
    for (const QString &filter : {u"a"_s, u"+"_s, u"#"_s}) {
        connect(m_client->subscribe(filter), &QMqttSubscription::messageReceived, this, [this] { m_client.reset(); });
    }
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'a'"));
    QTRY_VERIFY(!m_client);

    init();
    connectNow();
    m_client->subscribe(u"a"_s);
    connect(m_client->subscribe(u"b"_s), &QMqttSubscription::stateChanged, this, [this] { m_client.reset(); });
    m_peer->close();
    QTRY_VERIFY(!m_client);
}

void TestMqttClient::reconnectInDisconnected_data()
{
    QTest::addColumn<QByteArray>("lastWord");
    QTest::newRow("peer closes") << QByteArray();
    QTest::newRow("protocol violation") << bytes("d0 01 00 30 03 0001 'a'");
}

void TestMqttClient::reconnectInDisconnected()
{
    QFETCH(const QByteArray, lastWord);
    connectNow();
    m_client->subscribe(u"a"_s);
    connect(m_client.get(), &QMqttClient::disconnected, m_client.get(), &QMqttClient::connectToHost);
    for (int round = 2; round <= 5; ++round) {
        if (lastWord.isEmpty())
            m_peer->close();
        else
            m_peer->send(lastWord);
        QTRY_COMPARE(m_peer->connectionCount(), round);
        QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
    }
    QCOMPARE(m_client->error(), QMqttClient::NoError);
}

void TestMqttClient::disconnectInConnected()
{
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    connect(m_client.get(), &QMqttClient::connected, m_client.get(), &QMqttClient::disconnectFromHost);
    m_peer->setGreeting(accepted + bytes("30 03 0001 'a'"));
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY(m_peer->waitForPacket("e0 00"));
    QCOMPARE(received.size(), 0);
}

void TestMqttClient::disconnectInMessageReceived()
{
    connectNow();
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    connect(m_client.get(), &QMqttClient::messageReceived, m_client.get(), &QMqttClient::disconnectFromHost);
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'b' 30 03 0001 'c'"));
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(received.size(), 1);
}

void TestMqttClient::subscribeAndPublishInMessageReceived()
{
    connectNow();
    int messages = 0;
    connect(m_client.get(), &QMqttClient::messageReceived, m_client.get(), [this, &messages] {
        ++messages;
        QVERIFY(m_client->subscribe(u"new/%1"_s.arg(messages)));
        QVERIFY(m_client->publish(QMqttTopicName(u"reply"_s), "x", 1) > 0);
    });
    m_client->subscribe(u"#"_s);
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'b' 30 03 0001 'c'"));
    QTRY_COMPARE(messages, 3);
    QTRY_COMPARE(m_peer->packets().size(), 2 + 3 * 2);
}

void TestMqttClient::unsubscribeInMessageReceived()
{
    connectNow();
    int messages = 0;
    for (const QString &filter : {u"a"_s, u"+"_s}) {
        QMqttSubscription *subscription = m_client->subscribe(filter);
        connect(subscription, &QMqttSubscription::messageReceived, subscription, [subscription, &messages] {
            ++messages;
            subscription->unsubscribe();
        });
    }
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(messages, 2);
    QVERIFY(m_peer->waitForPacket("a2"));
}

void TestMqttClient::replaceHandlerInHandler()
{
    connectNow();
    int calls = 0;
    MqttExtras::setMessageHandler(*m_client, [this, &calls, name = QByteArray(100, 'x')](const QMqttMessage &) {
        MqttExtras::setMessageHandler(*m_client, {});
        QCOMPARE(name.size(), 100); // what runs is still alive
        ++calls;
    });
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(TestMqttClient)
#include "tst_mqttclient.moc"
