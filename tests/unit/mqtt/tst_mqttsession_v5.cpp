// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/encoder.h"
#include "sessionrig.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

namespace {

const Connect plain{.level = ProtocolLevel::V5_0, .clientId = "c"};
const Connect persistent{.level = ProtocolLevel::V5_0, .clientId = "c", .cleanSession = false};

Connect with(PropertyId id, quint32 number)
{
    Connect packet = plain;
    packet.properties.add(id, number);
    return packet;
}

Connect authenticating()
{
    Connect packet = plain;
    packet.properties.add(PropertyId::AuthenticationMethod, QByteArray("M"));
    return packet;
}

Properties only(PropertyId id, quint32 number)
{
    Properties properties;
    properties.add(id, number);
    return properties;
}

Properties only(PropertyId id, const QByteArray &text)
{
    Properties properties;
    properties.add(id, text);
    return properties;
}

QByteArrayList packets(std::initializer_list<const char *> list)
{
    QByteArrayList out;
    for (const char *packet : list)
        out += toHex(bytes(packet));
    return out;
}

/// -1: it went well.
int failureOf(const tl::expected<quint16, LocalFailure> &outcome)
{
    return outcome ? -1 : int(outcome.error());
}

} // namespace

/// What MQTT 5.0 adds to a session.
class TestMqttSessionV5 : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void connackTells_data();
    void connackTells();
    void sessionPresentAfterCleanStart();
    void keepsTheSession();
    void anotherVersionForgets();
    void serverKeepAliveWins_data();
    void serverKeepAliveWins();
    void check_data();
    void check();

    void brokersReceiveMaximum();
    void withoutReceiveMaximumAllGoAtOnce();
    void clientsReceiveMaximum();
    void clientsReceiveMaximumSparesRepetitions();
    void brokersMaximumPacketSize();
    void clientsMaximumPacketSize();
    void messagesTooLargeForTheNextBrokerWait();
    void brokerCannot_data();
    void brokerCannot();
    void publishRefusesBadProperties_data();
    void publishRefusesBadProperties();

    void inboundAliases_data();
    void inboundAliases();
    void aliasesEndWithTheConnection();
    void automaticAliases();
    void automaticAliasesRunOut_data();
    void automaticAliasesRunOut();
    void chosenAlias();
    void whatIsSentAgainHasItsTopic();

    void publishAnswers_data();
    void publishAnswers();
    void refusedQos2MessageIsOver();
    void refusedMessageMakesRoom();
    void pubrelMaySayMore();
    void unknownPubrelIsAnsweredSo();
    void unknownPubrecIsAnsweredSo();
    void unknownRefusingPubrecIsNotAnswered();
    void subscribeOptions_data();
    void subscribeOptions();
    void subscriptionAnswers_data();
    void subscriptionAnswers();
    void noLocalWithShare();

    void dismissed_data();
    void dismissed();
    void disconnectBeforeConnack();
    void leaveWith_data();
    void leaveWith();
    void violationIsTold_data();
    void violationIsTold();
    void violationBeforeConnackIsNotTold();

    void authenticationWhileConnecting();
    void authenticationAgain();
    void authenticationFaults_data();
    void authenticationFaults();
    void authenticateOutOfTurn();
    void connackWithAnotherMethod_data();
    void connackWithAnotherMethod();

private:
    void connectWith(const Connect &packet, QByteArrayView connack = "20 03 00 00 00");
    QStringList feed(QByteArrayView packets) { return m_rig->feed(packets); }
    Session &session() { return m_rig->session; }
    Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqttSessionV5::connectWith(const Connect &packet, QByteArrayView connack)
{
    m_rig->connectWith(packet, connack);
}

void TestMqttSessionV5::connackTells_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QString>("event");
    const auto row = [](const char *name, QByteArrayView connack, const QString &event) {
        QTest::newRow(name) << connack.toByteArray() << event;
    };
    row("accepted", "20 03 00 00 00", u"established"_s);
    row("with properties", "20 0f 00 00 0c 21 0014 22 000a 12 0003 'c42'", u"established (21=20, 22=10, 12=c42)"_s);
    row("user property twice", "20 11 00 00 0e 26 0001 'a' 0001 'b' 26 0001 'a' 0001 'c'",
        u"established (26=a:b, 26=a:c)"_s);
    row("refused", "20 03 00 87 00", u"refused 135"_s);
    row("refused with reason and reference", "20 0e 00 9c 0b 1f 0003 'why' 1c 0002 'b2'",
        u"refused 156 (1f=why, 1c=b2)"_s);
}

