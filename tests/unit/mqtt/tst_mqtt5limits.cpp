// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedsession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

/// MQTT 5.0: what the other side can take (section 3.2.2.3), flow control (4.9), and topic aliases (3.3.2.3.4).
class TestMqtt5Limits : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void maximumQos_data();
    void maximumQos();
    void retainNotAvailable();
    void subscriptionsNotAvailable_data();
    void subscriptionsNotAvailable();
    void maximumPacketSize();
    void maximumPacketSizeCountsTheAlias();

    void receiveMaximum();
    void refusalsGiveTheQuotaBack();
    void nothingElseWaitsForTheQuota();
    void ownReceiveMaximum();
    void ownReceiveMaximumIsGivenBack();

    void aliasesOfTheClient_data();
    void aliasesOfTheClient();
    void aliasNeedsATopicFirst();
    void aliasesGivenByThemselves();
    void aliasThatMakesThePacketTooLargeIsNotKept();
    void aliasesOfTheBroker();
    void noAliasAllowed();
    void aliasesEndWithTheConnection();

    void forbiddenProperties_data();
    void forbiddenProperties();

private:
    [[nodiscard]] Properties with(PropertyId id, quint32 number) const;
    [[nodiscard]] auto publish(const Publish &packet) { return m_peer->session.publish(packet, m_peer->now); }

    std::unique_ptr<ScriptedSession> m_peer;
};

void TestMqtt5Limits::init()
{
    m_peer = std::make_unique<ScriptedSession>(ProtocolLevel::V5_0);
}

Properties TestMqtt5Limits::with(PropertyId id, quint32 number) const
{
    Properties properties;
    properties.add(id, number);
    return properties;
}

void TestMqtt5Limits::maximumQos_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<int>("maximum");
    QTest::newRow("0") << QByteArray("24 00") << 0;
    QTest::newRow("1") << QByteArray("24 01") << 1;
    QTest::newRow("not given") << QByteArray() << 2;
}

void TestMqtt5Limits::maximumQos()
{
    QFETCH(const QByteArray, property);
    QFETCH(const int, maximum);
    m_peer->establish(m_peer->connectPacket(), property);
    for (quint8 qos = 0; qos <= 2; ++qos) {
        const auto id = publish({.topic = "a", .qos = qos});
        QCOMPARE(id.has_value(), qos <= maximum);
        QVERIFY(id || id.error() == LocalFailure::QosNotSupported);
        QCOMPARE(m_peer->sent().size(), id ? 1 : 0);
    }
    // A subscription may ask for more: the broker grants what it has.
    QVERIFY(m_peer->session.subscribe({.filter = "a", .options = {.qos = 2}}, m_peer->now));
}

void TestMqtt5Limits::retainNotAvailable()
{
    m_peer->establish(m_peer->connectPacket(), "25 00");
    QCOMPARE(publish({.topic = "a", .retain = true}).error(), LocalFailure::RetainNotSupported);
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QVERIFY(publish({.topic = "a"}));
}

void TestMqtt5Limits::subscriptionsNotAvailable_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, const char *property, const char *filter, LocalFailure failure) {
        QTest::newRow(name) << QByteArray(property) << QByteArray(filter) << int(failure);
    };
    row("wildcard +", "28 00", "a/+", LocalFailure::WildcardsNotSupported);
    row("wildcard #", "28 00", "#", LocalFailure::WildcardsNotSupported);
    row("shared", "2a 00", "$share/g/a", LocalFailure::SharedSubscriptionsNotSupported);
}

void TestMqtt5Limits::subscriptionsNotAvailable()
{
    QFETCH(const QByteArray, property);
    QFETCH(const QByteArray, filter);
    QFETCH(const int, failure);
    m_peer->establish(m_peer->connectPacket(), property);
    QCOMPARE(int(m_peer->session.subscribe({.filter = filter}, m_peer->now).error()), failure);
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QVERIFY(m_peer->session.subscribe({.filter = "a"}, m_peer->now));
}

void TestMqtt5Limits::maximumPacketSize()
{
    m_peer->establish(m_peer->connectPacket(), "27 0000000a");
    for (quint8 qos = 0; qos <= 2; ++qos) {
        const QByteArray fitting(qos == 0 ? 4 : 2, 'x');
        QVERIFY(publish({.topic = "a", .payload = fitting, .qos = qos}));
        QCOMPARE(QByteArray::fromHex(m_peer->sent().value(0)).size(), 10);
        QCOMPARE(publish({.topic = "a", .payload = fitting + 'x', .qos = qos}).error(), LocalFailure::TooLarge);
    }
    QVERIFY(m_peer->session.subscribe({.filter = "ab"}, m_peer->now));
    QCOMPARE(m_peer->session.subscribe({.filter = "abc"}, m_peer->now).error(), LocalFailure::TooLarge);
    QVERIFY(m_peer->session.unsubscribe({.filter = "abc"}, m_peer->now));
    QCOMPARE(m_peer->session.unsubscribe({.filter = "abcd"}, m_peer->now).error(), LocalFailure::TooLarge);
    QCOMPARE(m_peer->sent().size(), 2);
}

