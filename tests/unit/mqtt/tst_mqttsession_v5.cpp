// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/outboundrules.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

/// What MQTT 5.0 adds to a session.
class TestMqttSessionV5 : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void connackIsReported_data();
    void connackIsReported();
    void sessionPresentAfterCleanStart();
    void keepsTheSession();
    void anotherVersionForgets();
    void serverKeepAliveWins_data();
    void serverKeepAliveWins();
    void check_data();
    void check();

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
    void violationIsReported_data();
    void violationIsReported();
    void violationBeforeConnackIsNotReported();

private:
    QStringList feed(QByteArrayView packets) { return m_rig->feed(packets); }
    Session &session() { return m_rig->session; }
    Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqttSessionV5::connackIsReported_data()
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

void TestMqttSessionV5::connackIsReported()
{
    QFETCH(const QByteArray, connack);
    QFETCH(const QString, event);
    m_rig->open(V5::plain);
    QCOMPARE(feed(connack), QStringList(event));
    QCOMPARE(session().phase(), event.startsWith(u"est") ? Session::Phase::Online : Session::Phase::Idle);
}

void TestMqttSessionV5::sessionPresentAfterCleanStart()
{
    m_rig->open(V5::plain);
    QCOMPARE(feed("20 03 01 00 00"), QStringList(u"violation: session present although a clean one was asked for"_s));
}

void TestMqttSessionV5::keepsTheSession()
{
    m_rig->connectWith(V5::persistent);
    QVERIFY(session().publish({.topic = "a", .payload = "x", .qos = 1}, now()));
    QVERIFY(session().publish({.topic = "b", .qos = 2}, now()));
    feed("50 02 0002");
    session().end();
    m_rig->connectWith(V5::persistent, "20 03 01 00 00");
    QCOMPARE(m_rig->take(), hexOf({"3a 07 0001 'a' 0001 00 'x'", "62 02 0002"}));
}

