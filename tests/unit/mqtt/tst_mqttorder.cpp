// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// Well-formed packets at the wrong time: too early, twice, for unknown ids, or with codes of other packets.
class TestMqttOrder : public QObject
{
    Q_OBJECT

private slots:
    void beforeConnack_data();
    void beforeConnack();
    void unknownId_data();
    void unknownId();
    void otherExchange_data();
    void otherExchange();
    void again_data();
    void again();
    void reasonCodes_data();
    void reasonCodes();
};

void TestMqttOrder::beforeConnack_data()
{
    QTest::addColumn<SamplePacket>("sample");
    const QList<SamplePacket> all = samplePackets();
    for (const SamplePacket &sample : all) {
        if (sample.type() != PacketType::Connack && sample.type() != PacketType::Auth)
            QTest::addRow("%s, %s", sample.name, sample.isV5() ? "5.0" : "3.1.1") << sample;
    }
}

void TestMqttOrder::beforeConnack()
{
    QFETCH(const SamplePacket, sample);
    SessionRig rig;
    rig.open({.level = sample.level, .clientId = "c"});
    QCOMPARE(rig.feed(toHex(sample.packet())), QStringList(u"violation: first packet of the broker is not CONNACK"_s));
    QCOMPARE(rig.session.phase(), Session::Phase::Idle);
    QCOMPARE(rig.take(), QByteArrayList());
}

void TestMqttOrder::unknownId_data()
{
    QTest::addColumn<ProtocolLevel>("level");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QByteArrayList>("answer");
    using enum ProtocolLevel;
    QTest::newRow("PUBACK, 3.1.1") << V3_1_1 << QByteArray("40 02 0063") << QByteArrayList();
    QTest::newRow("PUBREC, 3.1.1") << V3_1_1 << QByteArray("50 02 0063") << QByteArrayList{"62 02 00 63"};
    QTest::newRow("PUBREL, 3.1.1") << V3_1_1 << QByteArray("62 02 0063") << QByteArrayList{"70 02 00 63"};
    QTest::newRow("PUBCOMP, 3.1.1") << V3_1_1 << QByteArray("70 02 0063") << QByteArrayList();
    QTest::newRow("SUBACK, 3.1.1") << V3_1_1 << QByteArray("90 03 0063 00") << QByteArrayList();
    QTest::newRow("UNSUBACK, 3.1.1") << V3_1_1 << QByteArray("b0 02 0063") << QByteArrayList();
    QTest::newRow("PUBACK, 5.0") << V5_0 << QByteArray("40 02 0063") << QByteArrayList();
    QTest::newRow("PUBACK refusing, 5.0") << V5_0 << QByteArray("40 03 0063 97") << QByteArrayList();
    QTest::newRow("PUBREC, 5.0") << V5_0 << QByteArray("50 02 0063") << QByteArrayList{"62 03 00 63 92"};
    QTest::newRow("PUBREC refusing, 5.0") << V5_0 << QByteArray("50 03 0063 97") << QByteArrayList();
    QTest::newRow("PUBREL, 5.0") << V5_0 << QByteArray("62 02 0063") << QByteArrayList{"70 03 00 63 92"};
    QTest::newRow("PUBCOMP, 5.0") << V5_0 << QByteArray("70 02 0063") << QByteArrayList();
    QTest::newRow("SUBACK, 5.0") << V5_0 << QByteArray("90 04 0063 00 00") << QByteArrayList();
    QTest::newRow("UNSUBACK, 5.0") << V5_0 << QByteArray("b0 04 0063 00 00") << QByteArrayList();
}

void TestMqttOrder::unknownId()
{
    QFETCH(const ProtocolLevel, level);
    QFETCH(const QByteArray, packet);
    QFETCH(const QByteArrayList, answer);
    SessionRig rig;
    prepare(rig, level, PacketType::Puback);
    QCOMPARE(rig.feed(packet), QStringList());
    QCOMPARE(rig.take(), answer);
    QCOMPARE(rig.session.phase(), Session::Phase::Online);
}

