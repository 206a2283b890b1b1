// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// Topic aliases, MQTT 5.0 section 3.3.2.3.4, in both directions.
class TestMqtt5Aliases : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_rig = std::make_unique<SessionRig>(); }

    void inboundAliases_data();
    void inboundAliases();
    void aliasesEndWithTheConnection();
    void automaticAliases();
    void automaticAliasesRunOut_data();
    void automaticAliasesRunOut();
    void chosenAlias();
    void whatIsSentAgainHasItsTopic();

private:
    QStringList feed(QByteArrayView packets) { return m_rig->feed(packets); }
    Session &session() { return m_rig->session; }
    Session::Instant now() const { return m_rig->now; }

    std::unique_ptr<SessionRig> m_rig;
};

void TestMqtt5Aliases::inboundAliases_data()
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

void TestMqtt5Aliases::inboundAliases()
{
    QFETCH(const QByteArray, packets);
    QFETCH(const QStringList, events);
    m_rig->connectWith(V5::with(PropertyId::TopicAliasMaximum, 2));
    QCOMPARE(feed(packets), events);
    if (events.last().startsWith(u"violation"))
        QCOMPARE(m_rig->take(), hexOf({"e0 01 94"}));
}

void TestMqtt5Aliases::aliasesEndWithTheConnection()
{
    const Connect packet = V5::with(PropertyId::TopicAliasMaximum, 2);
    m_rig->connectWith(packet, "20 06 00 00 03 22 0002");
    feed("30 07 0001 'a' 03 23 0001");
    QVERIFY(session().publish({.topic = "b"}, now()));
    session().end();
    m_rig->connectWith(packet, "20 06 00 00 03 22 0002");
    QVERIFY(session().publish({.topic = "b"}, now()));
    QCOMPARE(m_rig->take(), hexOf({"30 07 0001 'b' 03 23 0001"}));
    QCOMPARE(feed("30 06 0000 03 23 0001"), QStringList(u"violation: unknown topic alias in PUBLISH"_s));
}

void TestMqtt5Aliases::automaticAliases()
{
    m_rig->connectWith(V5::with(PropertyId::TopicAliasMaximum, 5), "20 06 00 00 03 22 0005");
    for (const char *topic : {"a", "b", "a", "b"})
        QVERIFY(session().publish({.topic = topic, .payload = "x"}, now()));
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QCOMPARE(m_rig->take(),
             hexOf({"30 08 0001 'a' 03 23 0001 'x'", "30 08 0001 'b' 03 23 0002 'x'", "30 07 0000 03 23 0001 'x'",
                    "30 07 0000 03 23 0002 'x'", "32 08 0000 0001 03 23 0001"}));
}

void TestMqtt5Aliases::automaticAliasesRunOut_data()
{
    QTest::addColumn<int>("ofClient");
    QTest::addColumn<int>("ofBroker");
    QTest::addColumn<int>("usable");
    QTest::newRow("the client's is smaller") << 2 << 10 << 2;
    QTest::newRow("the broker's is smaller") << 10 << 3 << 3;
    QTest::newRow("the client wants none") << 0 << 10 << 0;
    QTest::newRow("the broker takes none") << 10 << 0 << 0;
}

void TestMqtt5Aliases::automaticAliasesRunOut()
{
    QFETCH(const int, ofClient);
    QFETCH(const int, ofBroker);
    QFETCH(const int, usable);
    m_rig->connectWith(V5::with(PropertyId::TopicAliasMaximum, quint32(ofClient)),
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

void TestMqtt5Aliases::chosenAlias()
{
    m_rig->connectWith(V5::plain, "20 06 00 00 03 22 0005");
    const Properties alias = V5::only(PropertyId::TopicAlias, 4);
    QCOMPARE(failureOf(session().publish({.properties = alias}, now())), int(LocalFailure::TopicAliasInvalid));
    QVERIFY(session().publish({.topic = "a", .properties = alias}, now()));
    QVERIFY(session().publish({.properties = alias}, now()));
    QVERIFY(session().publish({.topic = "b", .properties = alias}, now()));
    QCOMPARE(m_rig->take(), hexOf({"30 07 0001 'a' 03 23 0004", "30 06 0000 03 23 0004", "30 07 0001 'b' 03 23 0004"}));
    QCOMPARE(failureOf(session().publish({}, now())), int(LocalFailure::InvalidTopic));
}

void TestMqtt5Aliases::whatIsSentAgainHasItsTopic()
{
    Connect packet = V5::persistent;
    packet.properties.add(PropertyId::TopicAliasMaximum, 5);
    m_rig->connectWith(packet, "20 06 00 00 03 22 0005");
    QVERIFY(session().publish({.topic = "a"}, now()));
    QVERIFY(session().publish({.topic = "a", .qos = 1}, now()));
    QVERIFY(session().publish({.qos = 1, .properties = V5::only(PropertyId::TopicAlias, 1)}, now()));
    session().end();
    m_rig->connectWith(packet, "20 06 01 00 03 22 0005");
    QCOMPARE(m_rig->take(), hexOf({"3a 06 0001 'a' 0001 00", "3a 06 0001 'a' 0002 00"}));
}

STANDIN_TEST(TestMqtt5Aliases)
#include "tst_mqtt5aliases.moc"
