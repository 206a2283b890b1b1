// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "clientandpeer.h"
#include "connack.h"
#include "mqtt/mqttextras.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Standin;

namespace {

const QMqttUserProperties someUserProperties{{u"n"_s, u"v"_s}};

} // namespace

/// MQTT 5.0 in QMqttClient, with a scripted peer.
class TestMqttClientV5 : public ClientAndPeer
{
    Q_OBJECT

private slots:
    void init() { renew(QMqttClient::MQTT_5_0); }

    void connectHasNoPropertiesByDefault();
    void connectHasTheGivenProperties();
    void willHasTheGivenProperties();
    void passwordNeedsNoUserName();
    void impossiblePropertyFailsClearly();
    void serverProperties();
    void serverPropertiesAreOfTheLastConnection();
    void assignedClientId();
    void refused_data();
    void refused();
    void brokerOfAnEarlierVersion();
    void dismissed_data();
    void dismissed();
    void connectsAgainAfterBeingDismissed();
    void leaveWithReason();
    void mayNotLeaveLikeThis();

    void inboundProperties();
    void publishWithProperties();
    void aReceivedMessageCanBePublishedAgain();
    void acknowledgedWithReason();
    void refusedMessageIsNotSent_data();
    void refusedMessageIsNotSent();
    void aliasesByThemselves();
    void aliasOfTheUser();
    void refusalSaysWhy();

    void subscribeWithProperties();
    void subscribeWithOptions();
    void subscriptionRefusedWithReason();
    void unsubscribeWithProperties();
    void unsubscribeRefused();

    void authentication();
    void authenticationAgain();
    void authenticateWithoutMethod();

    void hostileProperties_data();
    void hostileProperties();
    void deleteInSlot_data();
    void deleteInSlot();
    void disconnectInSlot_data();
    void disconnectInSlot();

private:
    void useAuthentication();
};

void TestMqttClientV5::useAuthentication()
{
    QMqttConnectionProperties properties;
    properties.setAuthenticationMethod(u"M"_s);
    m_client->setConnectionProperties(properties);
}

void TestMqttClientV5::connectHasNoPropertiesByDefault()
{
    connectNow();
    QCOMPARE(m_peer->packets(), QByteArrayList{toHex(bytes("10 0e 0004 'MQTT' 05 02 003c 00 0001 'c'"))});
}

void TestMqttClientV5::connectHasTheGivenProperties()
{
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(60);
    properties.setMaximumReceive(5);
    properties.setMaximumPacketSize(1000);
    properties.setMaximumTopicAlias(7);
    properties.setRequestResponseInformation(true);
    properties.setRequestProblemInformation(false);
    properties.setUserProperties(someUserProperties);
    properties.setAuthenticationMethod(u"M"_s);
    properties.setAuthenticationData("D");
    m_client->setConnectionProperties(properties);
    m_client->setCleanSession(false);
    m_peer->setGreeting(bytes("20 07 00 00 04 15 0001 'M'"));
    m_client->connectToHost();
    QTRY_COMPARE(m_client->state(), QMqttClient::Connected);
    QCOMPARE(m_peer->packets().first(),
             toHex(bytes("10 31 0004 'MQTT' 05 00 003c 23 11 0000003c 21 0005 27 000003e8 22 0007 19 01 17 00"
                         " 26 0001 'n' 0001 'v' 15 0001 'M' 16 0001 'D' 0001 'c'")));
}

void TestMqttClientV5::willHasTheGivenProperties()
{
    QMqttLastWillProperties properties;
    properties.setWillDelayInterval(3);
    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setMessageExpiryInterval(4);
    properties.setContentType(u"t"_s);
    properties.setResponseTopic(u"r"_s);
    properties.setCorrelationData("d");
    properties.setUserProperties(someUserProperties);
    m_client->setLastWillProperties(properties);
    m_client->setWillTopic(u"w"_s);
    m_client->setWillMessage("x");
    connectNow();
    QCOMPARE(m_peer->packets().first(),
             toHex(bytes("10 34 0004 'MQTT' 05 06 003c 00 0001 'c' 1f 18 00000003 01 01 02 00000004 03 0001 't'"
                         " 08 0001 'r' 09 0001 'd' 26 0001 'n' 0001 'v' 0001 'w' 0001 'x'")));
}

