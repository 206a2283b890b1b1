// SPDX-License-Identifier: GPL-3.0-or-later
// Every public member of the value classes of Qt MQTT as documented. Mainly a test that this compiles; the behaviour is
// tested in tst_mqtttopic and tst_mqttproperties.
#include "support/testprogram.h"

#include <QtMqtt/QtMqtt>

#include <QMetaProperty>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

template <typename T>
void checkValueClass()
{
    static_assert(std::is_default_constructible_v<T>);
    static_assert(std::is_copy_constructible_v<T> && std::is_copy_assignable_v<T>);
    T first{};
    T copy(first);
    copy = first;
    const QVariant variant = QVariant::fromValue(copy);
    QCOMPARE(variant.metaType(), QMetaType::fromType<T>());
}

/// QMqttTopicName and QMqttTopicFilter, which differ only in the name of their text.
template <typename Topic>
void checkTopic(const QString &debugged)
{
    static_assert(std::is_convertible_v<QString, Topic>);
    static_assert(std::is_convertible_v<QLatin1String, Topic>);
    static_assert(std::is_nothrow_move_constructible_v<Topic>);
    Topic a = u"a"_s;
    Topic b = QLatin1String("b");
    QVERIFY(a == Topic(u"a"_s) && a != b && a < b && !(b < a));
    QCOMPARE(qHash(a), qHash(Topic(u"a"_s)));
    QCOMPARE(qHash(a, 1), qHash(Topic(u"a"_s), 1));
    a.swap(b);
    QVERIFY(b < a);
    swap(a, b);
    QVERIFY(a < b);
    QCOMPARE((QSet<Topic>{a, b, a}).size(), 2);
    QCOMPARE((QMap<Topic, int>{{b, 2}, {a, 1}}).first(), 1);

    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << a;
    Topic read;
    QDataStream in(&bytes, QIODevice::ReadOnly);
    in >> read;
    QCOMPARE(read, a);
    QString text;
    QDebug(&text).nospace() << a;
    QCOMPARE(text, debugged);
}

} // namespace

class TestMqttApiValues : public QObject
{
    Q_OBJECT

private slots:
    void everyValueClass();
    void topics();
    void topicName();
    void topicFilter();
    void message();
    void enums();
    void reasonCodes_data();
    void reasonCodes();
    void propertyFlags();
    void publishProperties();
    void connectionProperties();
    void otherProperties();
    void stringPairs();
};

void TestMqttApiValues::everyValueClass()
{
    checkValueClass<QMqttTopicName>();
    checkValueClass<QMqttTopicFilter>();
    checkValueClass<QMqttMessage>();
    checkValueClass<QMqttPublishProperties>();
    checkValueClass<QMqttMessageStatusProperties>();
    checkValueClass<QMqttConnectionProperties>();
    checkValueClass<QMqttServerConnectionProperties>();
    checkValueClass<QMqttLastWillProperties>();
    checkValueClass<QMqttSubscriptionProperties>();
    checkValueClass<QMqttUnsubscriptionProperties>();
    checkValueClass<QMqttAuthenticationProperties>();
    checkValueClass<QMqttStringPair>();
    checkValueClass<QMqttUserProperties>();
    checkValueClass<QMqtt::MessageStatus>();
    checkValueClass<QMqtt::ReasonCode>();
    checkValueClass<QMqtt::PayloadFormatIndicator>();
}

void TestMqttApiValues::topics()
{
    checkTopic<QMqttTopicName>(u"QMqttTopicName(\"a\")"_s);
    checkTopic<QMqttTopicFilter>(u"QMqttTopicFilter(\"a\")"_s);
}

void TestMqttApiValues::topicName()
{
    QMqttTopicName topic;
    topic.setName(u"a/b"_s);
    QString name = topic.name();
    bool valid = topic.isValid();
    int count = topic.levelCount();
    QStringList levels = topic.levels();
    QCOMPARE(name, u"a/b"_s);
    QVERIFY(valid);
    QCOMPARE(count, 2);
    QCOMPARE(levels, (QStringList{u"a"_s, u"b"_s}));
}

void TestMqttApiValues::topicFilter()
{
    QMqttTopicFilter filter;
    filter.setFilter(u"$share/g/a/#"_s);
    QString text = filter.filter();
    QString share = filter.sharedSubscriptionName();
    bool valid = filter.isValid();
    QCOMPARE(text, u"$share/g/a/#"_s);
    QCOMPARE(share, u"g"_s);
    QVERIFY(valid);
    QVERIFY(QMqttTopicFilter(u"#"_s).match(u"$SYS/a"_s));
    QMqttTopicFilter::MatchOptions options = QMqttTopicFilter::WildcardsDontMatchDollarTopicMatchOption;
    QVERIFY(!QMqttTopicFilter(u"#"_s).match(QLatin1String("$SYS/a"), options | QMqttTopicFilter::NoMatchOption));
    QCOMPARE(int(QMqttTopicFilter::NoMatchOption), 0);
    QCOMPARE(int(QMqttTopicFilter::WildcardsDontMatchDollarTopicMatchOption), 1);
}

