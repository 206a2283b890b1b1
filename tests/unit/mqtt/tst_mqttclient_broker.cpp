// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/mqttextras.h"
#include "route.h"
#include "support/testprogram.h"

#include <QMqttClient>
#include <QtMqtt/QtMqtt>

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Standin;

/// QMqttClient with a real broker, in the version and over the transport that the environment sets (Route).
class TestMqttClientBroker : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void publishAndSubscribe_data();
    void publishAndSubscribe();
    void subscriptionsGetWhatMatchesThem();
    void retainedMessageIsMarked();
    void willIsPublishedWhenAbandoned();
    void willIsNotPublishedAfterDisconnect();
    void badPasswordIsRefused();
    void goodPasswordIsAccepted();
    void unsubscribedTopicIsSilent();
    void sessionIsRestoredWithItsMessages();
    void cleanSessionForgets();
    void burst_data();
    void burst();
    void largePayload();
    void brokerGoesAndComesBack();
    void takeover();
    void keepAliveKeepsTheConnection();
    void silentClientIsDroppedByTheBroker();

private:
    void configure(QMqttClient &client, const QString &id = {}) const;
    [[nodiscard]] bool connectNow(QMqttClient &client) const { return connectNow(client, m_route); }
    [[nodiscard]] bool connectNow(QMqttClient &client, const Route &route) const;
    [[nodiscard]] bool subscribeNow(QMqttClient &client, const QString &filter, quint8 qos) const;

    [[nodiscard]] static QMqttClient::ClientError errorWhenDropped(const QMqttClient &client, quint8 code);

    Route m_route;
};

void TestMqttClientBroker::initTestCase()
{
    QVERIFY2(m_route.start(), qPrintable(m_route.errorText()));
}

void TestMqttClientBroker::configure(QMqttClient &client, const QString &id) const
{
    m_route.configure(client);
    if (!id.isEmpty())
        client.setClientId(id);
}

bool TestMqttClientBroker::connectNow(QMqttClient &client, const Route &route) const
{
    const QSignalSpy connected(&client, &QMqttClient::connected);
    route.connectToHost(client);
    return QTest::qWaitFor([&connected] { return connected.size() == 1; });
}

bool TestMqttClientBroker::subscribeNow(QMqttClient &client, const QString &filter, quint8 qos) const
{
    const QMqttSubscription *subscription = client.subscribe(filter, qos);
    return subscription &&
           QTest::qWaitFor([subscription] { return subscription->state() == QMqttSubscription::Subscribed; });
}

/// A broker of 5.0 may send a DISCONNECT with a reason; mosquitto 2.0.11 does not. If it does, the reason must be this
/// code.
QMqttClient::ClientError TestMqttClientBroker::errorWhenDropped(const QMqttClient &client, quint8 code)
{
    const auto reason = Mqtt::Extras::brokerReason(client);
    if (!reason)
        return QMqttClient::TransportInvalid;
    return reason->code == code ? QMqttClient::Mqtt5SpecificError : QMqttClient::NoError;
}

void TestMqttClientBroker::publishAndSubscribe_data()
{
    QTest::addColumn<quint8>("publishQos");
    QTest::addColumn<quint8>("subscribeQos");
    for (quint8 publishQos = 0; publishQos <= 2; ++publishQos) {
        for (quint8 subscribeQos = 0; subscribeQos <= 2; ++subscribeQos)
            QTest::addRow("publish QoS %d, subscribe QoS %d", publishQos, subscribeQos) << publishQos << subscribeQos;
    }
}