void TestMqttOrder::otherExchange_data()
{
    QTest::addColumn<ProtocolLevel>("level");
    QTest::addColumn<QByteArray>("packet");
    // Waiting: 1 for PUBACK, 2 PUBREC, 3 PUBCOMP, 4 SUBACK, 5 UNSUBACK.
    for (const ProtocolLevel level : {ProtocolLevel::V3_1_1, ProtocolLevel::V5_0}) {
        const bool isV5 = level == ProtocolLevel::V5_0;
        const auto row = [level, isV5](const char *name, quint8 first, quint8 id, const char *rest = "") {
            const QByteArray body = QByteArray(1, '\0') + static_cast<char>(id) + bytes(rest);
            QTest::addRow("%s, %s", name, isV5 ? "5.0" : "3.1.1") << level << framed(first, body);
        };
        const char *suback = isV5 ? "00 00" : "00";
        const char *unsuback = isV5 ? "00 00" : "";
        row("PUBACK for QoS 2", 0x40, 2);
        row("PUBACK for a released message", 0x40, 3);
        row("PUBACK for a SUBSCRIBE", 0x40, 4);
        row("PUBREC for QoS 1", 0x50, 1);
        row("PUBREC for a SUBSCRIBE", 0x50, 4);
        row("PUBCOMP before PUBREC", 0x70, 2);
        row("PUBCOMP for QoS 1", 0x70, 1);
        row("PUBCOMP for an UNSUBSCRIBE", 0x70, 5);
        row("SUBACK for a PUBLISH", 0x90, 1, suback);
        row("SUBACK for an UNSUBSCRIBE", 0x90, 5, suback);
        row("UNSUBACK for a SUBSCRIBE", 0xb0, 4, unsuback);
        row("UNSUBACK for a PUBLISH", 0xb0, 2, unsuback);
    }
}

void TestMqttOrder::otherExchange()
{
    QFETCH(const ProtocolLevel, level);
    QFETCH(const QByteArray, packet);
    SessionRig rig;
    prepare(rig, level, PacketType::Puback);
    const QStringList events = rig.feed(toHex(packet));
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().endsWith(u"out of order"), qPrintable(events.first()));
    QCOMPARE(rig.take(), level == ProtocolLevel::V5_0 ? QByteArrayList{"e0 01 82"} : QByteArrayList());
    QCOMPARE(rig.session.phase(), Session::Phase::Idle);
}

void TestMqttOrder::again_data()
{
    QTest::addColumn<ProtocolLevel>("level");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<QString>("events");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *name, ProtocolLevel level, QByteArrayView packet, const QString &events,
                        QByteArray sent = {}) { QTest::newRow(name) << level << bytes(packet) << events << sent; };
    using enum ProtocolLevel;
    row("PUBLISH of QoS 0, 3.1.1", V3_1_1, "30 03 0001 'a'", u"message a = , message a = "_s);
    row("PUBLISH of QoS 1, 3.1.1", V3_1_1, "32 05 0001 'a' 0007", u"message a = , message a = "_s,
        "40 02 00 07, 40 02 00 07");
    row("PUBLISH of QoS 2, 3.1.1", V3_1_1, "34 05 0001 'a' 0007", u"message a = "_s, "50 02 00 07, 50 02 00 07");
    row("PUBACK, 3.1.1", V3_1_1, "40 02 0001", u"acknowledged 1"_s);
    row("PUBREC, 3.1.1", V3_1_1, "50 02 0002", u"received 2"_s, "62 02 00 02, 62 02 00 02");
    row("PUBREL, 3.1.1", V3_1_1, "62 02 0009", u"released 9"_s, "70 02 00 09, 70 02 00 09");
    row("PUBCOMP, 3.1.1", V3_1_1, "70 02 0003", u"completed 3"_s);
    row("SUBACK, 3.1.1", V3_1_1, "90 03 0004 01", u"subscribed s: 1"_s);
    row("UNSUBACK, 3.1.1", V3_1_1, "b0 02 0005", u"unsubscribed u"_s);
    row("PINGRESP, 3.1.1", V3_1_1, "d0 00", u"pong, pong"_s);
    row("CONNACK, 3.1.1", V3_1_1, "20 02 00 00", u"violation: CONNACK out of order"_s);

    row("PUBLISH of QoS 0, 5.0", V5_0, "30 04 0001 'a' 00", u"message a = , message a = "_s);
    row("PUBLISH of QoS 1, 5.0", V5_0, "32 06 0001 'a' 0007 00", u"message a = , message a = "_s,
        "40 02 00 07, 40 02 00 07");
    row("PUBLISH of QoS 2, 5.0", V5_0, "34 06 0001 'a' 0007 00", u"message a = "_s, "50 02 00 07, 50 02 00 07");
    row("PUBACK, 5.0", V5_0, "40 02 0001", u"acknowledged 1"_s);
    row("PUBREC, 5.0", V5_0, "50 02 0002", u"received 2"_s, "62 02 00 02, 62 02 00 02");
    row("PUBREC refusing, 5.0", V5_0, "50 03 0002 97", u"received 2 (0x97)"_s);
    row("PUBREL, 5.0", V5_0, "62 02 0009", u"released 9"_s, "70 02 00 09, 70 03 00 09 92");
    row("PUBCOMP, 5.0", V5_0, "70 02 0003", u"completed 3"_s);
    row("SUBACK, 5.0", V5_0, "90 04 0004 00 01", u"subscribed s: 1"_s);
    row("UNSUBACK, 5.0", V5_0, "b0 04 0005 00 00", u"unsubscribed u"_s);
    row("PINGRESP, 5.0", V5_0, "d0 00", u"pong, pong"_s);
    row("CONNACK, 5.0", V5_0, "20 03 00 00 00", u"violation: CONNACK out of order"_s, "e0 01 82");
    row("DISCONNECT, 5.0", V5_0, "e0 00", u"dismissed"_s);
    row("AUTH 00, 5.0", V5_0, "f0 06 00 04 15 0001 'm'",
        u"authentication succeeded (15=m), violation: AUTH out of order"_s, "e0 01 82");
    row("AUTH 18, 5.0", V5_0, "f0 06 18 04 15 0001 'm'",
        u"authentication continued (15=m), violation: AUTH out of order"_s, "e0 01 82");
}