void TestMqttSessionV5::connackTells()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QString, event);
    m_rig->open(plain);
    QCOMPARE(feed(connack), QStringList(event));
    QCOMPARE(session().phase(), event.startsWith(u"est") ? Session::Phase::Online : Session::Phase::Idle);
}

void TestMqttSessionV5::sessionPresentAfterCleanStart()
{
    m_rig->open(plain);
    QCOMPARE(feed("20 03 01 00 00"), QStringList(u"violation: session present although a clean one was asked for"_s));
}

void TestMqttSessionV5::keepsTheSession()
{
    connectWith(persistent);
    QVERIFY(session().publish({.topic = "a", .payload = "x", .qos = 1}, now()));
    QVERIFY(session().publish({.topic = "b", .qos = 2}, now()));
    feed("50 02 0002");
    session().end();
    connectWith(persistent, "20 03 01 00 00");
    QCOMPARE(m_rig->take(), packets({"3a 07 0001 'a' 0001 00 'x'", "62 02 0002"}));
}

void TestMqttSessionV5::anotherVersionForgets()
{
    connectWith(persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    session().end();
    Connect older = persistent;
    older.level = ProtocolLevel::V3_1_1;
    connectWith(older, "20 02 01 00");
    QCOMPARE(session().phase(), Session::Phase::Online);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::serverKeepAliveWins_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<int>("seconds");
    QTest::newRow("shorter") << QByteArray("20 06 00 00 03 13 000a") << 10;
    QTest::newRow("longer") << QByteArray("20 06 00 00 03 13 0100") << 256;
    QTest::newRow("off") << QByteArray("20 06 00 00 03 13 0000") << -1;
    QTest::newRow("not given") << QByteArray("20 03 00 00 00") << 60;
}

void TestMqttSessionV5::serverKeepAliveWins()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const int, seconds);
    connectWith(plain, connack);
    const auto due = session().nextDeadline();
    QCOMPARE(due.has_value(), seconds >= 0);
    if (due)
        QCOMPARE(*due, now() + std::chrono::seconds(seconds));
}