void TestMqttClientBroker::publishAndSubscribe()
{
    QFETCH(const quint8, publishQos);
    QFETCH(const quint8, subscribeQos);

    QMqttClient client;
    configure(client);
    QList<QMqttMessage> received;
    Mqtt::Extras::setMessageHandler(client, [&received](const QMqttMessage &message) { received.append(message); });
    QSignalSpy sent(&client, &QMqttClient::messageSent);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"echo/+"_s, subscribeQos));

    const qint32 id = client.publish(QMqttTopicName(u"echo/käse"_s), "payload", publishQos);
    if (publishQos == 0) {
        QCOMPARE(id, 0);
    } else {
        QVERIFY(id > 0);
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(sent.first().first().toInt(), id);
    }
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.first().payload(), "payload");
    QCOMPARE(received.first().topic().name(), u"echo/käse"_s);
    QCOMPARE(received.first().qos(), qMin(publishQos, subscribeQos));
    QVERIFY(!received.first().retain());
    client.disconnectFromHost();
    QCOMPARE(client.state(), QMqttClient::Disconnected);
    QCOMPARE(client.error(), QMqttClient::NoError);
}

void TestMqttClientBroker::subscriptionsGetWhatMatchesThem()
{
    QMqttClient client;
    configure(client);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"plant/+/temperature"_s, 0));
    QVERIFY(subscribeNow(client, u"plant/2/#"_s, 0));
    QSignalSpy temperatures(client.subscribe(u"plant/+/temperature"_s), &QMqttSubscription::messageReceived);
    QSignalSpy second(client.subscribe(u"plant/2/#"_s), &QMqttSubscription::messageReceived);

    client.publish(QMqttTopicName(u"plant/1/temperature"_s), "1");
    client.publish(QMqttTopicName(u"plant/2/pressure"_s), "2");
    QTRY_COMPARE(temperatures.size(), 1);
    QTRY_COMPARE(second.size(), 1);
    QCOMPARE(temperatures.first().first().value<QMqttMessage>().payload(), "1");
    QCOMPARE(second.first().first().value<QMqttMessage>().payload(), "2");
}

void TestMqttClientBroker::retainedMessageIsMarked()
{
    QMqttClient publisher;
    configure(publisher);
    QVERIFY(connectNow(publisher));
    QSignalSpy sent(&publisher, &QMqttClient::messageSent);
    publisher.publish(QMqttTopicName(u"retained/state"_s), "on", 1, true);
    QTRY_COMPARE(sent.size(), 1);

    QMqttClient client;
    configure(client);
    QList<QMqttMessage> received;
    Mqtt::Extras::setMessageHandler(client, [&received](const QMqttMessage &message) { received.append(message); });
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"retained/state"_s, 1));
    QTRY_COMPARE(received.size(), 1);
    QVERIFY(received.first().retain());
    QCOMPARE(received.first().payload(), "on");

    publisher.publish(QMqttTopicName(u"retained/state"_s), QByteArray(), 1, true);
    QTRY_COMPARE(received.size(), 2);
    QVERIFY(received.last().payload().isEmpty());
}

void TestMqttClientBroker::willIsPublishedWhenAbandoned()
{
    QMqttClient watcher;
    configure(watcher);
    QVERIFY(connectNow(watcher));
    QVERIFY(subscribeNow(watcher, u"will/abandoned"_s, 1));
    QSignalSpy received(&watcher, &QMqttClient::messageReceived);

    auto client = std::make_unique<QMqttClient>();
    configure(*client);
    client->setWillTopic(u"will/abandoned"_s);
    client->setWillMessage("gone");
    client->setWillQoS(1);
    QVERIFY(connectNow(*client));
    Mqtt::Extras::abandon(*client);
    QCOMPARE(client->state(), QMqttClient::Disconnected);
    client.reset(); // and with it the socket that was still open
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.first().first().toByteArray(), "gone");
}

void TestMqttClientBroker::willIsNotPublishedAfterDisconnect()
{
    QMqttClient watcher;
    configure(watcher);
    QVERIFY(connectNow(watcher));
    QVERIFY(subscribeNow(watcher, u"will/#"_s, 1));
    QSignalSpy received(&watcher, &QMqttClient::messageReceived);

    QMqttClient client;
    configure(client);
    client.setWillTopic(u"will/clean"_s);
    client.setWillMessage("gone");
    QVERIFY(connectNow(client));
    client.publish(QMqttTopicName(u"will/last-word"_s), "bye");
    client.disconnectFromHost();

    // The same client id again, so the broker has handled the end of the first connection.
    QVERIFY(connectNow(client));
    client.publish(QMqttTopicName(u"will/back"_s), "hello");
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.first().first().toByteArray(), "bye");
    QCOMPARE(received.last().first().toByteArray(), "hello");
}

