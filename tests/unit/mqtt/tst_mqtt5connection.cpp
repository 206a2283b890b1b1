// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/outboundrules.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

namespace {

constexpr const char *acceptedWithMethod = "20 07 00 00 04 15 0001 'm'";

Connect withMethod()
{
    return V5::with(PropertyId::AuthenticationMethod, "m");
}

} // namespace

/// Statements of MQTT 5.0 about a connection (docs/mqtt-conformance.md) that have no other test.
class TestMqtt5Connection : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void impossibleConnect_data();
    void impossibleConnect();
    void onlyAuthBeforeConnack_data();
    void onlyAuthBeforeConnack();
    void refusals_data();
    void refusals();
    void contradictions_data();
    void contradictions();
    void cleanStartForgets();
    void noSessionPresentForgets();
    void keepAlive();
    void pingUnanswered();

    void nothingElseWaitsForTheQuota();
    void tooLargeWithItsAlias();
    void aliasThatDoesNotFitIsNotKept();
    void noAliasWhereNoneIsAllowed();
    void problemInformation_data();
    void problemInformation();

    void rejectedWhileAuthenticating();
    void failedAuthenticationEndsTheSession();
    void authenticationThatIsTooLarge();
    void codesToLeaveWith();
    void nothingAfterDisconnect();
    void leaveTakingThatIsTooLarge();

private:
    [[nodiscard]] Session &session() { return m_rig->session; }
    [[nodiscard]] Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt5Connection::impossibleConnect_data()
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
}

void TestMqtt5Connection::impossibleConnect()
{
    QFETCH(const Connect, packet);
    QFETCH(const int, failure);
    const auto found = faultIn(packet);
    QCOMPARE(found ? int(*found) : -1, failure);
}

void TestMqtt5Connection::onlyAuthBeforeConnack_data()
{
    QTest::addColumn<bool>("authenticates");
    QTest::newRow("authenticating") << true;
    QTest::newRow("not authenticating") << false;
}

void TestMqtt5Connection::onlyAuthBeforeConnack()
{
    QFETCH(const bool, authenticates);
    m_rig->open(authenticates ? withMethod() : V5::plain);
    if (authenticates)
        QCOMPARE(m_rig->feed("f0 06 18 04 15 0001 'm'").size(), 1);
    QCOMPARE(session().publish({.topic = "a"}, now()).error(), LocalFailure::NotConnected);
    QCOMPARE(session().subscribe({.filter = "a"}, now()).error(), LocalFailure::NotConnected);
    QCOMPARE(session().unsubscribe({.filter = "a"}, now()).error(), LocalFailure::NotConnected);
    QVERIFY(!session().ping(now()));
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(!session().authenticate({}, now()), authenticates);
    QCOMPARE(m_rig->take().size(), authenticates ? 1 : 0);
}

void TestMqtt5Connection::refusals_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("version not supported") << 0x84;
    QTest::newRow("client id not valid") << 0x85;
    QTest::newRow("authentication method not known") << 0x8c;
    QTest::newRow("retaining not supported") << 0x9a;
    QTest::newRow("QoS not supported") << 0x9b;
}