void TestMqttClientV5::passwordNeedsNoUserName()
{
    m_client->setPassword(u"p"_s);
    connectNow();
    QCOMPARE(m_peer->packets().first(), toHex(bytes("10 11 0004 'MQTT' 05 42 003c 00 0001 'c' 0001 'p'")));
}

void TestMqttClientV5::impossiblePropertyFailsClearly()
{
    QMqttConnectionProperties properties;
    properties.setAuthenticationData("without a method");
    m_client->setConnectionProperties(properties);
    m_client->connectToHost();
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
    QCOMPARE(m_client->error(), QMqttClient::UnknownError);
    QCOMPARE(Mqtt::Extras::failureDetail(*m_client), u"property with a value that MQTT 5.0 does not allow"_s);
}

void TestMqttClientV5::serverProperties()
{
    QMqttConnectionProperties own;
    own.setAuthenticationMethod(u"M"_s);
    m_client->setConnectionProperties(own);
    connectNow(
        bytes("20 3f 00 00 3c 11 0000003c 21 0005 24 01 25 00 27 000003e8 12 0001 'c' 22 0007 1f 0001 'r'"
              " 26 0001 'n' 0001 'v' 28 00 29 00 2a 00 13 000a 1a 0001 'i' 1c 0001 's' 15 0001 'M' 16 0001 'D'"));
    const QMqttServerConnectionProperties properties = m_client->serverConnectionProperties();
    QVERIFY(properties.isValid());
    QCOMPARE(quint32(properties.availableProperties().toInt()), 0x3fff7U);
    QCOMPARE(properties.sessionExpiryInterval(), 60U);
    QCOMPARE(properties.maximumReceive(), 5);
    QCOMPARE(properties.maximumQoS(), 1);
    QVERIFY(!properties.retainAvailable());
    QCOMPARE(properties.maximumPacketSize(), 1000U);
    QVERIFY(properties.clientIdAssigned());
    QCOMPARE(properties.maximumTopicAlias(), 7);
    QCOMPARE(properties.reason(), u"r"_s);
    QCOMPARE(properties.reasonCode(), QMqtt::ReasonCode::Success);
    QCOMPARE(properties.userProperties(), someUserProperties);
    QVERIFY(!properties.wildcardSupported());
    QVERIFY(!properties.subscriptionIdentifierSupported());
    QVERIFY(!properties.sharedSubscriptionSupported());
    QCOMPARE(properties.serverKeepAlive(), 10);
    QCOMPARE(m_client->keepAlive(), 60);
    QCOMPARE(properties.responseInformation(), u"i"_s);
    QCOMPARE(properties.serverReference(), u"s"_s);
    QCOMPARE(properties.authenticationMethod(), u"M"_s);
    QCOMPARE(properties.authenticationData(), "D");
}

void TestMqttClientV5::serverPropertiesAreOfTheLastConnection()
{
    QVERIFY(!m_client->serverConnectionProperties().isValid());
    connectNow(bytes("20 06 00 00 03 22 0007"));
    QCOMPARE(m_client->serverConnectionProperties().maximumTopicAlias(), 7);
    m_client->disconnectFromHost();
    QCOMPARE(m_client->serverConnectionProperties().maximumTopicAlias(), 7);
    m_client->setProtocolVersion(QMqttClient::MQTT_3_1_1);
    connectNow(bytes("20 02 00 00"));
    QVERIFY(!m_client->serverConnectionProperties().isValid());
}

void TestMqttClientV5::assignedClientId()
{
    m_client->setClientId(QString());
    QSignalSpy changed(m_client.get(), &QMqttClient::clientIdChanged);
    connectNow(bytes("20 0a 00 00 07 12 0004 'auto'"));
    QCOMPARE(m_client->clientId(), u"auto"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().first().toString(), u"auto"_s);
}