void TestMqttClientBroker::badPasswordIsRefused()
{
    Route route;
    QVERIFY2(route.start(Route::User{u"anna"_s, u"secret"_s}), qPrintable(route.errorText()));
    QMqttClient client;
    route.configure(client);
    client.setUsername(u"anna"_s);
    client.setPassword(u"guess"_s);
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);
    route.connectToHost(client);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(client.error(), QMqttClient::NotAuthorized);
    QCOMPARE(Mqtt::Extras::brokerReason(client).value().code, m_route.isV5() ? 0x87 : 5);
    QVERIFY(!Mqtt::Extras::failureDetail(client).isEmpty());
}

void TestMqttClientBroker::goodPasswordIsAccepted()
{
    Route route;
    QVERIFY2(route.start(Route::User{u"anna"_s, u"secret"_s}), qPrintable(route.errorText()));
    QMqttClient client;
    route.configure(client);
    client.setUsername(u"anna"_s);
    client.setPassword(u"secret"_s);
    QVERIFY(connectNow(client, route));
    QVERIFY(!Mqtt::Extras::brokerReason(client));
}

void TestMqttClientBroker::unsubscribedTopicIsSilent()
{
    QMqttClient client;
    configure(client);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"a"_s, 0));
    QVERIFY(subscribeNow(client, u"b"_s, 0));
    QSignalSpy received(&client, &QMqttClient::messageReceived);
    const QPointer<QMqttSubscription> subscription = client.subscribe(u"a"_s);
    QSignalSpy states(subscription, &QMqttSubscription::stateChanged);
    subscription->unsubscribe();
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(states.last().first().value<QMqttSubscription::SubscriptionState>(), QMqttSubscription::Unsubscribed);

    client.publish(QMqttTopicName(u"a"_s), "unheard");
    client.publish(QMqttTopicName(u"b"_s), "heard");
    QTRY_COMPARE(received.size(), 1);
    QCOMPARE(received.first().first().toByteArray(), "heard");
}

void TestMqttClientBroker::sessionIsRestoredWithItsMessages()
{
    QMqttClient client;
    configure(client, u"persistent"_s);
    client.setCleanSession(false);
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(60);
    client.setConnectionProperties(properties);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"queue"_s, 2));
    client.disconnectFromHost();

    QMqttClient publisher;
    configure(publisher);
    QVERIFY(connectNow(publisher));
    QSignalSpy sent(&publisher, &QMqttClient::messageSent);
    for (int i = 0; i < 10; ++i)
        publisher.publish(QMqttTopicName(u"queue"_s), QByteArray::number(i), 2);
    QTRY_COMPARE(sent.size(), 10);

    QSignalSpy restored(&client, &QMqttClient::brokerSessionRestored);
    QSignalSpy received(&client, &QMqttClient::messageReceived);
    QVERIFY(connectNow(client));
    QCOMPARE(restored.size(), m_route.version() == QMqttClient::MQTT_3_1 ? 0 : 1); // 3.1 has no such flag
    QTRY_COMPARE(received.size(), 10);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(received.at(i).first().toByteArray(), QByteArray::number(i));
}

void TestMqttClientBroker::cleanSessionForgets()
{
    QMqttClient client;
    configure(client, u"forgetful"_s);
    QSignalSpy restored(&client, &QMqttClient::brokerSessionRestored);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"queue"_s, 1));
    client.disconnectFromHost();
    QVERIFY(connectNow(client));
    QCOMPARE(restored.size(), 0);
}

void TestMqttClientBroker::burst_data()
{
    QTest::addColumn<quint8>("qos");
    QTest::newRow("QoS 0") << quint8(0);
    QTest::newRow("QoS 1") << quint8(1);
    QTest::newRow("QoS 2") << quint8(2);
}