void TestMqttSessionV5::check_data()
{
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<Properties>("willProperties");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, const Properties &properties, const Properties &will, int failure) {
        QTest::newRow(name) << properties << will << failure;
    };
    const int invalid = int(LocalFailure::InvalidProperty);
    row("none", {}, {}, -1);
    row("receive maximum 0", only(PropertyId::ReceiveMaximum, 0), {}, invalid);
    row("maximum packet size 0", only(PropertyId::MaximumPacketSize, 0), {}, invalid);
    row("authentication data alone", only(PropertyId::AuthenticationData, "x"), {}, invalid);
    row("payload format 2", {}, only(PropertyId::PayloadFormatIndicator, 2), invalid);
    row("wildcard in response topic", {}, only(PropertyId::ResponseTopic, "a/#"), int(LocalFailure::InvalidTopic));
    row("U+0000", only(PropertyId::AuthenticationMethod, QByteArray("\0", 1)), {}, int(LocalFailure::InvalidText));
    row("U+0000 in binary data", {}, only(PropertyId::CorrelationData, QByteArray("\0", 1)), -1);
    row("long string", only(PropertyId::AuthenticationMethod, QByteArray(65'536, 'x')), {},
        int(LocalFailure::TooLarge));
}

void TestMqttSessionV5::check()
{
    QFETCH(const Properties, properties);
    QFETCH(const Properties, willProperties);
    QFETCH(const int, failure);
    Connect packet = plain;
    packet.properties = properties;
    packet.will = Will{.topic = "w", .properties = willProperties};
    const auto found = Session::check(packet);
    QCOMPARE(found ? int(*found) : -1, failure);
}

void TestMqttSessionV5::brokersReceiveMaximum()
{
    connectWith(plain, "20 06 00 00 03 21 0002");
    for (int i = 0; i < 4; ++i)
        QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QVERIFY(session().publish({.topic = "z"}, now())); // QoS 0 does not count
    QCOMPARE(m_rig->take(), packets({"32 06 0001 'a' 0001 00", "32 06 0001 'a' 0002 00", "30 04 0001 'z' 00"}));
    QCOMPARE(feed("40 02 0002"), QStringList(u"acknowledged 2"_s));
    QCOMPARE(m_rig->take(), packets({"32 06 0001 'a' 0003 00"}));
}

void TestMqttSessionV5::withoutReceiveMaximumAllGoAtOnce()
{
    connectWith(plain);
    for (int i = 0; i < 100; ++i)
        QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    QCOMPARE(m_rig->take().size(), 100);
}

void TestMqttSessionV5::clientsReceiveMaximum()
{
    connectWith(with(PropertyId::ReceiveMaximum, 2));
    QCOMPARE(feed("34 06 0001 'a' 0001 00 34 06 0001 'a' 0002 00").size(), 2);
    QCOMPARE(feed("62 02 0001 34 06 0001 'a' 0003 00"), QStringList({u"released 1"_s, u"message a = "_s}));
    m_rig->take();
    QCOMPARE(feed("34 06 0001 'a' 0004 00"), QStringList(u"violation: more messages at once than this client takes"_s));
    QCOMPARE(m_rig->take(), packets({"e0 01 93"}));
}

void TestMqttSessionV5::clientsReceiveMaximumSparesRepetitions()
{
    connectWith(with(PropertyId::ReceiveMaximum, 1));
    QCOMPARE(feed("34 06 0001 'a' 0001 00 3c 06 0001 'a' 0001 00"), QStringList(u"message a = "_s));
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqttSessionV5::brokersMaximumPacketSize()
{
    connectWith(plain, "20 08 00 00 05 27 00000010");
    QCOMPARE(failureOf(session().publish({.topic = "a", .payload = "0123456789"}, now())), -1); // 16 bytes
    QCOMPARE(failureOf(session().publish({.topic = "a", .payload = "0123456789x"}, now())),
             int(LocalFailure::TooLarge));
    QCOMPARE(failureOf(session().subscribe({.filter = "0123456789"}, now())), int(LocalFailure::TooLarge));
    QCOMPARE(failureOf(session().unsubscribe({.filter = "0123456789x"}, now())), int(LocalFailure::TooLarge));
    QCOMPARE(session().disconnect({0, only(PropertyId::ReasonString, "0123456789x")}, now()), LocalFailure::TooLarge);
    QCOMPARE(session().phase(), Session::Phase::Online);
    QCOMPARE(m_rig->take().size(), 1);
}

void TestMqttSessionV5::clientsMaximumPacketSize()
{
    connectWith(with(PropertyId::MaximumPacketSize, 16));
    QCOMPARE(feed("30 0e 0001 'a' 00 '0123456789'"), QStringList(u"message a = 0123456789"_s));
    QCOMPARE(feed("30 0f"), QStringList(u"violation: PUBLISH larger than the maximum packet size of this client"_s));
    QCOMPARE(m_rig->take(), packets({"e0 01 95"}));
}

void TestMqttSessionV5::messagesTooLargeForTheNextBrokerWait()
{
    connectWith(persistent);
    QVERIFY(session().publish({.topic = "a", .payload = "0123456789x", .qos = 1}, now()));
    session().end();
    connectWith(persistent, "20 08 01 00 05 27 00000010");
    QCOMPARE(m_rig->take(), QByteArrayList());
    session().end();
    connectWith(persistent, "20 03 01 00 00");
    QCOMPARE(m_rig->take(), packets({"3a 11 0001 'a' 0001 00 '0123456789x'"}));
}

void TestMqttSessionV5::brokerCannot_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::addColumn<QByteArray>("filter"); // empty: publish
    QTest::addColumn<int>("qos");
    QTest::addColumn<bool>("retain");
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<int>("failure");
    const auto publish = [](const char *name, const char *connack, int qos, bool retain, const Properties &properties,
                            int failure) {
        QTest::newRow(name) << QByteArray(connack) << QByteArray() << qos << retain << properties << failure;
    };
    const auto subscribe = [](const char *name, const char *connack, const char *filter, const Properties &properties,
                              int failure) {
        QTest::newRow(name) << QByteArray(connack) << QByteArray(filter) << 0 << false << properties << failure;
    };
    publish("QoS 2 where 1 is the highest", "20 05 00 00 02 24 01", 2, false, {}, int(LocalFailure::QosNotSupported));
    publish("QoS 1 where 0 is the highest", "20 05 00 00 02 24 00", 1, false, {}, int(LocalFailure::QosNotSupported));
    publish("QoS 1 where 1 is the highest", "20 05 00 00 02 24 01", 1, false, {}, -1);
    publish("retain", "20 05 00 00 02 25 00", 0, true, {}, int(LocalFailure::RetainNotSupported));
    publish("retain where it can", "20 05 00 00 02 25 01", 0, true, {}, -1);
    publish("alias where it takes none", "20 03 00 00 00", 0, false, only(PropertyId::TopicAlias, 1),
            int(LocalFailure::TopicAliasInvalid));
    publish("alias above its maximum", "20 06 00 00 03 22 0002", 0, false, only(PropertyId::TopicAlias, 3),
            int(LocalFailure::TopicAliasInvalid));
    subscribe("wildcard +", "20 05 00 00 02 28 00", "a/+", {}, int(LocalFailure::WildcardsNotSupported));
    subscribe("wildcard #", "20 05 00 00 02 28 00", "#", {}, int(LocalFailure::WildcardsNotSupported));
    subscribe("no wildcard", "20 05 00 00 02 28 00", "a", {}, -1);
    subscribe("share", "20 05 00 00 02 2a 00", "$share/g/a", {}, int(LocalFailure::SharedSubscriptionsNotSupported));
    subscribe("share where it can", "20 05 00 00 02 2a 01", "$share/g/a", {}, -1);
    subscribe("subscription identifier", "20 05 00 00 02 29 00", "a", only(PropertyId::SubscriptionIdentifier, 5),
              int(LocalFailure::SubscriptionIdentifiersNotSupported));
    subscribe("subscription identifier 0", "20 03 00 00 00", "a", only(PropertyId::SubscriptionIdentifier, 0),
              int(LocalFailure::InvalidProperty));
}

void TestMqttSessionV5::brokerCannot()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QByteArray, filter);
    QFETCH(const int, qos);
    QFETCH(const bool, retain);
    QFETCH(const Properties, properties);
    QFETCH(const int, failure);
    connectWith(plain, connack);
    const auto outcome =
        filter.isEmpty()
            ? session().publish({.topic = "a", .qos = quint8(qos), .retain = retain, .properties = properties}, now())
            : session().subscribe({.filter = filter, .properties = properties}, now());
    QCOMPARE(failureOf(outcome), failure);
    QCOMPARE(m_rig->take().size(), failure < 0 ? 1 : 0);
    QVERIFY(outcome || !describe(outcome.error()).isEmpty());
}