void TestMqttClientV5::refused_data()
{
    QTest::addColumn<quint8>("code");
    QTest::addColumn<QMqttClient::ClientError>("error");
    const auto row = [](const char *name, quint8 code, QMqttClient::ClientError error) {
        QTest::newRow(name) << code << error;
    };
    row("unspecified", 0x80, QMqttClient::UnknownError);
    row("malformed packet", 0x81, QMqttClient::ProtocolViolation);
    row("protocol error", 0x82, QMqttClient::ProtocolViolation);
    row("implementation specific", 0x83, QMqttClient::Mqtt5SpecificError);
    row("version", 0x84, QMqttClient::InvalidProtocolVersion);
    row("client id", 0x85, QMqttClient::IdRejected);
    row("user name or password", 0x86, QMqttClient::BadUsernameOrPassword);
    row("not authorised", 0x87, QMqttClient::NotAuthorized);
    row("server unavailable", 0x88, QMqttClient::ServerUnavailable);
    row("server busy", 0x89, QMqttClient::ServerUnavailable);
    row("banned", 0x8a, QMqttClient::Mqtt5SpecificError);
    row("authentication method", 0x8c, QMqttClient::Mqtt5SpecificError);
    row("use another server", 0x9c, QMqttClient::ServerUnavailable);
    row("server moved", 0x9d, QMqttClient::ServerUnavailable);
    row("connection rate", 0x9f, QMqttClient::Mqtt5SpecificError);
}

void TestMqttClientV5::refused()
{
    QFETCH(const quint8, code);
    QFETCH(const QMqttClient::ClientError, error);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->setGreeting(bytes("20 15 00 ") + QByteArray(1, char(code)) +
                        bytes("12 1f 0003 'why' 1c 0002 'b2' 26 0001 'n' 0001 'v'"));
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), error);
    const auto reason = Mqtt::Extras::brokerReason(*m_client).value();
    QCOMPARE(reason.code, code);
    QCOMPARE(reason.text, u"why"_s);
    QCOMPARE(reason.serverReference, u"b2"_s);
    QCOMPARE(reason.userProperties, someUserProperties);
    QCOMPARE(quint8(m_client->serverConnectionProperties().reasonCode()), code);
    QVERIFY(Mqtt::Extras::failureDetail(*m_client).endsWith(u"why"));
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttClientV5::brokerOfAnEarlierVersion()
{
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->setGreeting(bytes("20 02 00 01")); // as in 3.1.1
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::InvalidProtocolVersion);
    QCOMPARE(Mqtt::Extras::brokerReason(*m_client).value().code, 0x84);
}

void TestMqttClientV5::dismissed_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<int>("code");
    QTest::addColumn<QMqttClient::ClientError>("error");
    QTest::newRow("without a reason") << bytes("e0 00") << 0 << QMqttClient::Mqtt5SpecificError;
    QTest::newRow("session taken over") << bytes("e0 02 8e 00") << 0x8e << QMqttClient::Mqtt5SpecificError;
    QTest::newRow("shutting down") << bytes("e0 01 8b") << 0x8b << QMqttClient::Mqtt5SpecificError;
    QTest::newRow("busy") << bytes("e0 01 89") << 0x89 << QMqttClient::ServerUnavailable;
    QTest::newRow("protocol error") << bytes("e0 01 82") << 0x82 << QMqttClient::ProtocolViolation;
}

void TestMqttClientV5::dismissed()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const int, code);
    QFETCH(const QMqttClient::ClientError, error);
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->send(packet);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), error);
    QCOMPARE(Mqtt::Extras::brokerReason(*m_client).value().code, code);
    QTRY_VERIFY(!m_peer->isConnected());
}

void TestMqttClientV5::connectsAgainAfterBeingDismissed()
{
    connectNow();
    m_peer->send(bytes("e0 01 8b"));
    QTRY_COMPARE(m_client->state(), QMqttClient::Disconnected);
    connectNow();
    QVERIFY(!Mqtt::Extras::brokerReason(*m_client));
    QCOMPARE(m_client->error(), QMqttClient::NoError);
}

void TestMqttClientV5::leaveWithReason()
{
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(60);
    m_client->setConnectionProperties(properties);
    connectNow();
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    QVERIFY(Mqtt::Extras::disconnectFromHost(*m_client, {0x04, 5, u"bye"_s, someUserProperties}));
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::NoError);
    QVERIFY(m_peer->waitForPacket("e0 14 04 12 11 00 00 00 05 1f 00 03 62 79 65 26"));
}

