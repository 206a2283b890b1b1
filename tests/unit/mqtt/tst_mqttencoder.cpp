// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/encoder.h"
#include "support/testprogram.h"

using namespace Standin::Mqtt;

class TestMqttEncoder : public QObject
{
    Q_OBJECT

private slots:
    void packets_data();
    void packets();
    void packetsOf5_data();
    void packetsOf5() { packets(); }
    void every5PropertyIsWritten_data();
    void every5PropertyIsWritten();
    void propertiesAreWrittenIn5Only();
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

void TestMqttEncoder::packetsOf5_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("expected");
    constexpr auto v5 = ProtocolLevel::V5_0;
    const auto row = [](const char *name, const QByteArray &encoded, QByteArrayView expected) {
        QTest::newRow(name) << encoded << bytes(expected);
    };
    Properties reason;
    reason.add(PropertyId::ReasonString, QByteArray("no"));
    Properties user;
    user.addUserProperty("n", "v");

    row("CONNECT", encode(Connect{.level = v5, .clientId = "c"}), "10 0e 0004 'MQTT' 05 02 003c 00 0001 'c'");
    row("CONNECT with password alone", encode(Connect{.level = v5, .clientId = "c", .password = "p"}),
        "10 11 0004 'MQTT' 05 42 003c 00 0001 'c' 0001 'p'");
    row("CONNECT with properties", encode(Connect{.level = v5, .clientId = "c", .properties = user}),
        "10 15 0004 'MQTT' 05 02 003c 07 26 0001 'n' 0001 'v' 0001 'c'");
    row("CONNECT with properties of the will",
        encode(Connect{.level = v5, .clientId = "c", .will = Will{"w", "x", 1, true, user}}),
        "10 1c 0004 'MQTT' 05 2e 003c 00 0001 'c' 07 26 0001 'n' 0001 'v' 0001 'w' 0001 'x'");
    row("PUBLISH of QoS 0", encode(Publish{.topic = "a", .payload = "x"}, v5), "30 05 0001 'a' 00 'x'");
    row("PUBLISH with properties", encode(Publish{.topic = "a", .id = 9, .qos = 1, .properties = user}, v5),
        "32 0d 0001 'a' 0009 07 26 0001 'n' 0001 'v'");
    row("PUBACK", encode(Ack{PacketType::Puback, 1}, v5), "40 02 0001");
    row("PUBREL with code", encode(Ack{PacketType::Pubrel, 1, 0x92}, v5), "62 03 0001 92");
    row("PUBREC with reason", encode(Ack{PacketType::Pubrec, 1, 0x80, reason}, v5), "50 09 0001 80 05 1f 0002 'no'");
    row("PUBCOMP with reason and success", encode(Ack{PacketType::Pubcomp, 1, 0, reason}, v5),
        "70 09 0001 00 05 1f 0002 'no'");
    row("SUBSCRIBE", encode(Subscribe{1, "a/+", {2, true, true, 1}, user}, v5),
        "82 10 0001 07 26 0001 'n' 0001 'v' 0003 'a/+' 1e");
    row("UNSUBSCRIBE", encode(Unsubscribe{7, "#"}, v5), "a2 06 0007 00 0001 '#'");
    row("DISCONNECT", encode(Disconnect{}, v5), "e0 00");
    row("DISCONNECT with code", encode(Disconnect{0x04}, v5), "e0 01 04");
    row("DISCONNECT with reason", encode(Disconnect{0x80, reason}, v5), "e0 07 80 05 1f 0002 'no'");
    row("AUTH", encode(Auth{0x18, reason}), "f0 07 18 05 1f 0002 'no'");
}