void TestMqttSessionV5::publishRefusesBadProperties_data()
{
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<int>("failure");
    QTest::newRow("payload format 2") << only(PropertyId::PayloadFormatIndicator, 2)
                                      << int(LocalFailure::InvalidProperty);
    QTest::newRow("wildcard in response topic")
        << only(PropertyId::ResponseTopic, "a/+") << int(LocalFailure::InvalidTopic);
    QTest::newRow("subscription identifier")
        << only(PropertyId::SubscriptionIdentifier, 1) << int(LocalFailure::InvalidProperty);
    QTest::newRow("U+0000") << only(PropertyId::ContentType, QByteArray("a\0b", 3)) << int(LocalFailure::InvalidText);
    QTest::newRow("topic alias 0") << only(PropertyId::TopicAlias, 0) << int(LocalFailure::InvalidProperty);
    QTest::newRow("long") << only(PropertyId::CorrelationData, QByteArray(65'536, 'x')) << int(LocalFailure::TooLarge);
}

void TestMqttSessionV5::publishRefusesBadProperties()
{
    QFETCH(const Properties, properties);
    QFETCH(const int, failure);
    connectWith(plain, "20 06 00 00 03 22 0002");
    QCOMPARE(failureOf(session().publish({.topic = "a", .properties = properties}, now())), failure);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::inboundAliases_data()
{
    QTest::addColumn<QByteArray>("packets");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, QByteArrayView packets, const QStringList &events) {
        QTest::newRow(name) << packets.toByteArray() << events;
    };
    row("set and used", "30 08 0001 'a' 03 23 0001 'x' 30 07 0000 03 23 0001 'y'",
        {u"message a = x (23=1)"_s, u"message a = y (23=1)"_s});
    row("given another topic", "30 07 0001 'a' 03 23 0002 30 07 0001 'b' 03 23 0002 30 06 0000 03 23 0002",
        {u"message a =  (23=2)"_s, u"message b =  (23=2)"_s, u"message b =  (23=2)"_s});
    row("never set", "30 06 0000 03 23 0001", {u"violation: unknown topic alias in PUBLISH"_s});
    row("above the maximum", "30 07 0001 'a' 03 23 0003", {u"violation: unknown topic alias in PUBLISH"_s});
    row("0", "30 07 0001 'a' 03 23 0000", {u"violation: topic alias 0 in PUBLISH"_s});
}

void TestMqttSessionV5::inboundAliases()
{
    QFETCH(const QByteArray, packets);
    QFETCH(const QStringList, events);
    connectWith(with(PropertyId::TopicAliasMaximum, 2));
    QCOMPARE(feed(packets), events);
    if (events.last().startsWith(u"violation"))
        QCOMPARE(m_rig->take(), ::packets({"e0 01 94"}));
}

void TestMqttSessionV5::aliasesEndWithTheConnection()
{
    const Connect packet = with(PropertyId::TopicAliasMaximum, 2);
    connectWith(packet, "20 06 00 00 03 22 0002");
    feed("30 07 0001 'a' 03 23 0001");
    QVERIFY(session().publish({.topic = "b"}, now()));
    session().end();
    connectWith(packet, "20 06 00 00 03 22 0002");
    QVERIFY(session().publish({.topic = "b"}, now()));
    QCOMPARE(m_rig->take(), packets({"30 07 0001 'b' 03 23 0001"}));
    QCOMPARE(feed("30 06 0000 03 23 0001"), QStringList(u"violation: unknown topic alias in PUBLISH"_s));
}

void TestMqttSessionV5::automaticAliases()
{
    connectWith(with(PropertyId::TopicAliasMaximum, 5), "20 06 00 00 03 22 0005");
    for (const char *topic : {"a", "b", "a", "b"})
        QVERIFY(session().publish({.topic = topic, .payload = "x"}, now()));
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QCOMPARE(m_rig->take(),
             packets({"30 08 0001 'a' 03 23 0001 'x'", "30 08 0001 'b' 03 23 0002 'x'", "30 07 0000 03 23 0001 'x'",
                      "30 07 0000 03 23 0002 'x'", "32 08 0000 0001 03 23 0001"}));
}

void TestMqttSessionV5::automaticAliasesRunOut_data()
{
    QTest::addColumn<int>("ofClient");
    QTest::addColumn<int>("ofBroker");
    QTest::addColumn<int>("usable");
    QTest::newRow("the client's is smaller") << 2 << 10 << 2;
    QTest::newRow("the broker's is smaller") << 10 << 3 << 3;
    QTest::newRow("the client wants none") << 0 << 10 << 0;
    QTest::newRow("the broker takes none") << 10 << 0 << 0;
}

void TestMqttSessionV5::automaticAliasesRunOut()
{
    QFETCH(const int, ofClient);
    QFETCH(const int, ofBroker);
    QFETCH(const int, usable);
    connectWith(with(PropertyId::TopicAliasMaximum, quint32(ofClient)),
                "20 06 00 00 03 22 00" + QByteArray::number(ofBroker, 16).rightJustified(2, '0'));
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 15; ++i) {
            const QByteArray topic = QByteArray::number(100 + i);
            QVERIFY(session().publish({.topic = topic}, now()));
            const bool aliased = i < usable;
            const QByteArray alias = aliased ? "03 23 00" + QByteArray::number(i + 1, 16).rightJustified(2, '0') : "00";
            const QByteArray name = aliased && round > 0 ? "0000" : "0003 '" + topic + '\'';
            const QByteArray size = !aliased ? "06" : round > 0 ? "06" : "09";
            QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("30 " + size + ' ' + name + ' ' + alias))});
        }
    }
}

