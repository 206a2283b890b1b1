// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// Malformed packets: every packet truncated, too long, or with reserved bits set. Each must end the session, with a
/// reason code on the wire if the version has one.
class TestMqttMalformed : public QObject
{
    Q_OBJECT

private slots:
    void whole_data() { samples(); }
    void whole();
    void cutShort_data() { samples(); }
    void cutShort();
    void tooLong_data() { samples(); }
    void tooLong();
    void reservedFlags_data() { samples(); }
    void reservedFlags();
    void lengthNotTerminated_data() { samples(); }
    void lengthNotTerminated();
    void lengthPadded_data() { samples(); }
    void lengthPadded();
    void idZero_data() { samples(); }
    void idZero();
    void publishOf5_data();
    void publishOf5();
    void notForClients_data();
    void notForClients();

private:
    static void samples();
    static void expectViolation(const SamplePacket &sample, const QByteArray &data, const QByteArray &code);
};

void TestMqttMalformed::samples()
{
    QTest::addColumn<SamplePacket>("sample");
    const QList<SamplePacket> all = samplePackets();
    for (const SamplePacket &sample : all) {
        QTest::addRow("%s, %s", sample.name, sample.isV5() ? "5.0" : "3.1.1") << sample;
    }
}

// In one piece and byte by byte. The code is hex; nothing is sent before CONNACK, or in 3.1.1.
void TestMqttMalformed::expectViolation(const SamplePacket &sample, const QByteArray &data, const QByteArray &code)
{
    for (const qsizetype portion : {data.size(), qsizetype(1)}) {
        SessionRig rig;
        prepare(rig, sample.level, sample.type());
        const bool speaks = sample.isV5() && rig.session.phase() == Session::Phase::Online;
        QStringList events;
        for (qsizetype at = 0; at < data.size(); at += portion)
            events += rig.feed(toHex(data.mid(at, portion)));
        const QByteArray answer = rig.take().join(", ");
        const QByteArray shown = toHex(data) + ": " + events.join(u", "_s).toUtf8() + "; sent: " + answer;
        QVERIFY2(events.size() == 1 && events.first().startsWith(u"violation: "), shown.constData());
        QVERIFY2(answer == (speaks ? "e0 01 " + code : QByteArray()), shown.constData());
        QVERIFY2(rig.session.phase() == Session::Phase::Idle, shown.constData());
        QVERIFY2(!rig.session.nextDeadline(), shown.constData());
    }
}

void TestMqttMalformed::whole()
{
    QFETCH(const SamplePacket, sample);
    SessionRig rig;
    prepare(rig, sample.level, sample.type());
    const QStringList events = rig.feed(toHex(sample.packet()));
    QCOMPARE(events.size(), 1);
    QVERIFY2(!events.first().startsWith(u"violation"), qPrintable(events.first()));
}

void TestMqttMalformed::cutShort()
{
    QFETCH(const SamplePacket, sample);
    for (qsizetype size = 0; size < sample.body.size(); ++size) {
        if (!sample.isWholeAt(size))
            expectViolation(sample, framed(sample.first, sample.body.first(size)),
                            sample.type() == PacketType::Auth && size < 2 ? "82" : "81");
    }
}

void TestMqttMalformed::tooLong()
{
    QFETCH(const SamplePacket, sample);
    if (sample.payloadAt < 0)
        expectViolation(sample, framed(sample.first, sample.body + '\0'), "81");
}

void TestMqttMalformed::reservedFlags()
{
    QFETCH(const SamplePacket, sample);
    if (sample.payloadAt >= 0)
        return; // PUBLISH uses its flags itself
    for (quint8 flags = 0; flags < 16; ++flags) {
        const auto first = static_cast<quint8>((sample.first & 0xf0) | flags);
        if (first != sample.first)
            expectViolation(sample, framed(first, sample.body), "81");
    }
}

