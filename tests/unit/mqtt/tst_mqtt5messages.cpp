// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;
using namespace std::chrono_literals;

/// Statements of MQTT 5.0 about the exchange of messages (docs/mqtt-conformance.md, sections 4.3 and 4.4) and about
/// subscriptions that have no other test.
class TestMqtt5Messages : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sendQos0();
    void impossibleTopics_data();
    void impossibleTopics();
    void sendQos1();
    void sendQos2();
    void refusedMessagesAreNotSentAgain();
    void allProperties();
    void longProperties();
    void receiveQos1();
    void receiveQos2();

    void resumed();
    void answersToWhatIsGivenUp_data();
    void answersToWhatIsGivenUp();
    void nothingIsSentAgainOtherwise();
    void whatWasSentDoesNotExpire();
    void idsInUseAreNotGivenAgain();

    void impossibleFilters_data();
    void impossibleFilters();
    void answersFindTheirRequest();

private:
    [[nodiscard]] Session &session() { return m_rig->session; }
    [[nodiscard]] auto publish(const Publish &packet) { return session().publish(packet, m_rig->now); }
    QByteArrayList resume();

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt5Messages::init()
{
    m_rig = std::make_unique<SessionRig>();
    m_rig->connectWith(V5::persistent);
}

QByteArrayList TestMqtt5Messages::resume()
{
    session().end();
    m_rig->connectWith(V5::persistent, "20 03 01 00 00");
    return m_rig->take();
}