void TestMqttSessionV5::chosenAlias()
{
    connectWith(plain, "20 06 00 00 03 22 0005");
    const Properties alias = only(PropertyId::TopicAlias, 4);
    QCOMPARE(failureOf(session().publish({.properties = alias}, now())), int(LocalFailure::TopicAliasInvalid));
    QVERIFY(session().publish({.topic = "a", .properties = alias}, now()));
    QVERIFY(session().publish({.properties = alias}, now()));
    QVERIFY(session().publish({.topic = "b", .properties = alias}, now()));
    QCOMPARE(m_rig->take(),
             packets({"30 07 0001 'a' 03 23 0004", "30 06 0000 03 23 0004", "30 07 0001 'b' 03 23 0004"}));
    QCOMPARE(failureOf(session().publish({}, now())), int(LocalFailure::InvalidTopic));
}

void TestMqttSessionV5::whatIsSentAgainHasItsTopic()
{
    Connect packet = persistent;
    packet.properties.add(PropertyId::TopicAliasMaximum, 5);
    connectWith(packet, "20 06 00 00 03 22 0005");
    QVERIFY(session().publish({.topic = "a"}, now()));
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QVERIFY(session().publish({.qos = 1, .properties = only(PropertyId::TopicAlias, 1)}, now()));
    session().end();
    connectWith(packet, "20 06 01 00 03 22 0005");
    QCOMPARE(m_rig->take(), packets({"3a 06 0001 'a' 0001 00", "3a 06 0001 'a' 0002 00"}));
}