void TestMqttClientV5::mayNotLeaveLikeThis()
{
    QVERIFY(!Mqtt::Extras::disconnectFromHost(*m_client, {})); // not connected
    connectNow();
    QVERIFY(!Mqtt::Extras::disconnectFromHost(*m_client, {.code = 0x8e}));
    QCOMPARE(Mqtt::Extras::refusal(*m_client), u"reason code that a client must not send"_s);
    QVERIFY(!Mqtt::Extras::disconnectFromHost(*m_client, {.sessionExpiryInterval = 5}));
    QCOMPARE(m_client->state(), QMqttClient::Connected);
}

void TestMqttClientV5::inboundProperties()
{
    QList<QMqttMessage> received;
    Mqtt::Extras::setMessageHandler(*m_client, [&received](const QMqttMessage &message) { received.append(message); });
    connectNow();
    m_peer->send(bytes("32 32 0001 'a' 0005 2c 01 01 02 0000001e 03 0004 'json' 08 0003 'r/t' 09 0002 00ff 0b 05"
                       " 0b 8001 26 0001 'n' 0001 'v' 26 0001 'n' 0001 'v'"));
    QTRY_COMPARE(received.size(), 1);
    const QMqttPublishProperties properties = received.first().publishProperties();
    using P = QMqttPublishProperties;
    QCOMPARE(properties.availableProperties(), P::PayloadFormatIndicator | P::MessageExpiryInterval | P::ContentType |
                                                   P::ResponseTopic | P::CorrelationData | P::SubscriptionIdentifier |
                                                   P::UserProperty);
    QCOMPARE(properties.payloadFormatIndicator(), QMqtt::PayloadFormatIndicator::UTF8Encoded);
    QCOMPARE(properties.messageExpiryInterval(), 30U);
    QCOMPARE(properties.contentType(), u"json"_s);
    QCOMPARE(properties.responseTopic(), u"r/t"_s);
    QCOMPARE(properties.correlationData(), QByteArray("\0\xff", 2));
    QCOMPARE(properties.subscriptionIdentifiers(), QList<quint32>({5, 128}));
    QCOMPARE(properties.userProperties(), someUserProperties + someUserProperties);
}

void TestMqttClientV5::publishWithProperties()
{
    connectNow(bytes("20 06 00 00 03 22 0007"));
    QMqttPublishProperties properties;
    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setMessageExpiryInterval(30);
    properties.setTopicAlias(2);
    properties.setResponseTopic(u"r"_s);
    properties.setCorrelationData("d");
    properties.setContentType(u"t"_s);
    properties.setUserProperties(someUserProperties);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), properties, "x", 1), 1);
    QVERIFY(m_peer->waitForPacket(
        toHex(bytes("32 24 0001 'a' 0001 1d 01 01 02 0000001e 23 0002 08 0001 'r' 09 0001 'd' 03 0001 't'"
                    " 26 0001 'n' 0001 'v' 'x'"))));
}

void TestMqttClientV5::aReceivedMessageCanBePublishedAgain()
{
    Mqtt::Extras::setMessageHandler(*m_client, [this](const QMqttMessage &message) {
        QVERIFY(m_client->publish(QMqttTopicName(u"b"_s), message.publishProperties(), message.payload()) >= 0);
    });
    connectNow();
    m_peer->send(bytes("30 0c 0001 'a' 07 0b 05 02 00000009 '1'"));
    QVERIFY(m_peer->waitForPacket(toHex(bytes("30 0a 0001 'b' 05 02 00000009 '1'"))));
}

void TestMqttClientV5::acknowledgedWithReason()
{
    connectNow();
    QList<QMqttMessageStatusProperties> told;
    connect(m_client.get(), &QMqttClient::messageStatusChanged, this,
            [&told](qint32, QMqtt::MessageStatus, const QMqttMessageStatusProperties &p) { told.append(p); });
    QSignalSpy sent(m_client.get(), &QMqttClient::messageSent);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), {}, 1), 1);
    m_peer->send(bytes("40 10 0001 10 0c 1f 0002 'ok' 26 0001 'n' 0001 'v'"));
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(told.first().reasonCode(), QMqtt::ReasonCode::NoMatchingSubscriber);
    QCOMPARE(told.first().reason(), u"ok"_s);
    QCOMPARE(told.first().userProperties(), someUserProperties);
}