void TestMqtt5Connection::refusals()
{
    QFETCH(const int, code);
    m_rig->open(V5::plain);
    QCOMPARE(m_rig->feed("20 03 00 " + QByteArray::number(code, 16) + " 00"), QStringList(u"refused %1"_s.arg(code)));
    QCOMPARE(session().phase(), Session::Phase::Idle);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Connection::contradictions_data()
{
    QTest::addColumn<QByteArray>("connack");
    QTest::newRow("session present with a refusal") << QByteArray("20 03 01 87 00");
    QTest::newRow("reserved acknowledge flag") << QByteArray("20 03 02 00 00");
    QTest::newRow("all acknowledge flags") << QByteArray("20 03 ff 00 00");
}

void TestMqtt5Connection::contradictions()
{
    QFETCH(const QByteArray, connack);
    m_rig->open(V5::persistent);
    const QStringList events = m_rig->feed(connack);
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(u"violation"), qPrintable(events.first()));
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::cleanStartForgets()
{
    m_rig->connectWith(V5::persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    m_rig->feed("34 06 0001 'a' 0009 00");
    session().end();
    m_rig->connectWith(V5::plain);
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(m_rig->feed("40 02 0001"), QStringList());
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 00"), QStringList(u"message a = "_s));
}

void TestMqtt5Connection::noSessionPresentForgets()
{
    m_rig->connectWith(V5::persistent);
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    m_rig->feed("34 06 0001 'a' 0009 00");
    session().end();
    m_rig->connectWith(V5::persistent);
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(m_rig->feed("34 06 0001 'a' 0009 00"), QStringList(u"message a = "_s));
}

void TestMqtt5Connection::keepAlive()
{
    m_rig->connectWith(V5::plain);
    m_rig->now += 59s;
    QVERIFY(session().publish({.topic = "a"}, now())); // both together put it off
    m_rig->feed("30 04 0001 'a' 00");
    m_rig->take();
    QCOMPARE(session().nextDeadline(), now() + 60s);
    m_rig->now += 60s;
    QCOMPARE(toText(session().elapse(now())), QString());
    QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    QCOMPARE(m_rig->feed("d0 00"), QStringList(u"pong"_s));
}

void TestMqtt5Connection::pingUnanswered()
{
    m_rig->connectWith(V5::plain, "20 06 00 00 03 13 0007");
    m_rig->now += 7s;
    QCOMPARE(toText(session().elapse(now())), QString());
    m_rig->now += 3500ms;
    QCOMPARE(toText(session().elapse(now())), u"timeout: nothing received for 10.5 s, no PINGRESP either"_s);
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::nothingElseWaitsForTheQuota()
{
    m_rig->connectWith(V5::plain, "20 06 00 00 03 21 0001");
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now()));
    QVERIFY(session().publish({.topic = "a", .qos = 2}, now())); // waits
    m_rig->take();
    QVERIFY(session().publish({.topic = "a"}, now()));
    QVERIFY(session().subscribe({.filter = "s"}, now()));
    QVERIFY(session().unsubscribe({.filter = "u"}, now()));
    QVERIFY(session().ping(now()));
    QCOMPARE(m_rig->take(),
             QByteArrayList({"30 04 00 01 61 00", "82 07 00 03 00 00 01 73 00", "a2 06 00 04 00 00 01 75", "c0 00"}));
    QCOMPARE(m_rig->feed("32 06 0001 'a' 0007 00 34 06 0001 'b' 0008 00 62 02 0008 90 04 0003 00 00"),
             QStringList({u"message a = "_s, u"message b = "_s, u"released 8"_s, u"subscribed s: 0"_s}));
    QCOMPARE(m_rig->take(), QByteArrayList({"40 02 00 07", "50 02 00 08", "70 02 00 08"}));
    m_rig->feed("50 02 0001"); // PUBREC does not increase the quota
    QCOMPARE(m_rig->take(), QByteArrayList{"62 02 00 01"});
    m_rig->feed("70 02 0001");
    QCOMPARE(m_rig->take(), QByteArrayList{"34 06 00 01 61 00 02 00"});
}

void TestMqtt5Connection::tooLargeWithItsAlias()
{
    m_rig->connectWith(V5::plain, "20 0b 00 00 08 22 000a 27 0000000a");
    Publish packet{.topic = "a", .payload = "full"}; // ten bytes, and thirteen with an alias
    packet.properties.add(PropertyId::TopicAlias, 1);
    QCOMPARE(session().publish(packet, now()).error(), LocalFailure::TooLarge);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Connection::aliasThatDoesNotFitIsNotKept()
{
    m_rig->connectWith(V5::with(PropertyId::TopicAliasMaximum, 10), "20 0b 00 00 08 22 000a 27 0000000a");
    QVERIFY(session().publish({.topic = "a", .payload = "full"}, now()));
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("30 08 0001 'a' 00 'full'"))});
    QVERIFY(session().publish({.topic = "a"}, now())); // the alias is not yet known to the broker
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("30 07 0001 'a' 03 23 0001"))});
}

void TestMqtt5Connection::noAliasWhereNoneIsAllowed()
{
    m_rig->connectWith(V5::plain);
    QCOMPARE(m_rig->feed("30 07 0001 'a' 03 23 0001"), QStringList(u"violation: unknown topic alias in PUBLISH"_s));
    QCOMPARE(m_rig->take(), QByteArrayList{"e0 01 94"});
}