void TestMqtt5Limits::maximumPacketSizeCountsTheAlias()
{
    // Ten bytes without the alias, thirteen with it.
    m_peer->establish(m_peer->connectPacket(), "22 000a 27 0000000a");
    const Publish packet{.topic = "a", .payload = "full", .properties = with(PropertyId::TopicAlias, 1)};
    QCOMPARE(publish(packet).error(), LocalFailure::TooLarge);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Limits::receiveMaximum()
{
    m_peer->establish(m_peer->connectPacket(), "21 0002");
    for (quint8 qos : {1, 2, 1, 2})
        QVERIFY(publish({.topic = "a", .qos = qos}));
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("32 06 0001 'a' 0001 00")), toHex(bytes("34 06 0001 'a' 0002 00"))}));
    m_peer->feed("50 02 0002"); // not over yet
    QCOMPARE(m_peer->sent(), QByteArrayList{"62 02 00 02"});
    m_peer->feed("40 02 0001");
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("32 06 0001 'a' 0003 00"))});
    m_peer->feed("70 02 0002");
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("34 06 0001 'a' 0004 00"))});
}

void TestMqtt5Limits::refusalsGiveTheQuotaBack()
{
    m_peer->establish(m_peer->connectPacket(), "21 0001");
    for (quint8 qos : {2, 1, 1})
        QVERIFY(publish({.topic = "a", .qos = qos}));
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("50 03 0001 97"), QStringList(u"received 1 0x97"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("32 06 0001 'a' 0002 00"))});
    QCOMPARE(m_peer->feed("40 03 0002 97"), QStringList(u"acknowledged 2 0x97"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("32 06 0001 'a' 0003 00"))});
}

void TestMqtt5Limits::nothingElseWaitsForTheQuota()
{
    m_peer->establish(m_peer->connectPacket(), "21 0001");
    QVERIFY(publish({.topic = "a", .qos = 2}));
    QVERIFY(publish({.topic = "a", .qos = 2})); // waits
    (void)m_peer->sent();
    QVERIFY(publish({.topic = "a"}));
    QVERIFY(m_peer->session.subscribe({.filter = "s"}, m_peer->now));
    QVERIFY(m_peer->session.unsubscribe({.filter = "u"}, m_peer->now));
    QVERIFY(m_peer->session.ping(m_peer->now));
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("30 04 0001 'a' 00")), toHex(bytes("82 07 0003 00 0001 's' 00")),
                             toHex(bytes("a2 06 0004 00 0001 'u'")), "c0 00"}));
    QCOMPARE(m_peer->feed("32 06 0001 'a' 0007 00 34 06 0001 'b' 0008 00 62 02 0008 90 04 0003 00 00"),
             QStringList({u"a = "_s, u"b = "_s, u"released 8"_s, u"subscribed s"_s}));
    QCOMPARE(m_peer->sent(), QByteArrayList({"40 02 00 07", "50 02 00 08", "70 02 00 08"}));
}

void TestMqtt5Limits::ownReceiveMaximum()
{
    m_peer->establish(m_peer->connectPacket(with(PropertyId::ReceiveMaximum, 2)));
    m_peer->feed("34 06 0001 'a' 0001 00 34 06 0001 'a' 0002 00");
    (void)m_peer->sent();
    m_peer->feed("3c 06 0001 'a' 0002 00"); // the same again is none more
    QCOMPARE(m_peer->sent(), QByteArrayList{"50 02 00 02"});
    QCOMPARE(m_peer->feed("34 06 0001 'a' 0003 00"),
             QStringList(u"violation: more messages at once than this client takes"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 93"});
}

void TestMqtt5Limits::ownReceiveMaximumIsGivenBack()
{
    m_peer->establish(m_peer->connectPacket(with(PropertyId::ReceiveMaximum, 1)));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_peer->feed("34 06 0001 'a' 0001 00 62 02 0001").size(), 2);
        QCOMPARE(m_peer->feed("32 06 0001 'a' 0002 00").size(), 1);
    }
    QCOMPARE(m_peer->session.phase(), Session::Phase::Online);
}

void TestMqtt5Limits::aliasesOfTheClient_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<quint32>("alias");
    QTest::addColumn<int>("failure");
    QTest::newRow("at the maximum") << QByteArray("22 0002") << 2u << -1;
    QTest::newRow("above the maximum") << QByteArray("22 0002") << 3u << int(LocalFailure::TopicAliasInvalid);
    QTest::newRow("none allowed") << QByteArray("22 0000") << 1u << int(LocalFailure::TopicAliasInvalid);
    QTest::newRow("no maximum given") << QByteArray() << 1u << int(LocalFailure::TopicAliasInvalid);
    QTest::newRow("0") << QByteArray("22 0002") << 0u << int(LocalFailure::InvalidProperty);
}

void TestMqtt5Limits::aliasesOfTheClient()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const quint32, alias);
    QFETCH(const int, failure);
    m_peer->establish(m_peer->connectPacket(), connack);
    const auto id = publish({.topic = "a", .properties = with(PropertyId::TopicAlias, alias)});
    QCOMPARE(id ? -1 : int(id.error()), failure);
    QCOMPARE(m_peer->sent().size(), id ? 1 : 0);
}