void TestMqttSessionV5::publishAnswers_data()
{
    QTest::addColumn<int>("qos");
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QStringList>("events");
    const auto row = [](const char *name, int qos, QByteArrayView answers, const QStringList &events) {
        QTest::newRow(name) << qos << answers.toByteArray() << events;
    };
    row("PUBACK, short", 1, "40 02 0001", {u"acknowledged 1"_s});
    row("PUBACK with code", 1, "40 03 0001 10", {u"acknowledged 1 (0x10)"_s});
    row("PUBACK with code and no properties", 1, "40 04 0001 00 00", {u"acknowledged 1"_s});
    row("PUBACK refusing", 1, "40 0b 0001 97 07 1f 0004 'full'", {u"acknowledged 1 (0x97, 1f=full)"_s});
    row("PUBREC and PUBCOMP", 2, "50 02 0001 70 02 0001", {u"received 1"_s, u"completed 1"_s});
    row("with codes", 2, "50 04 0001 10 00 70 03 0001 92", {u"received 1 (0x10)"_s, u"completed 1 (0x92)"_s});
    row("PUBREC refusing", 2, "50 03 0001 87", {u"received 1 (0x87)"_s});
    row("reason of more than 127 bytes", 1, "40 8b01 0001 87 8601 1f 0083 '" + QByteArray(131, 'r') + '\'',
        {u"acknowledged 1 (0x87, 1f=%1)"_s.arg(QString(131, u'r'))});
}

void TestMqttSessionV5::publishAnswers()
{
    QFETCH(const int, qos);
    QFETCH(const QByteArray, answers);
    QFETCH(const QStringList, events);
    connectWith(plain);
    QVERIFY(session().publish({.topic = "a", .qos = quint8(qos)}, now()));
    QCOMPARE(feed(answers), events);
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqttSessionV5::refusedQos2MessageIsOver()
{
    connectWith(persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    m_rig->take();
    feed("50 03 0001 97");
    QCOMPARE(m_rig->take(), QByteArrayList()); // no PUBREL
    session().end();
    connectWith(persistent, "20 03 01 00 00");
    QCOMPARE(m_rig->take(), QByteArrayList()); // and nothing to send again
}

void TestMqttSessionV5::refusedMessageMakesRoom()
{
    connectWith(plain, "20 06 00 00 03 21 0001");
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    QVERIFY(session().publish({.topic = "b", .qos = 2}, now()));
    m_rig->take();
    feed("50 03 0001 80");
    QCOMPARE(m_rig->take(), packets({"34 06 0001 'b' 0002 00"}));
}

void TestMqttSessionV5::pubrelMaySayMore()
{
    connectWith(plain);
    feed("34 06 0001 'a' 0007 00");
    m_rig->take();
    QCOMPARE(feed("62 09 0007 00 05 1f 0002 'ok'"), QStringList(u"released 7 (1f=ok)"_s));
    QCOMPARE(m_rig->take(), packets({"70 02 0007"}));
}

void TestMqttSessionV5::unknownPubrelIsAnsweredSo()
{
    connectWith(plain);
    QCOMPARE(feed("62 02 0007"), QStringList());
    QCOMPARE(m_rig->take(), packets({"70 03 0007 92"}));
}

void TestMqttSessionV5::unknownPubrecIsAnsweredSo()
{
    connectWith(plain);
    QCOMPARE(feed("50 02 0007"), QStringList());
    QCOMPARE(m_rig->take(), packets({"62 03 0007 92"}));
}

void TestMqttSessionV5::unknownRefusingPubrecIsNotAnswered()
{
    connectWith(plain);
    QCOMPARE(feed("50 03 0007 91"), QStringList());
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::subscribeOptions_data()
{
    QTest::addColumn<int>("qos");
    QTest::addColumn<bool>("noLocal");
    QTest::addColumn<bool>("asPublished");
    QTest::addColumn<int>("handling");
    QTest::addColumn<int>("byte"); // -1: refused
    QTest::newRow("plain") << 1 << false << false << 0 << 0x01;
    QTest::newRow("no local") << 2 << true << false << 0 << 0x06;
    QTest::newRow("retain as published") << 0 << false << true << 0 << 0x08;
    QTest::newRow("retained messages if new") << 0 << false << false << 1 << 0x10;
    QTest::newRow("all") << 2 << true << true << 2 << 0x2e;
    QTest::newRow("retain handling 3") << 0 << false << false << 3 << -1;
    QTest::newRow("QoS 3") << 3 << false << false << 0 << -1;
}

void TestMqttSessionV5::subscribeOptions()
{
    QFETCH(const int, qos);
    QFETCH(const bool, noLocal);
    QFETCH(const bool, asPublished);
    QFETCH(const int, handling);
    QFETCH(const int, byte);
    connectWith(plain);
    const SubscriptionOptions options{quint8(qos), noLocal, asPublished, quint8(handling)};
    const auto outcome = session().subscribe({.filter = "a", .options = options}, now());
    QCOMPARE(outcome.has_value(), byte >= 0);
    if (byte >= 0) {
        const QByteArray last = QByteArray::number(byte, 16).rightJustified(2, '0');
        QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("82 07 0001 00 0001 'a' " + last))});
    }
}

