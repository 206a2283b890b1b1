// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "connack.h"
#include "mqtt/mqttextras.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace Standin;
using namespace std::chrono_literals;

/// QMqttClient over its own QTcpSocket, with a scripted peer.
class TestMqttClient : public ClientAndPeer
{
    Q_OBJECT

private slots:
    void init() { renew(); }
    void defaults();
    void settersEmitSignals();
    void settersAreRefusedWhileConnected();
    void willQosAboveTwoIsRefused();
    void setStateAndSetErrorEmitSignals();
    void connectPacketHasTheSettings();
    void passwordAloneTakesAnEmptyUserName();
    void signalOrder();
    void refused_data();
    void refused();
    void brokenPeer_data();
    void brokenPeer();
    void impossibleWillFailsClearly();
    void portIsClosed();
    void silentPeerTimesOut();
    void connectWhileConnecting();
    void disconnectWhileConnecting();
    void peerCloses();
    void peerResets();
    void unansweredPing_data();
    void unansweredPing();
    void keepAliveZeroStaysConnected();

    void publishNeedsConnection();
    void publishRefusesBadInput();
    void packetIdsAreOfEachClient();
    void messageStatus();
    void inboundMessage();
    void handlerRunsFirstAndOnce();
    void handlerCanBeRemoved();

    void sessionRestored();
    void resendAfterReconnect();

    void usersSocket_data();
    void usersSocket();
    void usersSocketRemoteClose();
};

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

void TestMqttClient::settersEmitSignals()
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

void TestMqttClient::setStateAndSetErrorEmitSignals()
{
    QSignalSpy connected(m_client.get(), &QMqttClient::connected);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QSignalSpy errors(m_client.get(), &QMqttClient::errorChanged);
    m_client->setState(QMqttClient::Connected);
    m_client->setState(QMqttClient::Connected);
    QCOMPARE(connected.size(), 1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), -1); // setState() does not connect
    m_client->setState(QMqttClient::Disconnected);
    QCOMPARE(disconnected.size(), 1);
    m_client->setError(QMqttClient::UnknownError);
    QCOMPARE(errors.size(), 1);
}

void TestMqttClient::connectPacketHasTheSettings()
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
    QCOMPARE(Mqtt::Extras::brokerReason(*m_client).value().code, quint8(connack.at(3)));
    QVERIFY(!Mqtt::Extras::timedOut(*m_client));
    QTRY_VERIFY(!m_peer->isConnected());

    connectNow();
    QCOMPARE(m_client->error(), QMqttClient::NoError);
    QVERIFY(!Mqtt::Extras::brokerReason(*m_client));
}

void TestMqttClient::brokenPeer_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QString>("detail");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n")
                          << u"\"HTTP/1.1 400 Bad Request\" instead of CONNACK"_s;
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
    QCOMPARE(Mqtt::Extras::failureDetail(*m_client), detail);
    QCOMPARE(received.size(), 0);
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttClient::impossibleWillFailsClearly()
{
    m_client->setWillTopic(u"a/#"_s);
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::UnknownError);
    QCOMPARE(Mqtt::Extras::failureDetail(*m_client), u"invalid topic name"_s);
}

void TestMqttClient::portIsClosed()
{
    m_peer.reset();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::TransportInvalid);
    QVERIFY(!Mqtt::Extras::failureDetail(*m_client).isEmpty());
}

void TestMqttClient::silentPeerTimesOut()
{
    Mqtt::Extras::setConnectTimeout(*m_client, 50ms);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_client->connectToHost();
    QVERIFY(m_peer->waitForPacket("10"));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::ServerUnavailable);
    QVERIFY(Mqtt::Extras::timedOut(*m_client));
    QCOMPARE(Mqtt::Extras::failureDetail(*m_client), u"no CONNACK within 50 ms"_s);
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
    QVERIFY(!Mqtt::Extras::brokerReason(*m_client));
    QVERIFY(!Mqtt::Extras::failureDetail(*m_client).isEmpty());
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

void TestMqttClient::unansweredPing_data()
{
    QTest::addColumn<int>("qos"); // QoS of the messages that are sent continuously; -1: none
    QTest::newRow("idle") << -1;
    QTest::newRow("busy with QoS 0") << 0;
    QTest::newRow("busy with QoS 1") << 1;
}

void TestMqttClient::unansweredPing()
{
    QFETCH(const int, qos);
    m_client->setKeepAlive(1);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QTimer reports;
    QObject::connect(&reports, &QTimer::timeout, m_client.get(), [this, qos] {
        m_client->publish(QMqttTopicName(u"a"_s), QByteArray(), static_cast<quint8>(qos));
    });
    connectNow();
    QElapsedTimer time;
    time.start();
    if (qos >= 0)
        reports.start(50);
    QVERIFY(m_peer->waitForPacket("c0 00"));
    QTRY_COMPARE(disconnected.size(), 1);
    QVERIFY2(time.elapsed() >= 1400 && time.elapsed() < 3000, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(m_client->error(), QMqttClient::ServerUnavailable);
    QVERIFY(Mqtt::Extras::timedOut(*m_client));
    QVERIFY2(Mqtt::Extras::failureDetail(*m_client).startsWith(u"nothing received for 1."_s),
             qPrintable(Mqtt::Extras::failureDetail(*m_client)));
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
    Mqtt::Extras::setMessageHandler(*m_client, [&messages](const QMqttMessage &message) { messages.append(message); });
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
    Mqtt::Extras::setMessageHandler(*m_client, [&order](const QMqttMessage &) { order += u"handler"_s; });
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
    Mqtt::Extras::setMessageHandler(*m_client, [&calls](const QMqttMessage &) { ++calls; });
    connectNow();
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 1);
    Mqtt::Extras::setMessageHandler(*m_client, {});
    m_peer->send(bytes("30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(calls, 1);
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

STANDIN_TEST(TestMqttClient)
#include "tst_mqttclient.moc"