void TestMqttOrder::again()
{
    QFETCH(const ProtocolLevel, level);
    QFETCH(const QByteArray, packet);
    QFETCH(const QString, events);
    QFETCH(const QByteArray, sent);
    SessionRig rig;
    prepare(rig, level, PacketType::Publish);
    QCOMPARE(rig.feed(toHex(packet + packet)).join(u", "_s), events);
    QCOMPARE(rig.take().join(", "), sent);
}

void TestMqttOrder::reasonCodes_data()
{
    QTest::addColumn<ProtocolLevel>("level");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("codes");
    const auto row = [](const char *name, ProtocolLevel level, QByteArrayView before, QByteArrayView codes) {
        QTest::newRow(name) << level << bytes(before) << bytes(codes);
    };
    using enum ProtocolLevel;
    row("SUBACK, 3.1.1", V3_1_1, "90 03 0004", "00 01 02 80");
    row("CONNACK, 5.0", V5_0, "20 07 00", "00 80 81 82 83 84 85 86 87 88 89 8a 8c 90 95 97 99 9a 9b 9c 9d 9f");
    row("PUBACK, 5.0", V5_0, "40 03 0001", "00 10 80 83 87 90 91 97 99");
    row("PUBREC, 5.0", V5_0, "50 03 0002", "00 10 80 83 87 90 91 97 99");
    row("PUBREL, 5.0", V5_0, "62 03 0009", "00 92");
    row("PUBCOMP, 5.0", V5_0, "70 03 0003", "00 92");
    row("SUBACK, 5.0", V5_0, "90 04 0004 00", "00 01 02 80 83 87 8f 91 97 9e a1 a2");
    row("UNSUBACK, 5.0", V5_0, "b0 04 0005 00", "00 11 80 83 87 8f 91");
    row("DISCONNECT, 5.0", V5_0, "e0 01",
        "00 80 81 82 83 87 89 8b 8c 8d 8e 8f 90 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f a0 a1 a2");
    row("AUTH, 5.0", V5_0, "f0 06", "00 18");
}

void TestMqttOrder::reasonCodes()
{
    QFETCH(const ProtocolLevel, level);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, codes);
    const auto type = static_cast<PacketType>(static_cast<quint8>(before.front()) >> 4);
    const bool hasMethod = type == PacketType::Connack || type == PacketType::Auth;
    for (int code = 0; code < 256; ++code) {
        if (type == PacketType::Disconnect && code == 0x8c)
            continue; // section 2.4 names it for DISCONNECT, section 3.14.2.1 does not
        SessionRig rig;
        rig.session.setStrictness(Strictness::Strict); // tst_mqttstrictness tests what is tolerated otherwise
        prepare(rig, level, type);
        const QByteArray packet =
            before + static_cast<char>(code) + (hasMethod ? bytes("04 15 0001 'm'") : QByteArray());
        const QStringList events = rig.feed(toHex(packet));
        QCOMPARE(events.size(), 1);
        const QByteArray shown = QByteArray::number(code, 16) + ": " + events.first().toUtf8();
        QVERIFY2(events.first().startsWith(u"violation") != codes.contains(static_cast<char>(code)), shown.constData());
    }
}

STANDIN_TEST(TestMqttOrder)
#include "tst_mqttorder.moc"