void TestMqttSessionV5::subscriptionAnswers_data()
{
    QTest::addColumn<bool>("subscribe");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("event");
    QTest::newRow("granted") << true << QByteArray("90 04 0001 00 01") << u"subscribed a: 1"_s;
    QTest::newRow("not authorised, with reason")
        << true << QByteArray("90 09 0001 05 1f 0002 'no' 87") << u"subscribed a: 135 (1f=no)"_s;
    QTest::newRow("shared subscriptions not supported")
        << true << QByteArray("90 04 0001 00 9e") << u"subscribed a: 158"_s;
    QTest::newRow("two codes") << true << QByteArray("90 05 0001 00 01 01")
                               << u"violation: wrong remaining length of SUBACK"_s;
    QTest::newRow("unsubscribed") << false << QByteArray("b0 04 0001 00 00") << u"unsubscribed a"_s;
    QTest::newRow("no such subscription") << false << QByteArray("b0 04 0001 00 11") << u"unsubscribed a (0x11)"_s;
    QTest::newRow("UNSUBACK without code")
        << false << QByteArray("b0 03 0001 00") << u"violation: wrong remaining length of UNSUBACK"_s;
}

void TestMqttSessionV5::subscriptionAnswers()
{
    QFETCH(const bool, subscribe);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, event);
    connectWith(plain);
    QVERIFY(subscribe ? session().subscribe({.filter = "a", .options = {1}}, now())
                      : session().unsubscribe({.filter = "a"}, now()));
    QCOMPARE(feed(answer), QStringList(event));
}

void TestMqttSessionV5::noLocalWithShare()
{
    connectWith(plain);
    QCOMPARE(failureOf(session().subscribe({.filter = "$share/g/a", .options = {0, true}}, now())),
             int(LocalFailure::NoLocalWithShare));
}

void TestMqttSessionV5::dismissed_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("event");
    QTest::newRow("nothing said") << QByteArray("e0 00") << u"dismissed"_s;
    QTest::newRow("code") << QByteArray("e0 01 8e") << u"dismissed (0x8e)"_s;
    QTest::newRow("code and empty properties") << QByteArray("e0 02 8b 00") << u"dismissed (0x8b)"_s;
    QTest::newRow("reason and reference")
        << QByteArray("e0 0d 9d 0b 1f 0003 'why' 1c 0002 'b2'") << u"dismissed (0x9d, 1f=why, 1c=b2)"_s;
}

void TestMqttSessionV5::dismissed()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QString, event);
    connectWith(plain);
    QCOMPARE(feed(packet + "30 04 0001 'a' 00"), QStringList(event)); // nothing counts after it
    QCOMPARE(session().phase(), Session::Phase::Idle);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::disconnectBeforeConnack()
{
    m_rig->open(plain);
    QCOMPARE(feed("e0 01 89"), QStringList(u"violation: first packet of the broker is not CONNACK"_s));
}

void TestMqttSessionV5::leaveWith_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Properties>("properties");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, int code, const Properties &properties, QByteArrayView packet,
                        int failure = -1) {
        QTest::newRow(name) << code << properties << packet.toByteArray() << failure;
    };
    row("nothing", 0, {}, "e0 00");
    row("with will", 0x04, {}, "e0 01 04");
    row("reason string", 0x80, only(PropertyId::ReasonString, "why"), "e0 08 80 06 1f 0003 'why'");
    row("normal with reason string", 0, only(PropertyId::ReasonString, "bye"), "e0 08 00 06 1f 0003 'bye'");
    row("code of brokers", 0x8b, {}, "", int(LocalFailure::InvalidReasonCode));
    row("no code at all", 0x42, {}, "", int(LocalFailure::InvalidReasonCode));
    row("session expiry where there was none", 0, only(PropertyId::SessionExpiryInterval, 60), "",
        int(LocalFailure::InvalidProperty));
    row("session expiry 0", 0, only(PropertyId::SessionExpiryInterval, 0), "e0 07 00 05 11 00000000");
}

void TestMqttSessionV5::leaveWith()
{
    QFETCH(const int, code);
    QFETCH(const Properties, properties);
    QFETCH(const QByteArray, packet);
    QFETCH(const int, failure);
    connectWith(plain);
    const auto found = session().disconnect({quint8(code), properties}, now());
    QCOMPARE(found ? int(*found) : -1, failure);
    QCOMPARE(session().phase(), failure < 0 ? Session::Phase::Idle : Session::Phase::Online);
    QCOMPARE(m_rig->take(), failure < 0 ? QByteArrayList{toHex(bytes(packet))} : QByteArrayList());
}

