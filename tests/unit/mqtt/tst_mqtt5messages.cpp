// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedsession.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

/// MQTT 5.0: the exchanges of messages (sections 4.3 and 4.4) and of subscriptions (3.8 to 3.11).
class TestMqtt5Messages : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sendQos0();
    void sendQos1();
    void sendQos2();
    void refusedMessagesAreDone();
    void properties();
    void receiveQos1();
    void receiveQos2();

    void resumed();
    void nothingIsSentAgainOtherwise();
    void whatWasSentDoesNotExpire();
    void idsInUseAreNotGivenAgain();

    void subscribing_data();
    void subscribing();
    void impossibleSubscriptions_data();
    void impossibleSubscriptions();
    void subscriptionAnswers_data();
    void subscriptionAnswers();
    void unsubscribing();

private:
    void connectNow() { m_peer->establish(persistent()); }
    [[nodiscard]] Connect persistent() const;
    [[nodiscard]] auto publish(const Publish &packet) { return m_peer->session.publish(packet, m_peer->now); }

    std::unique_ptr<ScriptedSession> m_peer;
};

void TestMqtt5Messages::init()
{
    m_peer = std::make_unique<ScriptedSession>(ProtocolLevel::V5_0);
}

Connect TestMqtt5Messages::persistent() const
{
    Properties properties;
    properties.add(PropertyId::SessionExpiryInterval, 0xffffffff);
    Connect packet = m_peer->connectPacket(properties);
    packet.cleanSession = false;
    return packet;
}

void TestMqtt5Messages::sendQos0()
{
    connectNow();
    QCOMPARE(publish({.topic = "a", .payload = "x", .id = 7, .duplicate = true}), 0);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("30 05 0001 'a' 00 'x'"))});
    QCOMPARE(m_peer->session.publish({.topic = "a", .qos = 3}, m_peer->now).error(), LocalFailure::InvalidQos);
    QCOMPARE(publish({.topic = "a/#"}).error(), LocalFailure::InvalidTopic);
    QCOMPARE(publish({.topic = "\xff"}).error(), LocalFailure::InvalidTopic);
    QCOMPARE(publish({.topic = ""}).error(), LocalFailure::InvalidTopic);
}