void TestMqttMalformed::lengthNotTerminated()
{
    QFETCH(const SamplePacket, sample);
    const QByteArray first(1, static_cast<char>(sample.first));
    expectViolation(sample, first + bytes("80 80 80 80 01") + sample.body, "81");
    expectViolation(sample, first + bytes("ff ff ff ff 7f") + sample.body, "81");
}

void TestMqttMalformed::lengthPadded()
{
    QFETCH(const SamplePacket, sample);
    if (!sample.isV5())
        return; // 3.1.1 does not forbid it
    const QByteArray first(1, static_cast<char>(sample.first));
    const QByteArray length(1, static_cast<char>(sample.body.size() | 0x80));
    for (const char *rest : {"00", "80 00", "80 80 00"})
        expectViolation(sample, first + length + bytes(rest) + sample.body, "81");
}

void TestMqttMalformed::idZero()
{
    QFETCH(const SamplePacket, sample);
    static constexpr auto withoutId =
        std::to_array({PacketType::Connack, PacketType::Pingresp, PacketType::Disconnect, PacketType::Auth});
    if (std::ranges::find(withoutId, sample.type()) != withoutId.end())
        return;
    if (sample.payloadAt >= 0 && (sample.first & 0x06) == 0)
        return; // QoS 0
    QByteArray body = sample.body;
    body.replace(sample.payloadAt >= 0 ? 3 : 0, 2, bytes("0000"));
    expectViolation(sample, framed(sample.first, body), "82");
}

void TestMqttMalformed::publishOf5_data()
{
    QTest::addColumn<SamplePacket>("sample");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, quint8 first, QByteArrayView body, const char *code) {
        QTest::newRow(name) << SamplePacket{name, ProtocolLevel::V5_0, first, bytes(body)} << QByteArray(code);
    };
    row("QoS 3", 0x36, "0001 'a' 0007 00", "81");
    row("DUP with QoS 0", 0x38, "0001 'a' 00", "81");
    row("empty topic", 0x30, "0000 00", "82");
    row("topic with a wildcard", 0x30, "0003 'a/#' 00", "82");
    row("topic not UTF-8", 0x30, "0002 c080 00", "81");
    row("topic with a surrogate", 0x30, "0003 eda080 00", "81");
    row("topic with U+0000", 0x30, "0003 'a' 00 'b' 00", "81");
    row("topic longer than the packet", 0x30, "ffff 'a' 00", "81");
}

void TestMqttMalformed::publishOf5()
{
    QFETCH(const SamplePacket, sample);
    QFETCH(const QByteArray, code);
    expectViolation(sample, sample.packet(), code);
}

void TestMqttMalformed::notForClients_data()
{
    QTest::addColumn<SamplePacket>("sample");
    for (const ProtocolLevel level : {ProtocolLevel::V3_1_1, ProtocolLevel::V5_0}) {
        const bool isV5 = level == ProtocolLevel::V5_0;
        const auto row = [level, isV5](const char *name, quint8 first, const QByteArray &body) {
            QTest::addRow("%s, %s", name, isV5 ? "5.0" : "3.1.1") << SamplePacket{name, level, first, body};
        };
        row("type 0", 0x00, {});
        row("CONNECT", 0x10, bytes("0004 'MQTT' 04 02 003c 0001 'c'"));
        row("SUBSCRIBE", 0x82, bytes("0001 0001 'a' 00"));
        row("UNSUBSCRIBE", 0xa2, bytes("0001 0001 'a'"));
        row("PINGREQ", 0xc0, {});
        if (!isV5) {
            row("DISCONNECT", 0xe0, {});
            row("type 15", 0xf0, {});
        }
    }
}

void TestMqttMalformed::notForClients()
{
    QFETCH(const SamplePacket, sample);
    expectViolation(sample, sample.packet(), sample.first == 0 ? "81" : "82");
}

STANDIN_TEST(TestMqttMalformed)
#include "tst_mqttmalformed.moc"