void TestMqtt5Messages::sendQos0()
{
    QCOMPARE(publish({.topic = "a", .payload = "x", .id = 7, .duplicate = true}), 0);
    QCOMPARE(m_rig->take(), hexOf({"30 05 0001 'a' 00 'x'"}));
    QCOMPARE(publish({.topic = "a", .qos = 3}).error(), LocalFailure::InvalidQos);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Messages::impossibleTopics_data()
{
    QTest::addColumn<QByteArray>("topic");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("#") << QByteArray("a/#");
    QTest::newRow("+") << QByteArray("+");
    QTest::newRow("not UTF-8") << QByteArray("\xff");
    QTest::newRow("U+0000") << QByteArray("a\0b", 3);
    QTest::newRow("too long") << QByteArray(65'536, 'x');
}

void TestMqtt5Messages::impossibleTopics()
{
    QFETCH(const QByteArray, topic);
    QCOMPARE(publish({.topic = topic}).error(), LocalFailure::InvalidTopic);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Messages::sendQos1()
{
    QCOMPARE(publish({.topic = "a", .payload = "x", .qos = 1, .retain = true, .duplicate = true}), 1);
    QCOMPARE(publish({.topic = "b", .qos = 1}), 2);
    QCOMPARE(m_rig->take(), hexOf({"33 07 0001 'a' 0001 00 'x'", "32 06 0001 'b' 0002 00"}));
    QCOMPARE(m_rig->feed("40 02 0002 40 02 0001"), QStringList({u"acknowledged 2"_s, u"acknowledged 1"_s}));
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Messages::sendQos2()
{
    QCOMPARE(publish({.topic = "a", .payload = "x", .qos = 2, .duplicate = true}), 1);
    QCOMPARE(m_rig->take(), hexOf({"34 07 0001 'a' 0001 00 'x'"}));
    QCOMPARE(m_rig->feed("50 03 0001 10"), QStringList(u"received 1 (0x10)"_s));
    QCOMPARE(m_rig->take(), hexOf({"62 02 0001"}));
    QCOMPARE(resume(), hexOf({"62 02 0001"})); // and not PUBLISH
    QCOMPARE(m_rig->feed("70 02 0001"), QStringList(u"completed 1"_s));
    QCOMPARE(resume(), QByteArrayList());
}

void TestMqtt5Messages::refusedMessagesAreNotSentAgain()
{
    QCOMPARE(publish({.topic = "a", .qos = 1}), 1);
    QCOMPARE(publish({.topic = "a", .qos = 2}), 2);
    m_rig->take();
    m_rig->feed("40 03 0001 87 50 03 0002 83");
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(resume(), QByteArrayList());
}

void TestMqtt5Messages::allProperties()
{
    Publish packet{.topic = "a", .payload = "x"};
    packet.properties.add(PropertyId::PayloadFormatIndicator, 1);
    packet.properties.add(PropertyId::MessageExpiryInterval, 10);
    packet.properties.add(PropertyId::ContentType, "t");
    packet.properties.add(PropertyId::ResponseTopic, "r");
    packet.properties.add(PropertyId::CorrelationData, QByteArray("\0\xff", 2));
    packet.properties.addUserProperty("n", "v");
    packet.properties.addUserProperty("n", "w");
    QCOMPARE(publish(packet), 0);
    QCOMPARE(m_rig->take(), hexOf({"30 27 0001 'a' 22 01 01 02 0000000a 03 0001 't' 08 0001 'r' 09 0002 00ff "
                                   "26 0001 'n' 0001 'v' 26 0001 'n' 0001 'w' 'x'"}));
}

void TestMqtt5Messages::longProperties()
{
    Publish packet{.topic = "a"};
    packet.properties.addUserProperty("n", QByteArray(122, 'v'));
    QCOMPARE(publish(packet), 0);
    QVERIFY(m_rig->take().value(0).startsWith(toHex(bytes("30 8501 0001 'a' 8001 26 0001 'n' 007a 'v'"))));
    packet.properties = {};
    packet.properties.addUserProperty("n", QByteArray(121, 'v'));
    QCOMPARE(publish(packet), 0);
    QVERIFY(m_rig->take().value(0).startsWith(toHex(bytes("30 8301 0001 'a' 7f 26 0001 'n' 0079 'v'"))));
}

void TestMqtt5Messages::receiveQos1()
{
    QCOMPARE(m_rig->feed("32 07 0001 'a' 0009 00 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->feed("3a 07 0001 'a' 0009 00 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->take(), hexOf({"40 02 0009", "40 02 0009"}));
}

void TestMqtt5Messages::receiveQos2()
{
    QCOMPARE(m_rig->feed("34 07 0001 'a' 0009 00 'x'"), QStringList(u"message a = x"_s));
    QCOMPARE(m_rig->take(), hexOf({"50 02 0009"}));
    QCOMPARE(resume(), QByteArrayList());
    QCOMPARE(m_rig->feed("3c 07 0001 'a' 0009 00 'x'"), QStringList());
    QCOMPARE(m_rig->take(), hexOf({"50 02 0009"}));
    QCOMPARE(m_rig->feed("62 02 0009"), QStringList(u"released 9"_s));
    QCOMPARE(m_rig->take(), hexOf({"70 02 0009"}));
    QCOMPARE(m_rig->feed("34 07 0001 'a' 0009 00 'y'"), QStringList(u"message a = y"_s));
}

void TestMqtt5Messages::resumed()
{
    for (quint8 qos : {2, 1, 2, 1})
        QVERIFY(publish({.topic = "a", .qos = qos}));
    m_rig->feed("50 02 0001 40 02 0002");
    QCOMPARE(resume(), hexOf({"62 02 0001", "3c 06 0001 'a' 0003 00", "3a 06 0001 'a' 0004 00"}));
    QCOMPARE(publish({.topic = "a", .qos = 1}), 5);
    QCOMPARE(m_rig->take(), hexOf({"32 06 0001 'a' 0005 00"}));
    QCOMPARE(m_rig->feed("70 02 0001 50 02 0003 70 02 0003 40 02 0004").size(), 4);
}

void TestMqtt5Messages::answersToWhatIsGivenUp_data()
{
    QTest::addColumn<quint8>("qos");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArrayList>("sent");
    QTest::newRow("QoS 1") << quint8(1) << QByteArray("40 02 0001") << QByteArrayList();
    QTest::newRow("QoS 2") << quint8(2) << QByteArray("50 02 0001") << hexOf({"62 03 0001 92"});
    QTest::newRow("QoS 2, refused") << quint8(2) << QByteArray("50 03 0001 80") << QByteArrayList();
}

// A message that this broker does not accept is given up and does not count; an answer to it allows no other message.
void TestMqtt5Messages::answersToWhatIsGivenUp()
{
    QFETCH(quint8, qos);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArrayList, sent);
    QCOMPARE(publish({.topic = "a", .payload = QByteArray(20, 'x'), .qos = qos}), 1);
    session().end();
    m_rig->take();
    m_rig->connectWith(V5::persistent, "20 0b 01 00 08 21 0001 27 00000010"); // one message at once, of 16 bytes
    QCOMPARE(m_rig->take(), QByteArrayList());
    QCOMPARE(publish({.topic = "b", .qos = 1}), 2);
    QCOMPARE(publish({.topic = "c", .qos = 1}), 3);
    QCOMPARE(m_rig->take(), hexOf({"32 06 0001 'b' 0002 00"}));

    QCOMPARE(m_rig->feed(answer), QStringList());
    QCOMPARE(m_rig->take(), sent);
    QCOMPARE(resume(), hexOf({"3a 06 0001 'b' 0002 00", "32 06 0001 'c' 0003 00"}));
}

void TestMqtt5Messages::nothingIsSentAgainOtherwise()
{
    QVERIFY(publish({.topic = "a", .qos = 1}));
    QVERIFY(publish({.topic = "a", .qos = 2}));
    m_rig->feed("50 02 0002");
    m_rig->take();
    for (int i = 0; i < 10; ++i) {
        m_rig->now += 60s;
        QCOMPARE(toText(session().elapse(m_rig->now)), QString());
        m_rig->feed("d0 00");
        QCOMPARE(m_rig->take(), QByteArrayList{"c0 00"});
    }
}

void TestMqtt5Messages::whatWasSentDoesNotExpire()
{
    Publish packet{.topic = "a", .qos = 2};
    packet.properties.add(PropertyId::MessageExpiryInterval, 1);
    QVERIFY(publish(packet));
    m_rig->now += 1h;
    QCOMPARE(resume(), hexOf({"3c 0b 0001 'a' 0001 05 02 00000001"}));
}

void TestMqtt5Messages::idsInUseAreNotGivenAgain()
{
    QCOMPARE(publish({.topic = "a", .qos = 1}), 1);
    QCOMPARE(session().subscribe({.filter = "s"}, m_rig->now), 2);
    QCOMPARE(session().unsubscribe({.filter = "u"}, m_rig->now), 3);
    for (int id = 4; id <= 65'535; ++id)
        QCOMPARE(publish({.topic = "a", .qos = 2}), id);
    QCOMPARE(publish({.topic = "a", .qos = 2}).error(), LocalFailure::NoFreePacketId);
    m_rig->feed("b0 04 0003 00 00");
    QCOMPARE(publish({.topic = "a", .qos = 1}), 3);
}

void TestMqtt5Messages::impossibleFilters_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("not UTF-8") << QByteArray("\xff");
    QTest::newRow("misplaced wildcard") << QByteArray("a/b#");
    QTest::newRow("share without a name") << QByteArray("$share//a");
}

void TestMqtt5Messages::impossibleFilters()
{
    QFETCH(const QByteArray, filter);
    QCOMPARE(session().subscribe({.filter = filter}, m_rig->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(session().unsubscribe({.filter = filter}, m_rig->now).error(), LocalFailure::InvalidFilter);
    QCOMPARE(m_rig->take(), QByteArrayList());
}

void TestMqtt5Messages::answersFindTheirRequest()
{
    QCOMPARE(session().subscribe({.filter = "a"}, m_rig->now), 1);
    QCOMPARE(session().subscribe({.filter = "b"}, m_rig->now), 2);
    QCOMPARE(session().unsubscribe({.filter = "c"}, m_rig->now), 3);
    QCOMPARE(session().unsubscribe({.filter = "d"}, m_rig->now), 4);
    QCOMPARE(m_rig->take(), hexOf({"82 07 0001 00 0001 'a' 00", "82 07 0002 00 0001 'b' 00", "a2 06 0003 00 0001 'c'",
                                   "a2 06 0004 00 0001 'd'"}));
    QCOMPARE(
        m_rig->feed("b0 04 0004 00 00 90 04 0002 00 02 b0 04 0003 00 11 90 04 0001 00 87"),
        QStringList({u"unsubscribed d"_s, u"subscribed b: 2"_s, u"unsubscribed c (0x11)"_s, u"subscribed a: 135"_s}));
}

STANDIN_TEST(TestMqtt5Messages)
#include "tst_mqtt5messages.moc"