void TestMqtt5Messages::sendQos1()
{
    connectNow();
    QCOMPARE(publish({.topic = "a", .payload = "x", .qos = 1, .retain = true, .duplicate = true}), 1);
    QCOMPARE(publish({.topic = "b", .qos = 1}), 2);
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("33 07 0001 'a' 0001 00 'x'")), toHex(bytes("32 06 0001 'b' 0002 00"))}));
    QCOMPARE(m_peer->feed("40 02 0002 40 03 0001 10"), QStringList({u"acknowledged 2"_s, u"acknowledged 1 0x10"_s}));
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Messages::sendQos2()
{
    connectNow();
    QCOMPARE(publish({.topic = "a", .payload = "x", .qos = 2, .duplicate = true}), 1);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("34 07 0001 'a' 0001 00 'x'"))});
    QCOMPARE(m_peer->feed("50 03 0001 10"), QStringList(u"received 1 0x10"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"62 02 00 01"});
    QCOMPARE(m_peer->feed("50 02 0001"), QStringList());
    QCOMPARE(m_peer->sent(), QByteArrayList{"62 02 00 01"}); // and not PUBLISH
    QCOMPARE(m_peer->feed("70 02 0001"), QStringList(u"completed 1"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Messages::refusedMessagesAreDone()
{
    connectNow();
    QCOMPARE(publish({.topic = "a", .qos = 1}), 1);
    QCOMPARE(publish({.topic = "a", .qos = 2}), 2);
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("40 03 0001 87 50 03 0002 83"),
             QStringList({u"acknowledged 1 0x87"_s, u"received 2 0x83"_s}));
    QCOMPARE(m_peer->sent(), QByteArrayList()); // no PUBREL
    m_peer->session.end();
    m_peer->open(persistent());
    (void)m_peer->sent();
    m_peer->feed("20 03 01 00 00");
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Messages::properties()
{
    connectNow();
    Publish packet{.topic = "a", .payload = "x"};
    packet.properties.add(PropertyId::PayloadFormatIndicator, 1);
    packet.properties.add(PropertyId::MessageExpiryInterval, 10);
    packet.properties.add(PropertyId::ContentType, "t");
    packet.properties.add(PropertyId::ResponseTopic, "r");
    packet.properties.add(PropertyId::CorrelationData, QByteArray("\0\xff", 2));
    packet.properties.addUserProperty("n", "v");
    packet.properties.addUserProperty("n", "w");
    QCOMPARE(publish(packet), 0);
    QCOMPARE(m_peer->sent(),
             QByteArrayList{toHex(bytes("30 27 0001 'a' 22 01 01 02 0000000a 03 0001 't' 08 0001 'r' 09 0002 00ff "
                                        "26 0001 'n' 0001 'v' 26 0001 'n' 0001 'w' 'x'"))});
}

void TestMqtt5Messages::receiveQos1()
{
    connectNow();
    QCOMPARE(m_peer->feed("32 07 0001 'a' 0009 00 'x'"), QStringList(u"a = x"_s));
    QCOMPARE(m_peer->feed("3a 07 0001 'a' 0009 00 'x'"), QStringList(u"a = x"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList({"40 02 00 09", "40 02 00 09"}));
}

void TestMqtt5Messages::receiveQos2()
{
    connectNow();
    QCOMPARE(m_peer->feed("34 07 0001 'a' 0009 00 'x'"), QStringList(u"a = x"_s));
    QCOMPARE(m_peer->feed("3c 07 0001 'a' 0009 00 'x'"), QStringList());
    QCOMPARE(m_peer->sent(), QByteArrayList({"50 02 00 09", "50 02 00 09"}));
    QCOMPARE(m_peer->feed("62 02 0009"), QStringList(u"released 9"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList{"70 02 00 09"});
    QCOMPARE(m_peer->feed("34 07 0001 'a' 0009 00 'y'"), QStringList(u"a = y"_s));
}

void TestMqtt5Messages::resumed()
{
    connectNow();
    for (quint8 qos : {2, 1, 2, 1})
        QVERIFY(publish({.topic = "a", .qos = qos}));
    m_peer->feed("50 02 0001 40 02 0002");
    m_peer->session.end();
    m_peer->open(persistent());
    (void)m_peer->sent();
    QCOMPARE(m_peer->feed("20 03 01 00 00"), QStringList(u"established, session present"_s));
    QCOMPARE(m_peer->sent(), QByteArrayList({"62 02 00 01", toHex(bytes("3c 06 0001 'a' 0003 00")),
                                             toHex(bytes("3a 06 0001 'a' 0004 00"))}));
    QCOMPARE(m_peer->feed("70 02 0001 50 02 0003 70 02 0003 40 02 0004").size(), 4);
}

void TestMqtt5Messages::nothingIsSentAgainOtherwise()
{
    connectNow();
    QVERIFY(publish({.topic = "a", .qos = 1}));
    QVERIFY(publish({.topic = "a", .qos = 2}));
    m_peer->feed("50 02 0002");
    (void)m_peer->sent();
    for (int i = 0; i < 10; ++i) {
        m_peer->now += 60s;
        (void)m_peer->session.elapse(m_peer->now);
        m_peer->feed("d0 00");
        QCOMPARE(m_peer->sent(), QByteArrayList{"c0 00"});
    }
}

void TestMqtt5Messages::whatWasSentDoesNotExpire()
{
    connectNow();
    Publish packet{.topic = "a", .qos = 2};
    packet.properties.add(PropertyId::MessageExpiryInterval, 1);
    QVERIFY(publish(packet));
    m_peer->session.end();
    m_peer->now += 1h;
    m_peer->open(persistent());
    (void)m_peer->sent();
    m_peer->feed("20 03 01 00 00");
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("3c 0b 0001 'a' 0001 05 02 00000001"))});
}

void TestMqtt5Messages::idsInUseAreNotGivenAgain()
{
    connectNow();
    QCOMPARE(publish({.topic = "a", .qos = 1}), 1);
    QCOMPARE(m_peer->session.subscribe({.filter = "s"}, m_peer->now), 2);
    QCOMPARE(m_peer->session.unsubscribe({.filter = "u"}, m_peer->now), 3);
    for (int id = 4; id <= 65'535; ++id)
        QCOMPARE(publish({.topic = "a", .qos = 2}), id);
    QCOMPARE(publish({.topic = "a", .qos = 2}).error(), LocalFailure::NoFreePacketId);
    m_peer->feed("b0 04 0003 00 00");
    QCOMPARE(publish({.topic = "a", .qos = 1}), 3);
}

void TestMqtt5Messages::subscribing_data()
{
    QTest::addColumn<SubscriptionOptions>("options");
    QTest::addColumn<QByteArray>("byte");
    QTest::newRow("QoS 0") << SubscriptionOptions{} << QByteArray("00");
    QTest::newRow("QoS 2") << SubscriptionOptions{.qos = 2} << QByteArray("02");
    QTest::newRow("no local") << SubscriptionOptions{.noLocal = true} << QByteArray("04");
    QTest::newRow("retain as published") << SubscriptionOptions{.retainAsPublished = true} << QByteArray("08");
    QTest::newRow("retain handling 1") << SubscriptionOptions{.retainHandling = 1} << QByteArray("10");
    QTest::newRow("everything") << SubscriptionOptions{2, true, true, 2} << QByteArray("2e");
}

void TestMqtt5Messages::subscribing()
{
    QFETCH(const SubscriptionOptions, options);
    QFETCH(const QByteArray, byte);
    connectNow();
    Subscribe packet{.filter = "a/+", .options = options};
    packet.properties.add(PropertyId::SubscriptionIdentifier, 200);
    QCOMPARE(m_peer->session.subscribe(packet, m_peer->now), 1);
    QCOMPARE(m_peer->sent(), QByteArrayList{toHex(bytes("82 0c 0001 03 0b c801 0003 'a/+' " + byte))});
}

void TestMqtt5Messages::impossibleSubscriptions_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<SubscriptionOptions>("options");
    QTest::addColumn<int>("failure");
    const auto row = [](const char *name, const char *filter, SubscriptionOptions options, LocalFailure failure) {
        QTest::newRow(name) << QByteArray(filter) << options << int(failure);
    };
    row("no local, shared", "$share/g/a", {.noLocal = true}, LocalFailure::NoLocalWithShare);
    row("QoS 3", "a", {.qos = 3}, LocalFailure::InvalidQos);
    row("retain handling 3", "a", {.retainHandling = 3}, LocalFailure::InvalidProperty);
    row("no filter", "", {}, LocalFailure::InvalidFilter);
    row("filter not UTF-8", "\xff", {}, LocalFailure::InvalidFilter);
    row("share without a name", "$share//a", {}, LocalFailure::InvalidFilter);
}

void TestMqtt5Messages::impossibleSubscriptions()
{
    QFETCH(const QByteArray, filter);
    QFETCH(const SubscriptionOptions, options);
    QFETCH(const int, failure);
    connectNow();
    const auto id = m_peer->session.subscribe({.filter = filter, .options = options}, m_peer->now);
    QCOMPARE(id ? -1 : int(id.error()), failure);
    QCOMPARE(m_peer->sent(), QByteArrayList());
}

void TestMqtt5Messages::subscriptionAnswers_data()
{
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QStringList>("events");
    QTest::newRow("in the other order") << QByteArray("90 04 0002 00 01 90 04 0001 00 02")
                                        << QStringList({u"subscribed b 0x01"_s, u"subscribed a 0x02"_s});
    QTest::newRow("refused") << QByteArray("90 04 0001 00 87") << QStringList(u"subscribed a 0x87"_s);
    QTest::newRow("for another id") << QByteArray("90 04 0003 00 00") << QStringList();
    QTest::newRow("no code") << QByteArray("90 03 0001 00")
                             << QStringList(u"violation: wrong remaining length of SUBACK"_s);
    QTest::newRow("a code too many") << QByteArray("90 05 0001 00 00 00")
                                     << QStringList(u"violation: wrong remaining length of SUBACK"_s);
}

void TestMqtt5Messages::subscriptionAnswers()
{
    QFETCH(const QByteArray, answers);
    QFETCH(const QStringList, events);
    connectNow();
    QCOMPARE(m_peer->session.subscribe({.filter = "a", .options = {.qos = 2}}, m_peer->now), 1);
    QCOMPARE(m_peer->session.subscribe({.filter = "b", .options = {.qos = 1}}, m_peer->now), 2);
    QCOMPARE(m_peer->feed(answers), events);
}

void TestMqtt5Messages::unsubscribing()
{
    connectNow();
    QCOMPARE(m_peer->session.unsubscribe({.filter = "a"}, m_peer->now), 1);
    QCOMPARE(m_peer->session.unsubscribe({.filter = "b"}, m_peer->now), 2);
    QCOMPARE(m_peer->session.unsubscribe({.filter = "a/b#"}, m_peer->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(m_peer->sent(),
             QByteArrayList({toHex(bytes("a2 06 0001 00 0001 'a'")), toHex(bytes("a2 06 0002 00 0001 'b'"))}));
    QCOMPARE(m_peer->feed("b0 04 0002 00 11 b0 04 0001 00 00 b0 04 0007 00 00"),
             QStringList({u"unsubscribed b 0x11"_s, u"unsubscribed a"_s}));
}

QTEST_APPLESS_MAIN(TestMqtt5Messages)
#include "tst_mqtt5messages.moc"