void TestMqttApiValues::message()
{
    const QMqttMessage message;
    const QByteArray &payload = message.payload();
    quint8 qos = message.qos();
    quint16 id = message.id();
    QMqttTopicName topic = message.topic();
    QMqttPublishProperties properties = message.publishProperties();
    QVERIFY(!message.duplicate() && !message.retain());
    QVERIFY(message == QMqttMessage() && !(message != QMqttMessage()));
    QCOMPARE(payload.size() + topic.name().size() + qos + id, 0);
    QCOMPARE(properties.availableProperties(), QMqttPublishProperties::None);

    QStringList gadget;
    for (int i = 0; i < QMqttMessage::staticMetaObject.propertyCount(); ++i) {
        const QMetaProperty property = QMqttMessage::staticMetaObject.property(i);
        QVERIFY(property.isConstant() && !property.isWritable());
        gadget += QLatin1String(property.name()) + u':' + QLatin1String(property.typeName());
    }
    gadget.sort();
    QCOMPARE(gadget, (QStringList{u"duplicate:bool"_s, u"id:ushort"_s, u"payload:QByteArray"_s, u"qos:uchar"_s,
                                  u"retain:bool"_s, u"topic:QMqttTopicName"_s}));
}

void TestMqttApiValues::enums()
{
    QCOMPARE(int(QMqtt::PayloadFormatIndicator::Unspecified), 0);
    QCOMPARE(int(QMqtt::PayloadFormatIndicator::UTF8Encoded), 1);
    using Status = QMqtt::MessageStatus;
    int number = 0;
    for (const Status status : {Status::Unknown, Status::Published, Status::Acknowledged, Status::Received,
                                Status::Released, Status::Completed})
        QCOMPARE(int(status), number++);
}

void TestMqttApiValues::reasonCodes_data()
{
    using Code = QMqtt::ReasonCode;
    QTest::addColumn<QMqtt::ReasonCode>("code");
    QTest::addColumn<int>("number");
    QTest::newRow("Success") << Code::Success << 0x00;
    QTest::newRow("SubscriptionQoSLevel0") << Code::SubscriptionQoSLevel0 << 0x00;
    QTest::newRow("SubscriptionQoSLevel1") << Code::SubscriptionQoSLevel1 << 0x01;
    QTest::newRow("SubscriptionQoSLevel2") << Code::SubscriptionQoSLevel2 << 0x02;
    QTest::newRow("NoMatchingSubscriber") << Code::NoMatchingSubscriber << 0x10;
    QTest::newRow("NoSubscriptionExisted") << Code::NoSubscriptionExisted << 0x11;
    QTest::newRow("UnspecifiedError") << Code::UnspecifiedError << 0x80;
    QTest::newRow("MalformedPacket") << Code::MalformedPacket << 0x81;
    QTest::newRow("ProtocolError") << Code::ProtocolError << 0x82;
    QTest::newRow("ImplementationSpecificError") << Code::ImplementationSpecificError << 0x83;
    QTest::newRow("UnsupportedProtocolVersion") << Code::UnsupportedProtocolVersion << 0x84;
    QTest::newRow("InvalidClientId") << Code::InvalidClientId << 0x85;
    QTest::newRow("InvalidUserNameOrPassword") << Code::InvalidUserNameOrPassword << 0x86;
    QTest::newRow("NotAuthorized") << Code::NotAuthorized << 0x87;
    QTest::newRow("ServerNotAvailable") << Code::ServerNotAvailable << 0x88;
    QTest::newRow("ServerBusy") << Code::ServerBusy << 0x89;
    QTest::newRow("ClientBanned") << Code::ClientBanned << 0x8a;
    QTest::newRow("InvalidAuthenticationMethod") << Code::InvalidAuthenticationMethod << 0x8c;
    QTest::newRow("InvalidTopicFilter") << Code::InvalidTopicFilter << 0x8f;
    QTest::newRow("InvalidTopicName") << Code::InvalidTopicName << 0x90;
    QTest::newRow("MessageIdInUse") << Code::MessageIdInUse << 0x91;
    QTest::newRow("MessageIdNotFound") << Code::MessageIdNotFound << 0x92;
    QTest::newRow("PacketTooLarge") << Code::PacketTooLarge << 0x95;
    QTest::newRow("QuotaExceeded") << Code::QuotaExceeded << 0x97;
    QTest::newRow("InvalidPayloadFormat") << Code::InvalidPayloadFormat << 0x99;
    QTest::newRow("RetainNotSupported") << Code::RetainNotSupported << 0x9a;
    QTest::newRow("QoSNotSupported") << Code::QoSNotSupported << 0x9b;
    QTest::newRow("UseAnotherServer") << Code::UseAnotherServer << 0x9c;
    QTest::newRow("ServerMoved") << Code::ServerMoved << 0x9d;
    QTest::newRow("SharedSubscriptionsNotSupported") << Code::SharedSubscriptionsNotSupported << 0x9e;
    QTest::newRow("ExceededConnectionRate") << Code::ExceededConnectionRate << 0x9f;
    QTest::newRow("SubscriptionIdsNotSupported") << Code::SubscriptionIdsNotSupported << 0xa1;
    QTest::newRow("WildCardSubscriptionsNotSupported") << Code::WildCardSubscriptionsNotSupported << 0xa2;
}

