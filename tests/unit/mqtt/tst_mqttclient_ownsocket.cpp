// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/mqttextras.h"
#include "support/mosquitto.h"
#include "support/testprogram.h"

#include <QMqttClient>

#include <QSignalSpy>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;
using namespace Standin;

/// QMqttClient's own socket, and behaviour before a connection, with a real broker.
class TestMqttClientOwnSocket : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void whatIsWrittenBeforeDisconnectArrives();
    void encryptedConnectionToPlainPortFails();
    void emptyClientIdWithoutCleanSessionIsRefused();
    void connectingToAStoppedBrokerFails();

private:
    void configure(QMqttClient &client) const;
    [[nodiscard]] static bool connectNow(QMqttClient &client);

    Mosquitto m_broker;
};

void TestMqttClientOwnSocket::initTestCase()
{
    QVERIFY2(m_broker.start(), qPrintable(m_broker.errorText()));
}

void TestMqttClientOwnSocket::configure(QMqttClient &client) const
{
    client.setHostname(u"127.0.0.1"_s);
    client.setPort(m_broker.port());
}

bool TestMqttClientOwnSocket::connectNow(QMqttClient &client)
{
    const QSignalSpy connected(&client, &QMqttClient::connected);
    client.connectToHost();
    return QTest::qWaitFor([&connected] { return connected.size() == 1; });
}

void TestMqttClientOwnSocket::whatIsWrittenBeforeDisconnectArrives()
{
    QMqttClient watcher;
    configure(watcher);
    QSignalSpy received(&watcher, &QMqttClient::messageReceived);
    QVERIFY(connectNow(watcher));
    const QMqttSubscription *subscription = watcher.subscribe(u"written/+"_s);
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);

    auto client = std::make_unique<QMqttClient>();
    configure(*client);
    client->setWillTopic(u"written/will"_s);
    QVERIFY(connectNow(*client));
    client->publish(QMqttTopicName(u"written/large"_s), QByteArray(20'000'000, 'x'));
    client.reset(); // more bytes than the system's buffers hold are still to be sent
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.first().first().toByteArray().size(), 20'000'000);
}

void TestMqttClientOwnSocket::encryptedConnectionToPlainPortFails()
{
    QMqttClient client;
    configure(client);
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);
    client.connectToHostEncrypted(QSslConfiguration::defaultConfiguration());
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(client.error(), QMqttClient::TransportInvalid);
}

void TestMqttClientOwnSocket::emptyClientIdWithoutCleanSessionIsRefused()
{
    QMqttClient client;
    configure(client);
    client.setClientId(QString());
    client.setCleanSession(false);
    client.connectToHost();
    QCOMPARE(client.state(), QMqttClient::Disconnected);
    QCOMPARE(client.error(), QMqttClient::IdRejected);
    QVERIFY(!Mqtt::Extras::failureDetail(client).isEmpty());
}

void TestMqttClientOwnSocket::connectingToAStoppedBrokerFails()
{
    Mosquitto broker;
    QVERIFY2(broker.start(), qPrintable(broker.errorText()));
    broker.stop();
    QMqttClient client;
    configure(client);
    client.setPort(broker.port());
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);
    client.connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(client.error(), QMqttClient::TransportInvalid);
}

STANDIN_TEST(TestMqttClientOwnSocket)
#include "tst_mqttclient_ownsocket.moc"