void TestMqtt5Connection::problemInformation_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("reason string in PUBACK") << QByteArray("40 08 0001 00 04 1f 0001 'r'") << false;
    QTest::newRow("user property in PUBACK") << QByteArray("40 0b 0001 00 07 26 0001 'n' 0001 'v'") << false;
    QTest::newRow("user property in PUBREL") << QByteArray("62 0b 0009 00 07 26 0001 'n' 0001 'v'") << false;
    QTest::newRow("reason string in SUBACK") << QByteArray("90 08 0002 04 1f 0001 'r' 00") << false;
    QTest::newRow("user property in PUBLISH") << QByteArray("30 0b 0001 'a' 07 26 0001 'n' 0001 'v'") << true;
    QTest::newRow("reason string in DISCONNECT") << QByteArray("e0 06 8b 04 1f 0001 'r'") << true;
}

void TestMqtt5Connection::problemInformation()
{
    QFETCH(const QByteArray, packet);
    QFETCH(const bool, isAllowed);
    m_rig->connectWith(V5::with(PropertyId::RequestProblemInformation, 0));
    QCOMPARE(session().publish({.topic = "a", .qos = 1}, now()), 1);
    QCOMPARE(session().subscribe({.filter = "s"}, now()), 2);
    m_rig->take();
    const QString event = m_rig->feed(packet).join(u", "_s);
    QVERIFY2(event.startsWith(u"violation") != isAllowed, qPrintable(event));
    QCOMPARE(m_rig->take(), isAllowed ? QByteArrayList() : QByteArrayList{"e0 01 82"});
}

void TestMqtt5Connection::rejectedWhileAuthenticating()
{
    m_rig->open(withMethod());
    m_rig->feed("f0 06 18 04 15 0001 'm'");
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->feed("20 03 00 87 00"), QStringList(u"refused 135"_s));
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::failedAuthenticationEndsTheSession()
{
    m_rig->connectWith(withMethod(), acceptedWithMethod);
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
    QCOMPARE(m_rig->feed("e0 01 87"), QStringList(u"dismissed (0x87)"_s));
    QCOMPARE(session().phase(), Session::Phase::Idle);
}

void TestMqtt5Connection::authenticationThatIsTooLarge()
{
    m_rig->connectWith(withMethod(), "20 0c 00 00 09 15 0001 'm' 27 0000000b");
    Properties properties;
    properties.add(PropertyId::ReasonString, "r");
    QCOMPARE(session().authenticate(properties, now()), LocalFailure::TooLarge);
    properties = {};
    properties.addUserProperty("n", "v");
    QCOMPARE(session().authenticate(properties, now()), LocalFailure::TooLarge);
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(session().authenticate({}, now()), std::nullopt);
}

void TestMqtt5Connection::codesToLeaveWith()
{
    const QByteArray allowed = bytes("00 04 80 81 82 83 90 93 94 95 96 97 98 99"); // section 3.14.2.1
    for (int code = 0; code < 256; ++code) {
        m_rig->connectWith(V5::plain);
        const auto failure = session().disconnect({static_cast<quint8>(code)}, now());
        QCOMPARE(!failure, allowed.contains(static_cast<char>(code)));
        QCOMPARE(m_rig->take().size(), failure ? 0 : 1);
    }
}

void TestMqtt5Connection::nothingAfterDisconnect()
{
    m_rig->connectWith(V5::plain);
    QCOMPARE(session().disconnect({}, now()), std::nullopt);
    m_rig->take();
    QCOMPARE(session().publish({.topic = "a"}, now()).error(), LocalFailure::NotConnected);
    QVERIFY(!session().ping(now()));
    QCOMPARE(session().authenticate({}, now()), LocalFailure::NotAuthenticating);
    QCOMPARE(session().disconnect({}, now()), std::nullopt);
    QCOMPARE(m_rig->feed("32 06 0001 'a' 0007 00"), QStringList());
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Connection::leaveTakingThatIsTooLarge()
{
    m_rig->connectWith(V5::plain, "20 08 00 00 05 27 00000008");
    Disconnect packet;
    packet.properties.add(PropertyId::ReasonString, "long");
    QCOMPARE(session().disconnect(packet, now()), LocalFailure::TooLarge);
    packet.properties = {};
    packet.properties.addUserProperty("n", "v");
    QCOMPARE(session().disconnect(packet, now()), LocalFailure::TooLarge);
    QCOMPARE(m_rig->take(), QByteArrayList());
    packet.properties = {};
    packet.properties.add(PropertyId::ReasonString, "r");
    QCOMPARE(session().disconnect(packet, now()), std::nullopt);
    QCOMPARE(m_rig->take(), QByteArrayList{toHex(bytes("e0 06 00 04 1f 0001 'r'"))});
}

STANDIN_TEST(TestMqtt5Connection)
#include "tst_mqtt5connection.moc"