void TestMqtt5Limits::aliasNeedsATopicFirst()
{
    m_peer->establish(m_peer->connectPacket(), "22 0002");
    const Properties alias = with(PropertyId::TopicAlias, 1);
    QCOMPARE(publish({.topic = "", .properties = alias}).error(), LocalFailure::TopicAliasInvalid);
    QVERIFY(publish({.topic = "a", .properties = alias}));
    QVERIFY(publish({.topic = "", .properties = alias}));
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("30 07 0001 'a' 03 23 0001")), toHex(bytes("30 06 0000 03 23 0001"))}));
}

void TestMqtt5Limits::aliasesGivenByThemselves()
{
    m_peer->establish(m_peer->connectPacket(with(PropertyId::TopicAliasMaximum, 100)), "22 0001");
    QVERIFY(publish({.topic = "a"}));
    QVERIFY(publish({.topic = "b"})); // beyond the broker's maximum
    QVERIFY(publish({.topic = "a"}));
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("30 07 0001 'a' 03 23 0001")), toHex(bytes("30 04 0001 'b' 00")),
                             toHex(bytes("30 06 0000 03 23 0001"))}));
}

void TestMqtt5Limits::aliasThatMakesThePacketTooLargeIsNotKept()
{
    m_peer->establish(m_peer->connectPacket(with(PropertyId::TopicAliasMaximum, 100)), "22 000a 27 0000000a");
    QVERIFY(publish({.topic = "a", .payload = "full"})); // with an alias it would be 13 bytes
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("30 08 0001 'a' 00 'full'"))});
    QVERIFY(publish({.topic = "a"})); // the broker has not heard of an alias yet
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("30 07 0001 'a' 03 23 0001"))});
}

void TestMqtt5Limits::aliasesOfTheBroker()
{
    m_peer->establish(m_peer->connectPacket(with(PropertyId::TopicAliasMaximum, 3)));
    QByteArray all;
    for (const char *alias : {"01", "02", "03"})
        all += "30 07 0001 '" + QByteArray(alias).right(1) + "' 03 23 00" + alias;
    QCOMPARE(m_peer->feed(all), QStringList({u"1 = "_s, u"2 = "_s, u"3 = "_s}));
    QCOMPARE(m_peer->feed("30 06 0000 03 23 0003 30 07 0001 'n' 03 23 0003 30 06 0000 03 23 0003"),
             QStringList({u"3 = "_s, u"n = "_s, u"n = "_s}));
    m_peer->feed("30 07 0001 'a' 03 23 0004");
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 94"});
}

void TestMqtt5Limits::noAliasAllowed()
{
    m_peer->establish(m_peer->connectPacket());
    QCOMPARE(m_peer->feed("30 07 0001 'a' 03 23 0001"), QStringList(u"violation: unknown topic alias in PUBLISH"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 94"});
}

void TestMqtt5Limits::aliasesEndWithTheConnection()
{
    const Connect packet = m_peer->connectPacket(with(PropertyId::TopicAliasMaximum, 10));
    m_peer->establish(packet, "22 000a");
    m_peer->feed("30 07 0001 'a' 03 23 0001");
    QVERIFY(publish({.topic = "b"}));
    m_peer->session.end();
    m_peer->establish(packet, "22 000a");
    QVERIFY(publish({.topic = "b"}));
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("30 07 0001 'b' 03 23 0001"))});
    QCOMPARE(m_peer->feed("30 06 0000 03 23 0001"), QStringList(u"violation: unknown topic alias in PUBLISH"_s));
}

void TestMqtt5Limits::forbiddenProperties_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, PropertyId id, const QByteArray &text, LocalFailure failure) {
        QTest::newRow(name) << int(id) << text << int(failure);
    };
    row("response topic with +", PropertyId::ResponseTopic, "a/+", LocalFailure::InvalidTopic);
    row("response topic with #", PropertyId::ResponseTopic, "#", LocalFailure::InvalidTopic);
    row("response topic not UTF-8", PropertyId::ResponseTopic, "\xff", LocalFailure::InvalidTopic);
    row("U+0000 in the content type", PropertyId::ContentType, QByteArray("a\0", 2), LocalFailure::InvalidText);
    row("content type too long", PropertyId::ContentType, QByteArray(65'536, 'x'), LocalFailure::TooLarge);
    row("subscription identifier", PropertyId::SubscriptionIdentifier, {}, LocalFailure::InvalidProperty);
}

void TestMqtt5Limits::forbiddenProperties()
{
    QFETCH(const int, id);
    QFETCH(const QByteArray, text);
    QFETCH(const int, failure);
    m_peer->establish(m_peer->connectPacket());
    Properties properties;
    properties.add(Property{static_cast<PropertyId>(id), 1, text});
    QCOMPARE(int(publish({.topic = "a", .properties = properties}).error()), failure);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

QTEST_APPLESS_MAIN(TestMqtt5Limits)
#include "tst_mqtt5limits.moc"
