// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testprogram.h"

#include <QtMqtt/QtMqtt>

using namespace Qt::StringLiterals;

/// The property classes of MQTT 5.0 as values.
class TestMqttProperties : public QObject
{
    Q_OBJECT

private slots:
    void stringPair();
    void publishProperties();
    void copiesAreIndependent();
    void connectionProperties();
    void serverConnectionProperties();
    void lastWillProperties();
    void subscriptionProperties();
    void authenticationProperties();
    void messageStatusProperties();
    void unsetPropertiesTakeNoMemory();
};

void TestMqttProperties::stringPair()
{
    QMqttStringPair pair(u"unit"_s, u"°C"_s);
    QCOMPARE(pair.name(), u"unit"_s);
    QCOMPARE(pair.value(), u"°C"_s);
    QVERIFY(pair == QMqttStringPair(u"unit"_s, u"°C"_s));
    pair.setName(u"n"_s);
    pair.setValue(u"v"_s);
    QVERIFY(pair != QMqttStringPair(u"unit"_s, u"°C"_s));
    QString text;
    QDebug(&text) << pair;
    QCOMPARE(text.trimmed(), u"QMqttStringPair(\"n\": \"v\")"_s);
}

void TestMqttProperties::publishProperties()
{
    using P = QMqttPublishProperties;
    P properties;
    QCOMPARE(properties.availableProperties(), P::PublishPropertyDetails(P::None));
    QCOMPARE(properties.payloadFormatIndicator(), QMqtt::PayloadFormatIndicator::Unspecified);
    QCOMPARE(properties.topicAlias(), 0);

    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setMessageExpiryInterval(30);
    properties.setTopicAlias(3);
    properties.setResponseTopic(u"reply/to"_s);
    properties.setCorrelationData("42");
    properties.setUserProperties({{u"a"_s, u"b"_s}});
    properties.setSubscriptionIdentifiers({1, 2});
    QVERIFY(!properties.availableProperties().testFlag(P::ContentType));
    properties.setContentType(u"application/json"_s);
    QCOMPARE(int(properties.availableProperties()), 0xff);
    QCOMPARE(properties.payloadFormatIndicator(), QMqtt::PayloadFormatIndicator::UTF8Encoded);
    QCOMPARE(properties.messageExpiryInterval(), 30U);
    QCOMPARE(properties.topicAlias(), 3);
    QCOMPARE(properties.responseTopic(), u"reply/to"_s);
    QCOMPARE(properties.correlationData(), "42");
    QCOMPARE(properties.userProperties().size(), 1);
    QCOMPARE(properties.subscriptionIdentifiers(), QList<quint32>({1, 2}));
    QCOMPARE(properties.contentType(), u"application/json"_s);
}

void TestMqttProperties::copiesAreIndependent()
{
    QMqttPublishProperties original;
    original.setTopicAlias(1);
    QMqttPublishProperties copy = original;
    copy.setTopicAlias(2);
    QCOMPARE(original.topicAlias(), 1);
    QCOMPARE(copy.topicAlias(), 2);
}