void TestMqttEncoder::every5PropertyIsWritten_data()
{
    QTest::addColumn<Property>("property");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const Property &property, QByteArrayView expected) {
        QTest::newRow(name) << property << bytes(expected);
    };
    using Id = PropertyId;
    row("payload format indicator", {Id::PayloadFormatIndicator, 1}, "02 01 01");
    row("message expiry interval", {Id::MessageExpiryInterval, 0x01020304}, "05 02 01020304");
    row("content type", {Id::ContentType, 0, "t"}, "04 03 0001 't'");
    row("response topic", {Id::ResponseTopic, 0, "r/s"}, "06 08 0003 'r/s'");
    row("correlation data", {Id::CorrelationData, 0, QByteArray("\0\xff", 2)}, "05 09 0002 00ff");
    row("subscription identifier", {Id::SubscriptionIdentifier, 300}, "03 0b ac 02");
    row("highest subscription identifier", {Id::SubscriptionIdentifier, 268'435'455}, "05 0b ff ff ff 7f");
    row("session expiry interval", {Id::SessionExpiryInterval, 0xffffffff}, "05 11 ffffffff");
    row("assigned client identifier", {Id::AssignedClientIdentifier, 0, "c"}, "04 12 0001 'c'");
    row("server keep alive", {Id::ServerKeepAlive, 258}, "03 13 0102");
    row("authentication method", {Id::AuthenticationMethod, 0, "m"}, "04 15 0001 'm'");
    row("authentication data", {Id::AuthenticationData, 0, ""}, "03 16 0000");
    row("request problem information", {Id::RequestProblemInformation, 0}, "02 17 00");
    row("will delay interval", {Id::WillDelayInterval, 5}, "05 18 00000005");
    row("request response information", {Id::RequestResponseInformation, 1}, "02 19 01");
    row("response information", {Id::ResponseInformation, 0, "i"}, "04 1a 0001 'i'");
    row("server reference", {Id::ServerReference, 0, "s"}, "04 1c 0001 's'");
    row("reason string", {Id::ReasonString, 0, "r"}, "04 1f 0001 'r'");
    row("receive maximum", {Id::ReceiveMaximum, 0xffff}, "03 21 ffff");
    row("topic alias maximum", {Id::TopicAliasMaximum, 0}, "03 22 0000");
    row("topic alias", {Id::TopicAlias, 3}, "03 23 0003");
    row("maximum QoS", {Id::MaximumQos, 1}, "02 24 01");
    row("retain available", {Id::RetainAvailable, 0}, "02 25 00");
    row("user property", {Id::UserProperty, 0, "v", "n"}, "07 26 0001 'n' 0001 'v'");
    row("maximum packet size", {Id::MaximumPacketSize, 256}, "05 27 00000100");
    row("wildcard subscription available", {Id::WildcardSubscriptionAvailable, 1}, "02 28 01");
    row("subscription identifiers available", {Id::SubscriptionIdentifierAvailable, 1}, "02 29 01");
    row("shared subscription available", {Id::SharedSubscriptionAvailable, 1}, "02 2a 01");
}

void TestMqttEncoder::every5PropertyIsWritten()
{
    QFETCH(const Property, property);
    QFETCH(const QByteArray, expected);
    Properties properties;
    properties.add(property);
    const QByteArray packet = encode(Publish{.topic = "a", .properties = properties}, ProtocolLevel::V5_0);
    QCOMPARE(toHex(packet.sliced(5)), toHex(expected));
}

void TestMqttEncoder::propertiesAreWrittenIn5Only()
{
    Properties user;
    user.addUserProperty("n", "v");
    QCOMPARE(toHex(encode(Connect{.clientId = "c", .will = Will{"w", "", 0, false, user}, .properties = user})),
             toHex(encode(Connect{.clientId = "c", .will = Will{"w", "", 0, false}})));
    QCOMPARE(toHex(encode(Publish{.topic = "a", .properties = user})), toHex(encode(Publish{.topic = "a"})));
    QCOMPARE(toHex(encode(Subscribe{1, "a", {1, true, true, 2}, user})), toHex(bytes("82 06 0001 0001 'a' 01")));
    QCOMPARE(toHex(encode(Ack{PacketType::Pubrel, 1, 0x92, user})), toHex(bytes("62 02 0001")));
    QCOMPARE(toHex(encode(Disconnect{0x04, user}, ProtocolLevel::V3_1_1)), toHex(bytes("e0 00")));
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

    // Only its size is used, so the bytes need not exist.
    const QByteArrayView largest(longest.constData(), maximumBodySize - 3);
    const QByteArrayView tooLarge(longest.constData(), maximumBodySize - 2);
    QVERIFY(fits(Publish{.topic = "a", .payload = largest}));
    QVERIFY(!fits(Publish{.topic = "a", .payload = tooLarge}));
    QVERIFY(!fits(Publish{.topic = "a", .payload = largest, .qos = 1}));
}

STANDIN_TEST(TestMqttEncoder)
#include "tst_mqttencoder.moc"