void TestMqttClientBroker::burst()
{
    QFETCH(const quint8, qos);
    constexpr int count = 2000;
    QMqttClient client;
    configure(client);
    QList<QByteArray> received;
    Mqtt::Extras::setMessageHandler(client,
                                    [&received](const QMqttMessage &message) { received.append(message.payload()); });
    QSignalSpy sent(&client, &QMqttClient::messageSent);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"burst"_s, qos));
    for (int i = 0; i < count; ++i)
        QVERIFY(client.publish(QMqttTopicName(u"burst"_s), QByteArray::number(i), qos) >= 0);
    QTRY_COMPARE_WITH_TIMEOUT(received.size(), count, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(sent.size(), qos > 0 ? count : 0, 30'000);
    for (int i = 0; i < count; ++i)
        QCOMPARE(received.at(i), QByteArray::number(i));
}

void TestMqttClientBroker::largePayload()
{
    QMqttClient client;
    configure(client);
    QSignalSpy received(&client, &QMqttClient::messageReceived);
    QVERIFY(connectNow(client));
    QVERIFY(subscribeNow(client, u"large"_s, 1));
    const QByteArray payload(5'000'000, 'x');
    client.publish(QMqttTopicName(u"large"_s), payload, 1);
    QTRY_COMPARE(received.size(), 1);
    QVERIFY(received.first().first().toByteArray() == payload);
}

void TestMqttClientBroker::brokerGoesAndComesBack()
{
    Route route;
    QVERIFY2(route.start(), qPrintable(route.errorText()));
    QMqttClient client;
    route.configure(client);
    QVERIFY(connectNow(client, route));
    QVERIFY(subscribeNow(client, u"a"_s, 0));
    const QPointer<QMqttSubscription> old = client.subscribe(u"a"_s);
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);

    route.broker().stop();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(client.error(), errorWhenDropped(client, 0x8b));
    QVERIFY(!Mqtt::Extras::failureDetail(client).isEmpty());
    QCOMPARE(old->state(), QMqttSubscription::Unsubscribed);

    QVERIFY2(route.broker().restart(), qPrintable(route.errorText()));
    QVERIFY(connectNow(client, route));
    QCOMPARE(client.error(), QMqttClient::NoError);
    QVERIFY(Mqtt::Extras::failureDetail(client).isEmpty());
}

void TestMqttClientBroker::takeover()
{
    QMqttClient first;
    QMqttClient second;
    configure(first, u"twin"_s);
    configure(second, u"twin"_s);
    QSignalSpy disconnected(&first, &QMqttClient::disconnected);
    QVERIFY(connectNow(first));
    QVERIFY(connectNow(second));
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(first.error(), errorWhenDropped(first, 0x8e));
    QCOMPARE(second.state(), QMqttClient::Connected);
}

void TestMqttClientBroker::keepAliveKeepsTheConnection()
{
    QMqttClient client;
    configure(client);
    client.setKeepAlive(1);
    QSignalSpy pings(&client, &QMqttClient::pingResponseReceived);
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);
    QVERIFY(connectNow(client));
    QVERIFY(!client.requestPing());
    QTRY_COMPARE(pings.size(), 2);
    QCOMPARE(disconnected.size(), 0);
}

void TestMqttClientBroker::silentClientIsDroppedByTheBroker()
{
    QMqttClient client;
    configure(client);
    client.setKeepAlive(1);
    client.setAutoKeepAlive(false);
    QSignalSpy disconnected(&client, &QMqttClient::disconnected);
    QSignalSpy pings(&client, &QMqttClient::pingResponseReceived);
    QVERIFY(connectNow(client));
    QVERIFY(client.requestPing());
    QTRY_COMPARE(pings.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(disconnected.size(), 1, 15'000);
    QCOMPARE(client.error(), errorWhenDropped(client, 0x8d));
}

STANDIN_TEST(TestMqttClientBroker)
#include "tst_mqttclient_broker.moc"