void TestMqttClientV5::refusedMessageIsNotSent_data()
{
    QTest::addColumn<quint8>("qos");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("PUBACK") << quint8(1) << bytes("40 03 0001 97");
    QTest::newRow("PUBREC") << quint8(2) << bytes("50 03 0001 97");
}

void TestMqttClientV5::refusedMessageIsNotSent()
{
    QFETCH(const quint8, qos);
    QFETCH(const QByteArray, answer);
    connectNow();
    QList<QMqtt::ReasonCode> codes;
    connect(m_client.get(), &QMqttClient::messageStatusChanged, this,
            [&codes](qint32, QMqtt::MessageStatus, const QMqttMessageStatusProperties &p) {
                codes.append(p.reasonCode());
            });
    QSignalSpy sent(m_client.get(), &QMqttClient::messageSent);
    QSignalSpy pongs(m_client.get(), &QMqttClient::pingResponseReceived);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), {}, qos), 1);
    m_peer->send(answer + bytes("d0 00"));
    QTRY_COMPARE(pongs.size(), 1);
    QCOMPARE(codes, QList{QMqtt::ReasonCode::QuotaExceeded});
    QCOMPARE(sent.size(), 0);
}

void TestMqttClientV5::aliasesByThemselves()
{
    QMqttConnectionProperties properties;
    properties.setMaximumTopicAlias(100);
    m_client->setConnectionProperties(properties);
    connectNow(bytes("20 06 00 00 03 22 0001"));
    for (const QString &topic : {u"a"_s, u"a"_s, u"b"_s})
        QCOMPARE(m_client->publish(QMqttTopicName(topic), "x"), 0);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("30 05 0001 'b' 00 'x'"))));
    QCOMPARE(m_peer->packets().sliced(1),
             QByteArrayList({toHex(bytes("30 08 0001 'a' 03 23 0001 'x'")), toHex(bytes("30 07 0000 03 23 0001 'x'")),
                             toHex(bytes("30 05 0001 'b' 00 'x'"))}));
}

void TestMqttClientV5::aliasOfTheUser()
{
    connectNow(bytes("20 06 00 00 03 22 000a"));
    QMqttPublishProperties properties;
    properties.setTopicAlias(1);
    QCOMPARE(m_client->publish(QMqttTopicName(), properties, "x"), -1);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), properties, "x"), 0);
    QCOMPARE(m_client->publish(QMqttTopicName(), properties, "y"), 0);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("30 07 0000 03 23 0001 'y'"))));
}

void TestMqttClientV5::refusalSaysWhy()
{
    QCOMPARE(Mqtt::Extras::refusal(*m_client), QString());
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), -1);
    QCOMPARE(Mqtt::Extras::refusal(*m_client), u"not connected to a broker"_s);
    connectNow(bytes("20 05 00 00 02 25 00"));
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s), {}, 0, true), -1);
    QCOMPARE(Mqtt::Extras::refusal(*m_client), u"the broker does not support retained messages"_s);
    QCOMPARE(m_client->subscribe(u"a/#/b"_s), nullptr);
    QCOMPARE(Mqtt::Extras::refusal(*m_client), u"invalid topic filter"_s);
    QCOMPARE(m_client->publish(QMqttTopicName(u"a"_s)), 0);
    QCOMPARE(Mqtt::Extras::refusal(*m_client), QString());
}

void TestMqttClientV5::subscribeWithProperties()
{
    connectNow();
    QMqttSubscriptionProperties properties;
    properties.setSubscriptionIdentifier(300);
    properties.setNoLocal(true);
    properties.setUserProperties(someUserProperties);
    const QMqttSubscription *subscription = m_client->subscribe(u"a"_s, properties, 1);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("82 11 0001 0a 0b ac02 26 0001 'n' 0001 'v' 0001 'a' 05"))));
    m_peer->send(bytes("90 10 0001 0c 1f 0002 'ok' 26 0001 'n' 0001 'v' 01"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QCOMPARE(subscription->reason(), u"ok"_s);
    QCOMPARE(subscription->userProperties(), someUserProperties);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::SubscriptionQoSLevel1);
}

