// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/encoder.h"

#include <QTest>

using namespace Standin::Mqtt;

class TestMqttEncoder : public QObject
{
    Q_OBJECT

private slots:
    void packets_data();
    void packets();
    void remainingLength_data();
    void remainingLength();
    void duplicateFlag();
    void limits();
};

void TestMqttEncoder::packets_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &encoded, QByteArrayView expected) {
        QTest::newRow(name) << encoded << bytes(expected);
    };

    const Connect plain{.clientId = "c", .keepAliveSeconds = 60};
    row("CONNECT with next to nothing", encode(plain), "10 0d 0004 'MQTT' 04 02 003c 0001 'c'");
    Connect old = plain;
    old.level = ProtocolLevel::V3_1;
    row("CONNECT of MQTT 3.1", encode(old), "10 0f 0006 'MQIsdp' 03 02 003c 0001 'c'");
    row("CONNECT without client id", encode(Connect{.keepAliveSeconds = 0}), "10 0c 0004 'MQTT' 04 02 0000 0000");
    row("CONNECT that keeps the session", encode(Connect{.clientId = "c", .cleanSession = false}),
        "10 0d 0004 'MQTT' 04 00 003c 0001 'c'");
    row("CONNECT with user name", encode(Connect{.clientId = "c", .username = "u"}),
        "10 10 0004 'MQTT' 04 82 003c 0001 'c' 0001 'u'");
    row("CONNECT with user name and password", encode(Connect{.clientId = "c", .username = "u", .password = "pw"}),
        "10 14 0004 'MQTT' 04 c2 003c 0001 'c' 0001 'u' 0002 'pw'");
    row("CONNECT with will of QoS 0", encode(Connect{.clientId = "c", .will = Will{"w", "bye", 0, false}}),
        "10 15 0004 'MQTT' 04 06 003c 0001 'c' 0001 'w' 0003 'bye'");
    row("CONNECT with retained will of QoS 2", encode(Connect{.clientId = "c", .will = Will{"w", "", 2, true}}),
        "10 12 0004 'MQTT' 04 36 003c 0001 'c' 0001 'w' 0000");
    row("CONNECT with everything",
        encode(Connect{.clientId = "c",
                       .username = "u",
                       .password = "p",
                       .will = Will{"w", "x", 1, false},
                       .keepAliveSeconds = 0xffff}),
        "10 19 0004 'MQTT' 04 ce ffff 0001 'c' 0001 'w' 0001 'x' 0001 'u' 0001 'p'");

    row("PUBLISH of QoS 0", encode(Publish{.topic = "a/b", .payload = "hi"}), "30 07 0003 'a/b' 'hi'");
    row("PUBLISH without payload", encode(Publish{.topic = "a"}), "30 03 0001 'a'");
    row("PUBLISH retained", encode(Publish{.topic = "a", .retain = true}), "31 03 0001 'a'");
    row("PUBLISH of QoS 1", encode(Publish{.topic = "a", .payload = "x", .id = 0x1234, .qos = 1}),
        "32 06 0001 'a' 1234 'x'");
    row("PUBLISH of QoS 2 again", encode(Publish{.topic = "a", .id = 1, .qos = 2, .duplicate = true}),
        "3c 05 0001 'a' 0001");

    row("PUBACK", encode(Ack{PacketType::Puback, 1}), "40 02 0001");
    row("PUBREC", encode(Ack{PacketType::Pubrec, 0x0102}), "50 02 0102");
    row("PUBREL", encode(Ack{PacketType::Pubrel, 0xffff}), "62 02 ffff");
    row("PUBCOMP", encode(Ack{PacketType::Pubcomp, 2}), "70 02 0002");
    row("SUBSCRIBE", encode(Subscribe{1, "a/+", {2}}), "82 08 0001 0003 'a/+' 02");
    row("UNSUBSCRIBE", encode(Unsubscribe{7, "#"}), "a2 05 0007 0001 '#'");
    row("PINGREQ", encodePingreq(), "c0 00");
    row("DISCONNECT", encode(Disconnect{}, ProtocolLevel::V3_1_1), "e0 00");
}

void TestMqttEncoder::packets()
{
    QFETCH(const QByteArray, encoded);
    QFETCH(const QByteArray, expected);
    QCOMPARE(toHex(encoded), toHex(expected));
}

void TestMqttEncoder::remainingLength_data()
{
    QTest::addColumn<qsizetype>("bodySize");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("last of one byte") << qsizetype(127) << bytes("30 7f");
    QTest::newRow("first of two bytes") << qsizetype(128) << bytes("30 80 01");
    QTest::newRow("last of two bytes") << qsizetype(16'383) << bytes("30 ff 7f");
    QTest::newRow("first of three bytes") << qsizetype(16'384) << bytes("30 80 80 01");
    QTest::newRow("last of three bytes") << qsizetype(2'097'151) << bytes("30 ff ff 7f");
    QTest::newRow("first of four bytes") << qsizetype(2'097'152) << bytes("30 80 80 80 01");
}

void TestMqttEncoder::remainingLength()
{
    QFETCH(const qsizetype, bodySize);
    QFETCH(const QByteArray, header);
    const QByteArray payload(bodySize - 3, 'x');
    const QByteArray packet = encode(Publish{.topic = "a", .payload = payload});
    QCOMPARE(toHex(packet.first(header.size())), toHex(header));
    QCOMPARE(packet.size(), header.size() + bodySize);
}

void TestMqttEncoder::duplicateFlag()
{
    QByteArray packet = encode(Publish{.topic = "a", .id = 1, .qos = 1, .retain = true});
    const QByteArray original = packet;
    markDuplicate(packet);
    QCOMPARE(toHex(packet), toHex(bytes("3b 05 0001 'a' 0001")));
    QCOMPARE(toHex(original), toHex(bytes("33 05 0001 'a' 0001")));
}

void TestMqttEncoder::limits()
{
    const QByteArray longest(maximumStringSize, 'x');
    const QByteArray tooLong(maximumStringSize + 1, 'x');
    QVERIFY(fits(Connect{.clientId = longest, .username = longest, .password = longest}));
    QVERIFY(fits(Connect{.will = Will{longest, longest}}));
    QVERIFY(!fits(Connect{.clientId = tooLong}));
    QVERIFY(!fits(Connect{.username = tooLong}));
    QVERIFY(!fits(Connect{.username = "u", .password = tooLong}));
    QVERIFY(!fits(Connect{.will = Will{tooLong, ""}}));
    QVERIFY(!fits(Connect{.will = Will{"w", tooLong}}));
    QVERIFY(fits(Publish{.topic = longest}));
    QVERIFY(!fits(Publish{.topic = tooLong}));

    // Only its size is looked at, so the bytes need not exist.
    const QByteArrayView largest(longest.constData(), maximumBodySize - 3);
    const QByteArrayView tooLarge(longest.constData(), maximumBodySize - 2);
    QVERIFY(fits(Publish{.topic = "a", .payload = largest}));
    QVERIFY(!fits(Publish{.topic = "a", .payload = tooLarge}));
    QVERIFY(!fits(Publish{.topic = "a", .payload = largest, .qos = 1}));
}

QTEST_APPLESS_MAIN(TestMqttEncoder)
#include "tst_mqttencoder.moc"