void TestMqttApiValues::reasonCodes()
{
    QFETCH(const QMqtt::ReasonCode, code);
    QFETCH(const int, number);
    QCOMPARE(int(code), number);
}

void TestMqttApiValues::propertyFlags()
{
    using P = QMqttPublishProperties;
    const QList<quint32> ofMessage{P::None,         P::PayloadFormatIndicator, P::MessageExpiryInterval,
                                   P::TopicAlias,   P::ResponseTopic,          P::CorrelationData,
                                   P::UserProperty, P::SubscriptionIdentifier, P::ContentType};
    QCOMPARE(ofMessage, (QList<quint32>{0, 1, 2, 4, 8, 0x10, 0x20, 0x40, 0x80}));
    using S = QMqttServerConnectionProperties;
    const QList<quint32> ofServer{S::None,
                                  S::SessionExpiryInterval,
                                  S::MaximumReceive,
                                  S::MaximumQoS,
                                  S::RetainAvailable,
                                  S::MaximumPacketSize,
                                  S::AssignedClientId,
                                  S::MaximumTopicAlias,
                                  S::ReasonString,
                                  S::UserProperty,
                                  S::WildCardSupported,
                                  S::SubscriptionIdentifierSupport,
                                  S::SharedSubscriptionSupport,
                                  S::ServerKeepAlive,
                                  S::ResponseInformation,
                                  S::ServerReference,
                                  S::AuthenticationMethod,
                                  S::AuthenticationData};
    QCOMPARE(ofServer, (QList<quint32>{0, 1, 2, 4, 0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000,
                                       0x4000, 0x8000, 0x10000, 0x20000}));
    P::PublishPropertyDetails some = P::TopicAlias | P::ContentType;
    S::ServerPropertyDetails others = S::MaximumQoS | S::ServerReference;
    QVERIFY(some.testFlag(P::ContentType) && others.testFlag(S::MaximumQoS));
}

void TestMqttApiValues::publishProperties()
{
    QMqttPublishProperties properties;
    properties.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    properties.setMessageExpiryInterval(1);
    properties.setTopicAlias(2);
    properties.setResponseTopic(u"r"_s);
    properties.setCorrelationData("c");
    properties.setUserProperties({});
    properties.setSubscriptionIdentifiers({3});
    properties.setContentType(u"t"_s);
    QMqttPublishProperties::PublishPropertyDetails available = properties.availableProperties();
    QMqtt::PayloadFormatIndicator format = properties.payloadFormatIndicator();
    quint32 expiry = properties.messageExpiryInterval();
    quint16 alias = properties.topicAlias();
    QList<quint32> ids = properties.subscriptionIdentifiers();
    QCOMPARE(int(available), 0xff);
    QCOMPARE(format, QMqtt::PayloadFormatIndicator::UTF8Encoded);
    QCOMPARE(expiry + alias + ids.first(), 6U);
    QCOMPARE(properties.responseTopic() + properties.contentType(), u"rt"_s);
    QCOMPARE(properties.correlationData(), QByteArray("c"));
    QCOMPARE(properties.userProperties(), QMqttUserProperties());

    const QMqttMessageStatusProperties status;
    QCOMPARE(status.reasonCode(), QMqtt::ReasonCode::Success);
    QCOMPARE(status.reason(), QString());
    QCOMPARE(status.userProperties(), QMqttUserProperties());
}

