// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/encoder.h"
#include "scriptedsession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Standin::Mqtt::Connect)

/// MQTT 5.0, sections 3.1, 3.2 and 3.14: how a connection begins, what both sides keep, how it ends.
class TestMqtt5Connection : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void connectPackets_data();
    void connectPackets();
    void impossibleConnectPackets_data();
    void impossibleConnectPackets();
    void nothingBeforeConnack();
    void refusals_data();
    void refusals();
    void contradictions_data();
    void contradictions();

    void cleanStartForgets();
    void sessionPresentResumes();
    void noSessionPresentForgets();

    void keepAlive();
    void serverKeepAlive_data();
    void serverKeepAlive();
    void pingUnanswered();

    void tooLargePacket();
    void largestPacket();
    void problemInformation_data();
    void problemInformation();

    void disconnecting();
    void codesToLeaveWith();
    void leaveTakingThatIsTooLarge();
    void dismissed_data();
    void dismissed();

private:
    [[nodiscard]] Connect persistent() const;

    std::unique_ptr<ScriptedSession> m_peer;
};

void TestMqtt5Connection::init()
{
    m_peer = std::make_unique<ScriptedSession>(ProtocolLevel::V5_0);
}

Connect TestMqtt5Connection::persistent() const
{
    Properties properties;
    properties.add(PropertyId::SessionExpiryInterval, 60);
    Connect packet = m_peer->connectPacket(properties);
    packet.cleanSession = false;
    return packet;
}

void TestMqtt5Connection::connectPackets_data()
{
    QTest::addColumn<Connect>("packet");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Connect packet, QByteArrayView expected) {
        packet.level = ProtocolLevel::V5_0;
        QTest::newRow(name) << packet << bytes(expected);
    };
    row("next to nothing", {.clientId = "c"}, "10 0e 0004 'MQTT' 05 02 003c 00 0001 'c'");
    row("no client id", {}, "10 0d 0004 'MQTT' 05 02 003c 00 0000");
    row("session kept", {.clientId = "c", .cleanSession = false}, "10 0e 0004 'MQTT' 05 00 003c 00 0001 'c'");
    row("user name", {.clientId = "c", .username = "u"}, "10 11 0004 'MQTT' 05 82 003c 00 0001 'c' 0001 'u'");
    row("password alone", {.clientId = "c", .password = "p"}, "10 11 0004 'MQTT' 05 42 003c 00 0001 'c' 0001 'p'");
    row("will", {.clientId = "c", .will = Will{"w", "x", 2, true}},
        "10 15 0004 'MQTT' 05 36 003c 00 0001 'c' 00 0001 'w' 0001 'x'");

    Connect full{.clientId = "c", .username = "u", .password = "p", .will = Will{"w", "x", 1}, .keepAliveSeconds = 7};
    full.properties.add(PropertyId::SessionExpiryInterval, 10);
    full.properties.addUserProperty("n", "v");
    full.will->properties.add(PropertyId::WillDelayInterval, 5);
    row("everything in its order", full,
        "10 2c 0004 'MQTT' 05 ce 0007 0c 11 0000000a 26 0001 'n' 0001 'v' 0001 'c' 05 18 00000005 0001 'w' 0001 'x' "
        "0001 'u' 0001 'p'");
}

void TestMqtt5Connection::connectPackets()
{
    QFETCH(const Connect, packet);
    QFETCH(const QByteArray, expected);
    QCOMPARE(Session::check(packet), std::nullopt);
    m_peer->open(packet);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(expected)});
}