void TestMqttSessionV5::violationIsTold_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QByteArray>("farewell");
    const auto row = [](const char *name, const char *packet, const char *farewell) {
        QTest::newRow(name) << QByteArray(packet) << QByteArray(farewell);
    };
    row("malformed", "30 03 0005 'a'", "e0 01 81");
    row("property beyond the packet", "30 05 0001 'a' 06 'x'", "e0 01 81");
    row("reserved bits", "41 02 0001", "e0 01 81");
    row("packet identifier 0", "32 06 0001 'a' 0000 00", "e0 01 82");
    row("second CONNACK", "20 03 00 00 00", "e0 01 82");
    row("packet for brokers", "c0 00", "e0 01 82");
    row("AUTH without a method", "f0 00", "e0 01 82");
}

void TestMqttSessionV5::violationIsTold()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QByteArray, farewell);
    connectWith(plain);
    const QStringList events = feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes(farewell))});
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqttSessionV5::violationBeforeConnackIsNotTold()
{
    m_rig->open(plain);
    QCOMPARE(feed("20 03 02 00 00"), QStringList(u"violation: reserved bits set in CONNACK"_s));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::authenticationWhileConnecting()
{
    m_rig->open(authenticating());
    QCOMPARE(feed("f0 0a 18 08 15 0001 'M' 16 0001 '?'"), QStringList(u"authentication continued (15=M, 16=?)"_s));
    QCOMPARE(session().authenticate(only(PropertyId::AuthenticationData, "!"), now()), std::nullopt);
    QCOMPARE(m_rig->take(), packets({"f0 0a 18 08 16 0001 '!' 15 0001 'M'"}));
    QCOMPARE(session().phase(), Session::Phase::AwaitingConnack);
    QCOMPARE(feed("20 07 00 00 04 15 0001 'M'"), QStringList(u"established (15=M)"_s));
}

void TestMqttSessionV5::authenticationAgain()
{
    connectWith(authenticating(), "20 07 00 00 04 15 0001 'M'");
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->take(), packets({"f0 06 19 04 15 0001 'M'"}));
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating); // the broker is to speak
    QCOMPARE(feed("f0 06 18 04 15 0001 'M'"), QStringList(u"authentication continued (15=M)"_s));
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->take(), packets({"f0 06 18 04 15 0001 'M'"}));
    QCOMPARE(feed("f0 06 00 04 15 0001 'M'"), QStringList(u"authentication succeeded (15=M)"_s));
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqttSessionV5::authenticationFaults_data()
{
    QTest::addColumn<bool>("online");
    QTest::addColumn<QByteArray>("packet");
    QTest::newRow("success instead of CONNACK") << false << QByteArray("f0 06 00 04 15 0001 'M'");
    QTest::newRow("another method") << false << QByteArray("f0 06 18 04 15 0001 'N'");
    QTest::newRow("no method") << false << QByteArray("f0 02 18 00");
    QTest::newRow("code of clients") << false << QByteArray("f0 06 19 04 15 0001 'M'");
    QTest::newRow("unasked") << true << QByteArray("f0 06 18 04 15 0001 'M'");
    QTest::newRow("success unasked") << true << QByteArray("f0 06 00 04 15 0001 'M'");
}

void TestMqttSessionV5::authenticationFaults()
{
    QFETCH(const bool, online);
    QFETCH(const QByteArray, packet);
    m_rig->open(authenticating());
    if (online)
        feed("20 07 00 00 04 15 0001 'M'");
    const QStringList events = feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
}

void TestMqttSessionV5::authenticateOutOfTurn()
{
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating);
    m_rig->open(authenticating());
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating); // nobody has asked yet
    feed("20 07 00 00 04 15 0001 'M'");
    QCOMPARE(session().authenticate(only(PropertyId::AuthenticationMethod, "N"), now()), LocalFailure::InvalidProperty);
    session().end();
    connectWith(plain);
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::connackWithAnotherMethod_data()
{
    QTest::addColumn<bool>("asked");
    QTest::addColumn<QByteArray>("connack");
    QTest::newRow("other") << true << QByteArray("20 07 00 00 04 15 0001 'N'");
    QTest::newRow("missing") << true << QByteArray("20 03 00 00 00");
    QTest::newRow("unasked") << false << QByteArray("20 07 00 00 04 15 0001 'M'");
}

void TestMqttSessionV5::connackWithAnotherMethod()
{
    QFETCH(const bool, asked);
    QFETCH(const QByteArray, connack);
    m_rig->open(asked ? authenticating() : plain);
    QCOMPARE(feed(connack), QStringList(u"violation: CONNACK with another authentication method"_s));
}

QTEST_APPLESS_MAIN(TestMqttSessionV5)
#include "tst_mqttsession_v5.moc"
