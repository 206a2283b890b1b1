// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "connack.h"
#include "mqtt/mqttextras.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Standin;

/// QMqttClient when it is used, or deleted, inside its own signals.
class TestMqttClientInSlots : public ClientAndPeer
{
    Q_OBJECT

private slots:
    void init() { renew(); }

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
};

void TestMqttClientInSlots::deleteInSlot_data()
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

void TestMqttClientInSlots::deleteInSlot()
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
    // Every kind of packet, in one portion, so that bytes are left when the client is deleted.
    m_peer->setGreeting(acceptedWithSession +
                        bytes("90 03 0001 00 32 05 0001 'a' 0001 40 02 0002 d0 00 30 03 0001 'a' d0 01 ff"));
    client->connectToHost();
    QTRY_VERIFY(!client);
    QCoreApplication::processEvents();
}

void TestMqttClientInSlots::deleteInMessageHandler()
{
    connectNow();
    Mqtt::Extras::setMessageHandler(*m_client, [this](const QMqttMessage &) { m_client.reset(); });
    QMqttClient *client = m_client.get();
    QSignalSpy received(client, &QMqttClient::messageReceived);
    m_peer->send(bytes("32 05 0001 'a' 0001 30 03 0001 'a'"));
    QTRY_VERIFY(!m_client);
    QCOMPARE(received.size(), 0);
}

void TestMqttClientInSlots::deleteInSubscriptionSlot()
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

void TestMqttClientInSlots::reconnectInDisconnected_data()
{
    QTest::addColumn<QByteArray>("lastWord");
    QTest::newRow("peer closes") << QByteArray();
    QTest::newRow("protocol violation") << bytes("d0 01 00 30 03 0001 'a'");
}

void TestMqttClientInSlots::reconnectInDisconnected()
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

void TestMqttClientInSlots::disconnectInConnected()
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

void TestMqttClientInSlots::disconnectInMessageReceived()
{
    connectNow();
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    connect(m_client.get(), &QMqttClient::messageReceived, m_client.get(), &QMqttClient::disconnectFromHost);
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'b' 30 03 0001 'c'"));
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(received.size(), 1);
}

void TestMqttClientInSlots::subscribeAndPublishInMessageReceived()
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

void TestMqttClientInSlots::unsubscribeInMessageReceived()
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

void TestMqttClientInSlots::replaceHandlerInHandler()
{
    connectNow();
    int calls = 0;
    Mqtt::Extras::setMessageHandler(*m_client, [this, &calls, name = QByteArray(100, 'x')](const QMqttMessage &) {
        Mqtt::Extras::setMessageHandler(*m_client, {});
        QCOMPARE(name.size(), 100); // the running slot's arguments still exist
        ++calls;
    });
    QSignalSpy received(m_client.get(), &QMqttClient::messageReceived);
    m_peer->send(bytes("30 03 0001 'a' 30 03 0001 'a'"));
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(calls, 1);
}

STANDIN_TEST(TestMqttClientInSlots)
#include "tst_mqttclient_inslots.moc"