void TestMqtt5Connection::impossibleConnectPackets_data()
{
    QTest::addColumn<Connect>("packet");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, Connect packet, LocalFailure failure) {
        packet.level = ProtocolLevel::V5_0;
        QTest::newRow(name) << packet << int(failure);
    };
    row("will QoS 3", {.will = Will{"w", "x", 3}}, LocalFailure::InvalidQos);
    row("will topic with a wildcard", {.will = Will{"w/#", "x"}}, LocalFailure::InvalidTopic);
    row("will topic not UTF-8", {.will = Will{"\xff", "x"}}, LocalFailure::InvalidTopic);
    row("U+0000 in the client id", {.clientId = QByteArray("a\0b", 3)}, LocalFailure::InvalidText);
    row("U+0000 in the user name", {.username = QByteArray("a\0b", 3)}, LocalFailure::InvalidText);
    Connect packet;
    packet.properties.add(PropertyId::ReceiveMaximum, 0);
    row("receive maximum 0", packet, LocalFailure::InvalidProperty);
    packet = {};
    packet.properties.add(PropertyId::AuthenticationData, "x");
    row("authentication data without a method", packet, LocalFailure::InvalidProperty);
    packet = {};
    packet.properties.addUserProperty("n", QByteArray(65'536, 'x'));
    row("user property too long", packet, LocalFailure::TooLarge);
}

void TestMqtt5Connection::impossibleConnectPackets()
{
    QFETCH(const Connect, packet);
    QFETCH(const int, failure);
    const auto found = Session::check(packet);
    QCOMPARE(found ? int(*found) : -1, failure);
}

void TestMqtt5Connection::nothingBeforeConnack()
{
    m_peer->open(m_peer->connectPacket());
    (void)m_peer->sent();
    Session &client = m_peer->session;
    QCOMPARE(client.publish({.topic = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QCOMPARE(client.subscribe({.filter = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QCOMPARE(client.unsubscribe({.filter = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QVERIFY(!client.ping(m_peer->now));
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Connection::refusals_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("version not supported") << QByteArray("84");
    QTest::newRow("client id not valid") << QByteArray("85");
    QTest::newRow("not authorized") << QByteArray("87");
    QTest::newRow("authentication method not known") << QByteArray("8c");
    QTest::newRow("retaining not supported") << QByteArray("9a");
    QTest::newRow("QoS not supported") << QByteArray("9b");
    QTest::newRow("use another server") << QByteArray("9c");
}

void TestMqtt5Connection::refusals()
{
    QFETCH(const QByteArray, code);
    m_peer->open(m_peer->connectPacket());
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("20 07 00 " + code + " 04 1f 0001 'r'"), QStringList(u"refused 0x"_s + QLatin1String(code)));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Connection::contradictions_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::newRow("session present after a clean start") << QByteArray("20 03 01 00 00");
    QTest::newRow("session present with a refusal") << QByteArray("20 03 01 87 00");
    QTest::newRow("reserved acknowledge flag") << QByteArray("20 03 02 00 00");
    QTest::newRow("all acknowledge flags") << QByteArray("20 03 ff 00 00");
    QTest::newRow("code of another packet") << QByteArray("20 03 00 11 00");
}

void TestMqtt5Connection::contradictions()
{
    QFETCH(const QByteArray, connack);
    m_peer->open(m_peer->connectPacket());
    const QStringList events = m_peer->feed(connack);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::cleanStartForgets()
{
    m_peer->establish(persistent());
    QCOMPARE(m_peer->session.publish({.topic = "a", .qos = 1}, m_peer->now), 1);
    m_peer->feed("34 07 0001 'a' 0009 00 'x'");
    m_peer->session.end();
    m_peer->establish(m_peer->connectPacket());
    QCOMPARE(m_peer->feed("40 02 0001"), QStringList());
    QCOMPARE(m_peer->feed("34 07 0001 'a' 0009 00 'x'"), QStringList(u"a = x"_s));
}

void TestMqtt5Connection::sessionPresentResumes()
{
    m_peer->establish(persistent());
    QCOMPARE(m_peer->session.publish({.topic = "a", .qos = 1}, m_peer->now), 1);
    m_peer->feed("34 07 0001 'a' 0009 00 'x'");
    m_peer->session.end();
    m_peer->open(persistent());
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("20 03 01 00 00"), QStringList(u"established, session present"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("3a 06 0001 'a' 0001 00"))});
    QCOMPARE(m_peer->feed("3c 07 0001 'a' 0009 00 'x'"), QStringList());
    QCOMPARE(m_peer->sent(), QByteArrayList{"50 02 00 09"});
}

void TestMqtt5Connection::noSessionPresentForgets()
{
    m_peer->establish(persistent());
    QCOMPARE(m_peer->session.publish({.topic = "a", .qos = 1}, m_peer->now), 1);
    m_peer->feed("34 07 0001 'a' 0009 00 'x'");
    m_peer->session.end();
    m_peer->open(persistent());
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("20 03 00 00 00"), QStringList(u"established"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList());
    QCOMPARE(m_peer->feed("34 07 0001 'a' 0009 00 'x'"), QStringList(u"a = x"_s));
}

void TestMqtt5Connection::keepAlive()
{
    m_peer->establish(m_peer->connectPacket());
    m_peer->now += 59s;
    QVERIFY(m_peer->session.publish({.topic = "a"}, m_peer->now)); // puts it off
    (void)m_peer->sent();
    QCOMPARE(m_peer->session.nextDeadline(), m_peer->now + 60s);
    m_peer->now += 60s;
    (void)m_peer->session.elapse(m_peer->now);
    QCOMPARE(m_peer->sent(), QByteArrayList{"c0 00"});
    QCOMPARE(m_peer->feed("d0 00"), QStringList(u"pong"_s));
}

void TestMqtt5Connection::serverKeepAlive_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<int>("seconds");
    QTest::newRow("shorter") << QByteArray("13 0007") << 7;
    QTest::newRow("longer") << QByteArray("13 ffff") << 65'535;
    QTest::newRow("none") << QByteArray("13 0000") << 0;
    QTest::newRow("not given") << QByteArray() << 60;
}

void TestMqtt5Connection::serverKeepAlive()
{
    QFETCH(const QByteArray, property);
    QFETCH(const int, seconds);
    m_peer->establish(m_peer->connectPacket(), property);
    const auto due = m_peer->session.nextDeadline();
    QCOMPARE(due.has_value(), seconds > 0);
    QVERIFY(!due || *due == m_peer->now + std::chrono::seconds(seconds));
}

void TestMqtt5Connection::pingUnanswered()
{
    m_peer->establish(m_peer->connectPacket(), "13 0007");
    m_peer->now += 7s;
    (void)m_peer->session.elapse(m_peer->now);
    m_peer->now += 7s;
    QVERIFY(std::holds_alternative<Broken>(m_peer->session.elapse(m_peer->now)));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::tooLargePacket()
{
    Properties properties;
    properties.add(PropertyId::MaximumPacketSize, 10);
    m_peer->establish(m_peer->connectPacket(properties));
    // Refused by its header, so that nothing of it has to be kept.
    QCOMPARE(m_peer->feed("30 09"),
             QStringList(u"violation: PUBLISH larger than the maximum packet size of this client"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"e0 01 95"});
}

void TestMqtt5Connection::largestPacket()
{
    Properties properties;
    properties.add(PropertyId::MaximumPacketSize, 10);
    m_peer->establish(m_peer->connectPacket(properties));
    QCOMPARE(m_peer->feed("30 08 0001 'a' 00 'full'"), QStringList(u"a = full"_s));
}

void TestMqtt5Connection::problemInformation_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("reason string in PUBACK") << QByteArray("40 08 0001 00 04 1f 0001 'r'") << false;
    QTest::newRow("user property in PUBACK") << QByteArray("40 0b 0001 00 07 26 0001 'n' 0001 'v'") << false;
    QTest::newRow("reason string in SUBACK") << QByteArray("90 08 0002 04 1f 0001 'r' 00") << false;
    QTest::newRow("user property in PUBREL") << QByteArray("62 0b 0009 00 07 26 0001 'n' 0001 'v'") << false;
    QTest::newRow("user property in PUBLISH") << QByteArray("30 0b 0001 'a' 07 26 0001 'n' 0001 'v'") << true;
    QTest::newRow("reason string in DISCONNECT") << QByteArray("e0 06 8b 04 1f 0001 'r'") << true;
}

void TestMqtt5Connection::problemInformation()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const bool, isAllowed);
    Properties properties;
    properties.add(PropertyId::RequestProblemInformation, 0);
    m_peer->establish(m_peer->connectPacket(properties));
    QCOMPARE(m_peer->session.publish({.topic = "a", .qos = 1}, m_peer->now), 1);
    QCOMPARE(m_peer->session.subscribe({.filter = "s"}, m_peer->now), 2);
    (void)m_peer->sent();
    const QStringList events = m_peer->feed(packet);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().startsWith(u"violation"), !isAllowed);
    QCOMPARE(m_peer->sent(), isAllowed ? QByteArrayList() : QByteArrayList{"e0 01 82"});
}

void TestMqtt5Connection::disconnecting()
{
    m_peer->establish(m_peer->connectPacket());
    Disconnect packet{0x04};
    packet.properties.add(PropertyId::ReasonString, "r");
    QCOMPARE(m_peer->session.disconnect(packet, m_peer->now), std::nullopt);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("e0 06 04 04 1f 0001 'r'"))});
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
    QCOMPARE(m_peer->session.publish({.topic = "a"}, m_peer->now).error(), LocalFailure::NotConnected);
    QVERIFY(!m_peer->session.ping(m_peer->now));
    QCOMPARE(m_peer->feed("32 06 0001 'a' 0007 00"), QStringList());
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Connection::codesToLeaveWith()
{
    const QByteArray allowed = bytes("00 04 80 81 82 83 90 93 94 95 96 97 98 99"); // section 3.14.2.1
    for (int code = 0; code < 256; ++code) {
        m_peer->establish(m_peer->connectPacket());
        const auto failure = m_peer->session.disconnect({static_cast<quint8>(code)}, m_peer->now);
        QCOMPARE(!failure, allowed.contains(static_cast<char>(code)));
        QCOMPARE(m_peer->sent().size(), failure ? 0 : 1);
        QCOMPARE(m_peer->session.phase(), failure ? Session::Phase::Online : Session::Phase::Idle);
    }
}

void TestMqtt5Connection::leaveTakingThatIsTooLarge()
{
    m_peer->establish(m_peer->connectPacket(), "27 00000008");
    Disconnect packet;
    packet.properties.add(PropertyId::ReasonString, "toolong");
    QCOMPARE(m_peer->session.disconnect(packet, m_peer->now), LocalFailure::TooLarge);
    packet.properties = {};
    packet.properties.addUserProperty("n", "v");
    QCOMPARE(m_peer->session.disconnect(packet, m_peer->now), LocalFailure::TooLarge);
    QCOMPARE(m_peer->sent(), QByteArrayList());
    packet.properties = {};
    packet.properties.add(PropertyId::ReasonString, "r");
    QCOMPARE(m_peer->session.disconnect(packet, m_peer->now), std::nullopt);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("e0 06 00 04 1f 0001 'r'"))});
}

void TestMqtt5Connection::dismissed_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("event");
    QTest::newRow("nothing said") << QByteArray("e0 00") << u"dismissed"_s;
    QTest::newRow("session taken over") << QByteArray("e0 01 8e") << u"dismissed 0x8e"_s;
    QTest::newRow("shutting down, with a reason") << QByteArray("e0 06 8b 04 1f 0001 'r'") << u"dismissed 0x8b"_s;
    QTest::newRow("not authorized any more") << QByteArray("e0 02 87 00") << u"dismissed 0x87"_s;
}

void TestMqtt5Connection::dismissed()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const QString, event);
    m_peer->establish(m_peer->connectPacket());
    QCOMPARE(m_peer->feed(packet), QStringList(event));
    QCOMPARE(m_peer->session.phase(), Session::Phase::Idle);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

QTEST_APPLESS_MAIN(TestMqtt5Connection)
#include "tst_mqtt5connection.moc"