void TestMqttSessionV5::anotherVersionForgets()
{
    m_rig->connectWith(V5::persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    session().end();
    Connect older = V5::persistent;
    older.level = ProtocolLevel::V3_1_1;
    m_rig->connectWith(older, "20 02 01 00");
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
    m_rig->connectWith(V5::plain, connack);
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
    row("receive maximum 0", V5::only(PropertyId::ReceiveMaximum, 0), {}, invalid);
    row("maximum packet size 0", V5::only(PropertyId::MaximumPacketSize, 0), {}, invalid);
    row("authentication data alone", V5::only(PropertyId::AuthenticationData, "x"), {}, invalid);
    row("payload format 2", {}, V5::only(PropertyId::PayloadFormatIndicator, 2), invalid);
    row("wildcard in response topic", {}, V5::only(PropertyId::ResponseTopic, "a/#"), int(LocalFailure::InvalidTopic));
    row("U+0000", V5::only(PropertyId::AuthenticationMethod, QByteArray("\0", 1)), {}, int(LocalFailure::InvalidText));
    row("U+0000 in binary data", {}, V5::only(PropertyId::CorrelationData, QByteArray("\0", 1)), -1);
    row("long string", V5::only(PropertyId::AuthenticationMethod, QByteArray(65'536, 'x')), {},
        int(LocalFailure::TooLarge));
}

void TestMqttSessionV5::check()
{
    QFETCH(const Properties, properties);
    QFETCH(const Properties, willProperties);
    QFETCH(const int, failure);
    Connect packet = V5::plain;
    packet.properties = properties;
    packet.will = Will{.topic = "w", .properties = willProperties};
    const auto found = faultIn(packet);
    QCOMPARE(found ? int(*found) : -1, failure);
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
    m_rig->connectWith(V5::plain);
    QVERIFY(session().publish({.topic = "a", .qos = quint8(qos)}, now()));
    QCOMPARE(feed(answers), events);
    QCOMPARE(session().phase(), Session::Phase::Online);
}

void TestMqttSessionV5::refusedQos2MessageIsOver()
{
    m_rig->connectWith(V5::persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    m_rig->take();
    feed("50 03 0001 97");
    QCOMPARE(m_rig->take(), QByteArrayList()); // no PUBREL
    session().end();
    m_rig->connectWith(V5::persistent, "20 03 01 00 00");
    QCOMPARE(m_rig->take(), QByteArrayList()); // and nothing to send again
}

void TestMqttSessionV5::refusedMessageMakesRoom()
{
    m_rig->connectWith(V5::plain, "20 06 00 00 03 21 0001");
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    QVERIFY(session().publish({.topic = "b", .qos = 2}, now()));
    m_rig->take();
    feed("50 03 0001 80");
    QCOMPARE(m_rig->take(), hexOf({"34 06 0001 'b' 0002 00"}));
}

void TestMqttSessionV5::pubrelMaySayMore()
{
    m_rig->connectWith(V5::plain);
    feed("34 06 0001 'a' 0007 00");
    m_rig->take();
    QCOMPARE(feed("62 09 0007 00 05 1f 0002 'ok'"), QStringList(u"released 7 (1f=ok)"_s));
    QCOMPARE(m_rig->take(), hexOf({"70 02 0007"}));
}

void TestMqttSessionV5::unknownPubrelIsAnsweredSo()
{
    m_rig->connectWith(V5::plain);
    QCOMPARE(feed("62 02 0007"), QStringList());
    QCOMPARE(m_rig->take(), hexOf({"70 03 0007 92"}));
}

void TestMqttSessionV5::unknownPubrecIsAnsweredSo()
{
    m_rig->connectWith(V5::plain);
    QCOMPARE(feed("50 02 0007"), QStringList());
    QCOMPARE(m_rig->take(), hexOf({"62 03 0007 92"}));
}

void TestMqttSessionV5::unknownRefusingPubrecIsNotAnswered()
{
    m_rig->connectWith(V5::plain);
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
    m_rig->connectWith(V5::plain);
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
    m_rig->connectWith(V5::plain);
    QVERIFY(subscribe ? session().subscribe({.filter = "a", .options = {1}}, now())
                      : session().unsubscribe({.filter = "a"}, now()));
    QCOMPARE(feed(answer), QStringList(event));
}

void TestMqttSessionV5::noLocalWithShare()
{
    m_rig->connectWith(V5::plain);
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
    m_rig->connectWith(V5::plain);
    QCOMPARE(feed(packet + "30 04 0001 'a' 00"), QStringList(event)); // nothing counts after it
    QCOMPARE(session().phase(), Session::Phase::Idle);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqttSessionV5::disconnectBeforeConnack()
{
    m_rig->open(V5::plain);
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
    row("reason string", 0x80, V5::only(PropertyId::ReasonString, "why"), "e0 08 80 06 1f 0003 'why'");
    row("normal with reason string", 0, V5::only(PropertyId::ReasonString, "bye"), "e0 08 00 06 1f 0003 'bye'");
    row("code of brokers", 0x8b, {}, "", int(LocalFailure::InvalidReasonCode));
    row("no code at all", 0x42, {}, "", int(LocalFailure::InvalidReasonCode));
    row("session expiry where there was none", 0, V5::only(PropertyId::SessionExpiryInterval, 60), "",
        int(LocalFailure::InvalidProperty));
    row("session expiry 0", 0, V5::only(PropertyId::SessionExpiryInterval, 0), "e0 07 00 05 11 00000000");
}

void TestMqttSessionV5::leaveWith()
{
    QFETCH(const int, code);
    QFETCH(const Properties, properties);
    QFETCH(const QByteArray, packet);
    QFETCH(const int, failure);
    m_rig->connectWith(V5::plain);
    const auto found = session().disconnect({quint8(code), properties}, now());
    QCOMPARE(found ? int(*found) : -1, failure);
    QCOMPARE(session().phase(), failure < 0 ? Session::Phase::Idle : Session::Phase::Online);
    QCOMPARE(m_rig->take(), failure < 0 ? QByteArrayList{toHex(bytes(packet))} : QByteArrayList());
}

void TestMqttSessionV5::violationIsReported_data()
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

void TestMqttSessionV5::violationIsReported()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QByteArray, farewell);
    m_rig->connectWith(V5::plain);
    const QStringList events = feed(packet);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes(farewell))});
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqttSessionV5::violationBeforeConnackIsNotReported()
{
    m_rig->open(V5::plain);
    QCOMPARE(feed("20 03 02 00 00"), QStringList(u"violation: reserved bits set in CONNACK"_s));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

STANDIN_TEST(TestMqttSessionV5)
#include "tst_mqttsession_v5.moc"