void TestMqttApiValues::connectionProperties()
{
    QMqttConnectionProperties p;
    QCOMPARE(p.sessionExpiryInterval(), 0U);
    QCOMPARE(p.maximumReceive(), quint16(65535));
    QCOMPARE(p.maximumPacketSize(), 0xffffffffU);
    QCOMPARE(p.maximumTopicAlias(), quint16(0));
    QCOMPARE(p.requestResponseInformation(), false);
    QCOMPARE(p.requestProblemInformation(), true);
    p.setSessionExpiryInterval(1);
    p.setMaximumReceive(2);
    p.setMaximumPacketSize(3);
    p.setMaximumTopicAlias(4);
    p.setRequestResponseInformation(true);
    p.setRequestProblemInformation(false);
    p.setUserProperties({{u"n"_s, u"v"_s}});
    p.setAuthenticationMethod(u"m"_s);
    p.setAuthenticationData("d");
    QCOMPARE(p.sessionExpiryInterval() + p.maximumReceive() + p.maximumPacketSize() + p.maximumTopicAlias(), 10U);
    QVERIFY(p.requestResponseInformation() && !p.requestProblemInformation());
    QCOMPARE(p.userProperties().first().value(), u"v"_s);
    QCOMPARE(p.authenticationMethod(), u"m"_s);
    QCOMPARE(p.authenticationData(), QByteArray("d"));

    const QMqttServerConnectionProperties server;
    const QMqttConnectionProperties &base = server;
    QCOMPARE(base.maximumReceive(), quint16(65535));
    QCOMPARE(server.availableProperties(), QMqttServerConnectionProperties::None);
    QVERIFY(!server.isValid() && !server.clientIdAssigned());
    QCOMPARE(server.maximumQoS(), quint8(2));
    QVERIFY(server.retainAvailable() && server.wildcardSupported());
    QVERIFY(server.subscriptionIdentifierSupported() && server.sharedSubscriptionSupported());
    QCOMPARE(server.serverKeepAlive(), quint16(0));
    QCOMPARE(server.reason() + server.responseInformation() + server.serverReference(), QString());
    QCOMPARE(server.reasonCode(), QMqtt::ReasonCode::Success);
}

void TestMqttApiValues::otherProperties()
{
    QMqttLastWillProperties will;
    will.setWillDelayInterval(1);
    will.setPayloadFormatIndicator(QMqtt::PayloadFormatIndicator::UTF8Encoded);
    will.setMessageExpiryInterval(2);
    will.setContentType(u"t"_s);
    will.setResponseTopic(u"r"_s);
    will.setCorrelationData("c");
    will.setUserProperties({{u"n"_s, u"v"_s}});
    QCOMPARE(will.willDelayInterval() + will.messageExpiryInterval(), 3U);
    QCOMPARE(will.payloadFormatIndicator(), QMqtt::PayloadFormatIndicator::UTF8Encoded);
    QCOMPARE(will.contentType() + will.responseTopic(), u"tr"_s);
    QCOMPARE(will.correlationData(), QByteArray("c"));
    QCOMPARE(will.userProperties().size(), 1);

    QMqttSubscriptionProperties subscription;
    QCOMPARE(subscription.subscriptionIdentifier(), 0U);
    QCOMPARE(subscription.noLocal(), false);
    subscription.setUserProperties(will.userProperties());
    subscription.setSubscriptionIdentifier(9);
    subscription.setNoLocal(true);
    QCOMPARE(subscription.subscriptionIdentifier(), 9U);
    QCOMPARE(subscription.noLocal(), true);
    QMqttUnsubscriptionProperties unsubscription;
    unsubscription.setUserProperties(subscription.userProperties());
    QCOMPARE(unsubscription.userProperties(), will.userProperties());

    QMqttAuthenticationProperties authentication;
    authentication.setAuthenticationMethod(u"m"_s);
    authentication.setAuthenticationData("d");
    authentication.setReason(u"r"_s);
    authentication.setUserProperties(will.userProperties());
    QCOMPARE(authentication.authenticationMethod() + authentication.reason(), u"mr"_s);
    QCOMPARE(authentication.authenticationData(), QByteArray("d"));
    QCOMPARE(authentication.userProperties().size(), 1);
}

void TestMqttApiValues::stringPairs()
{
    QMqttStringPair pair;
    pair.setName(u"n"_s);
    pair.setValue(u"v"_s);
    QVERIFY(pair == QMqttStringPair(u"n"_s, u"v"_s) && pair != QMqttStringPair());
    QCOMPARE(pair.name() + pair.value(), u"nv"_s);
    QMqttUserProperties list;
    list.append(pair);
    list << QMqttStringPair(u"m"_s, u"w"_s);
    QCOMPARE(list.at(1).name(), u"m"_s);
    static_assert(std::is_base_of_v<QList<QMqttStringPair>, QMqttUserProperties>);
    QString text;
    QDebug(&text) << pair;
    QVERIFY(text.contains(u"n"));
}

STANDIN_TEST(TestMqttApiValues)
#include "tst_mqttapivalues.moc"