void TestMqttClientV5::subscribeWithOptions()
{
    connectNow();
    using Handling = Mqtt::Extras::SubscribeOptions::RetainHandling;
    QMqttSubscription *subscription =
        Mqtt::Extras::subscribe(*m_client, u"a"_s, {true, Handling::SendNoRetained}, {}, 2);
    QVERIFY(subscription);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("82 07 0001 00 0001 'a' 2a"))));
    m_peer->send(bytes("90 04 0001 00 02"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    // Other options send a SUBSCRIBE again, for the same object.
    QCOMPARE(Mqtt::Extras::subscribe(*m_client, u"a"_s, {true, Handling::SendRetained}, {}, 2), subscription);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("82 07 0002 00 0001 'a' 0a"))));
}

void TestMqttClientV5::subscriptionRefusedWithReason()
{
    connectNow();
    const QMqttSubscription *subscription = m_client->subscribe(u"a"_s);
    m_peer->send(bytes("90 0a 0001 06 1f 0003 'why' 87"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Error);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::NotAuthorized);
    QCOMPARE(subscription->reason(), u"why"_s);
}

void TestMqttClientV5::unsubscribeWithProperties()
{
    connectNow();
    const QPointer<QMqttSubscription> subscription = m_client->subscribe(u"a"_s);
    m_peer->send(bytes("90 04 0001 00 00"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QMqttUnsubscriptionProperties properties;
    properties.setUserProperties(someUserProperties);
    m_client->unsubscribe(u"a"_s, properties);
    QVERIFY(m_peer->waitForPacket(toHex(bytes("a2 0d 0002 07 26 0001 'n' 0001 'v' 0001 'a'"))));
    m_peer->send(bytes("b0 04 0002 00 11"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Unsubscribed);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::NoSubscriptionExisted);
}

void TestMqttClientV5::unsubscribeRefused()
{
    connectNow();
    const QPointer<QMqttSubscription> subscription = m_client->subscribe(u"a"_s);
    m_peer->send(bytes("90 04 0001 00 00"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    subscription->unsubscribe();
    m_peer->send(bytes("b0 04 0002 00 87"));
    QTRY_COMPARE(subscription->state(), QMqttSubscription::Subscribed);
    QCOMPARE(subscription->reasonCode(), QMqtt::ReasonCode::NotAuthorized);
}

void TestMqttClientV5::authentication()
{
    useAuthentication();
    QStringList order;
    connect(m_client.get(), &QMqttClient::authenticationRequested, this, [&](const QMqttAuthenticationProperties &p) {
        order += u"requested %1 %2"_s.arg(p.authenticationMethod(), QString::fromUtf8(p.authenticationData()));
        QMqttAuthenticationProperties answer;
        answer.setAuthenticationData("!");
        m_client->authenticate(answer);
    });
    connect(m_client.get(), &QMqttClient::authenticationFinished, this,
            [&](const QMqttAuthenticationProperties &p) { order += u"finished "_s + p.authenticationMethod(); });
    connect(m_client.get(), &QMqttClient::connected, this, [&] { order += u"connected"_s; });
    m_peer->setGreeting(bytes("f0 0a 18 08 15 0001 'M' 16 0001 '?'"));
    m_client->connectToHost();
    QVERIFY(m_peer->waitForPacket(toHex(bytes("f0 0a 18 08 16 0001 '!' 15 0001 'M'"))));
    m_peer->send(bytes("20 07 00 00 04 15 0001 'M'"));
    QTRY_COMPARE(order, QStringList({u"requested M ?"_s, u"finished M"_s, u"connected"_s}));
}

void TestMqttClientV5::authenticationAgain()
{
    useAuthentication();
    connectNow(bytes("20 07 00 00 04 15 0001 'M'"));
    QSignalSpy finished(m_client.get(), &QMqttClient::authenticationFinished);
    m_client->authenticate({});
    QVERIFY(m_peer->waitForPacket(toHex(bytes("f0 06 19 04 15 0001 'M'"))));
    m_peer->send(bytes("f0 0b 00 09 15 0001 'M' 1f 0002 'ok'"));
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<QMqttAuthenticationProperties>().reason(), u"ok"_s);
}

void TestMqttClientV5::authenticateWithoutMethod()
{
    connectNow();
    QTest::ignoreMessage(QtWarningMsg, "authenticate(): no authentication is going on");
    m_client->authenticate({});
    QCOMPARE(Mqtt::Extras::refusal(*m_client), u"no authentication is going on"_s);
    QCOMPARE(m_client->state(), QMqttClient::Connected);
}

void TestMqttClientV5::hostileProperties_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QByteArray>("packet");
    // The first two send Qt MQTT 6.4 into an endless loop.
    QTest::newRow("CONNACK, properties longer than the packet") << bytes("20 03 00 00 64") << QByteArray();
    QTest::newRow("PUBLISH, properties longer than the packet") << acceptedV5 << bytes("30 05 0001 'a' 30 'x'");
    QTest::newRow("property length without an end") << acceptedV5 << bytes("30 08 0001 'a' ffffffff7f");
    QTest::newRow("string longer than the properties") << acceptedV5 << bytes("30 08 0001 'a' 04 03 0005 'x'");
    QTest::newRow("SUBACK of nothing") << acceptedV5 << bytes("90 02 0001");
    QTest::newRow("CONNACK without properties") << bytes("20 02 00 00") << QByteArray();
}

void TestMqttClientV5::hostileProperties()
{
    QFETCH(const QByteArray, greeting);
    QFETCH(const QByteArray, packet);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    m_peer->setGreeting(greeting + packet);
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(m_client->error(), QMqttClient::ProtocolViolation);
    connectNow(); // the same object continues
}

void TestMqttClientV5::deleteInSlot_data()
{
    QTest::addColumn<QByteArray>("signalName");
    for (const char *name : {"clientIdChanged(QString)", "authenticationFinished(QMqttAuthenticationProperties)",
                             "authenticationRequested(QMqttAuthenticationProperties)",
                             "stateChanged(QMqttClient::ClientState)", "connected()", "disconnected()"})
        QTest::newRow(name) << QByteArray(name);
}

void TestMqttClientV5::deleteInSlot()
{
    QFETCH(const QByteArray, signalName);
    useAuthentication();
    const QPointer<QMqttClient> alive(m_client.get());
    const auto remove = [this] { m_client.reset(); };
    if (signalName.startsWith("clientId"))
        connect(m_client.get(), &QMqttClient::clientIdChanged, this, remove);
    else if (signalName.startsWith("authenticationF"))
        connect(m_client.get(), &QMqttClient::authenticationFinished, this, remove);
    else if (signalName.startsWith("authenticationR"))
        connect(m_client.get(), &QMqttClient::authenticationRequested, this, remove);
    else if (signalName.startsWith("connected"))
        connect(m_client.get(), &QMqttClient::connected, this, remove);
    else if (signalName.startsWith("disconnected"))
        connect(m_client.get(), &QMqttClient::disconnected, this, remove);
    else
        connect(m_client.get(), &QMqttClient::stateChanged, this, [remove](int state) {
            if (state == QMqttClient::Connected)
                remove();
        });
    m_peer->setGreeting(bytes("f0 06 18 04 15 0001 'M' 20 0b 00 00 08 12 0001 'd' 15 0001 'M' e0 01 8b"));
    m_client->connectToHost();
    QTRY_VERIFY(!alive);
}

void TestMqttClientV5::disconnectInSlot_data()
{
    QTest::addColumn<bool>("requested");
    QTest::newRow("authenticationRequested") << true;
    QTest::newRow("authenticationFinished") << false;
}

void TestMqttClientV5::disconnectInSlot()
{
    QFETCH(const bool, requested);
    useAuthentication();
    QSignalSpy connected(m_client.get(), &QMqttClient::connected);
    QSignalSpy disconnected(m_client.get(), &QMqttClient::disconnected);
    connect(m_client.get(), requested ? &QMqttClient::authenticationRequested : &QMqttClient::authenticationFinished,
            this, [this] { m_client->disconnectFromHost(); });
    m_peer->setGreeting(bytes("f0 06 18 04 15 0001 'M' 20 07 00 00 04 15 0001 'M'"));
    m_client->connectToHost();
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(connected.size(), 0);
    QCOMPARE(m_client->state(), QMqttClient::Disconnected);
}

STANDIN_TEST(TestMqttClientV5)
#include "tst_mqttclient_v5.moc"