void TestMqttProperties::connectionProperties()
{
    QMqttConnectionProperties properties;
    QCOMPARE(properties.sessionExpiryInterval(), 0U);
    QCOMPARE(properties.maximumReceive(), 65'535);
    QCOMPARE(properties.maximumPacketSize(), 0xffffffffU);
    QCOMPARE(properties.maximumTopicAlias(), 0);
    QVERIFY(!properties.requestResponseInformation());
    QVERIFY(properties.requestProblemInformation());

    properties.setSessionExpiryInterval(60);
    properties.setMaximumReceive(20);
    properties.setMaximumPacketSize(1024);
    properties.setMaximumTopicAlias(5);
    properties.setRequestResponseInformation(true);
    properties.setRequestProblemInformation(false);
    properties.setUserProperties({{u"a"_s, u"b"_s}});
    properties.setAuthenticationMethod(u"SCRAM"_s);
    properties.setAuthenticationData("data");
    QMqttClient client;
    client.setConnectionProperties(properties);
    const QMqttConnectionProperties kept = client.connectionProperties();
    QCOMPARE(kept.sessionExpiryInterval(), 60U);
    QCOMPARE(kept.maximumReceive(), 20);
    QCOMPARE(kept.maximumPacketSize(), 1024U);
    QCOMPARE(kept.maximumTopicAlias(), 5);
    QVERIFY(kept.requestResponseInformation());
    QVERIFY(!kept.requestProblemInformation());
    QCOMPARE(kept.userProperties(), QMqttUserProperties({{u"a"_s, u"b"_s}}));
    QCOMPARE(kept.authenticationMethod(), u"SCRAM"_s);
    QCOMPARE(kept.authenticationData(), "data");
}

void TestMqttProperties::serverConnectionProperties()
{
    const QMqttServerConnectionProperties properties = QMqttClient().serverConnectionProperties();
    QVERIFY(!properties.isValid());
    QVERIFY(!properties.availableProperties());
    QCOMPARE(properties.maximumQoS(), 2);
    QVERIFY(properties.retainAvailable());
    QVERIFY(properties.wildcardSupported());
    QVERIFY(properties.subscriptionIdentifierSupported());
    QVERIFY(properties.sharedSubscriptionSupported());
    QVERIFY(!properties.clientIdAssigned());
    QCOMPARE(properties.serverKeepAlive(), 0);
    QCOMPARE(properties.reasonCode(), QMqtt::ReasonCode::Success);
    QVERIFY(properties.reason().isEmpty());
    QVERIFY(properties.responseInformation().isEmpty());
    QVERIFY(properties.serverReference().isEmpty());
}

void TestMqttProperties::lastWillProperties()
{
    QMqttLastWillProperties properties;
    properties.setWillDelayInterval(5);
    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setMessageExpiryInterval(6);
    properties.setContentType(u"text/plain"_s);
    properties.setResponseTopic(u"r"_s);
    properties.setCorrelationData("c");
    properties.setUserProperties({{u"a"_s, u"b"_s}});
    QMqttClient client;
    client.setLastWillProperties(properties);
    const QMqttLastWillProperties kept = client.lastWillProperties();
    QCOMPARE(kept.willDelayInterval(), 5U);
    QCOMPARE(kept.payloadFormatIndicator(), QMqtt::PayloadFormatIndicator::UTF8Encoded);
    QCOMPARE(kept.messageExpiryInterval(), 6U);
    QCOMPARE(kept.contentType(), u"text/plain"_s);
    QCOMPARE(kept.responseTopic(), u"r"_s);
    QCOMPARE(kept.correlationData(), "c");
    QCOMPARE(kept.userProperties().size(), 1);
}

void TestMqttProperties::subscriptionProperties()
{
    QMqttSubscriptionProperties properties;
    QVERIFY(!properties.noLocal());
    properties.setNoLocal(true);
    properties.setSubscriptionIdentifier(9);
    properties.setUserProperties({{u"a"_s, u"b"_s}});
    QVERIFY(properties.noLocal());
    QCOMPARE(properties.subscriptionIdentifier(), 9U);
    QCOMPARE(properties.userProperties().size(), 1);
    QMqttUnsubscriptionProperties unsubscription;
    unsubscription.setUserProperties({{u"a"_s, u"b"_s}});
    QCOMPARE(unsubscription.userProperties().size(), 1);
}

void TestMqttProperties::authenticationProperties()
{
    QMqttAuthenticationProperties properties;
    properties.setAuthenticationMethod(u"m"_s);
    properties.setAuthenticationData("d");
    properties.setReason(u"r"_s);
    properties.setUserProperties({{u"a"_s, u"b"_s}});
    QCOMPARE(properties.authenticationMethod(), u"m"_s);
    QCOMPARE(properties.authenticationData(), "d");
    QCOMPARE(properties.reason(), u"r"_s);
    QCOMPARE(properties.userProperties().size(), 1);
}

void TestMqttProperties::messageStatusProperties()
{
    const QMqttMessageStatusProperties properties;
    QCOMPARE(properties.reasonCode(), QMqtt::ReasonCode::Success);
    QVERIFY(properties.reason().isEmpty());
    QVERIFY(properties.userProperties().isEmpty());
}

void TestMqttProperties::unsetPropertiesTakeNoMemory()
{
    QCOMPARE(sizeof(QMqttPublishProperties), sizeof(void *));
    QCOMPARE(sizeof(QMqttConnectionProperties), sizeof(void *));
    QCOMPARE(sizeof(QMqttLastWillProperties), sizeof(void *));
}

STANDIN_TEST(TestMqttProperties)
#include "tst_mqttproperties.moc"
