// SPDX-License-Identifier: GPL-3.0-or-later
#include "samplepackets.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

Q_DECLARE_METATYPE(SamplePacket)

/// What no broker should send: every packet cut short, too long, or with bits set that are reserved. All of it must end
/// the session, with the reason on the wire where the version has one.
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
        const bool isV5 = sample.level == ProtocolLevel::V5_0;
        QTest::addRow("%s, %s", sample.name, isV5 ? "5.0" : "3.1.1") << sample;
    }
}

// The code is hex; nothing is said before the connection stands, or in 3.1.1.
void TestMqttMalformed::expectViolation(const SamplePacket &sample, const QByteArray &data, const QByteArray &code)
{
    ScriptedSession session(sample.level);
    prepare(session, static_cast<PacketType>(sample.type()));
    const bool speaks = session.isV5() && session.session.phase() == Session::Phase::Online;
    const QStringList events = session.feedBytes(data);
    const QByteArray answer = session.sent().join(", ");
    const QByteArray shown = toHex(data) + ": " + events.join(u", "_s).toUtf8() + "; sent: " + answer;
    QVERIFY2(events.size() == 1 && events.first().startsWith(u"violation: "), shown.constData());
    QVERIFY2(answer == (speaks ? "e0 01 " + code : QByteArray()), shown.constData());
    QVERIFY2(session.session.phase() == Session::Phase::Idle, shown.constData());
    QVERIFY2(!session.session.nextDeadline(), shown.constData());
}

void TestMqttMalformed::whole()
{
    QFETCH(const SamplePacket, sample);
    ScriptedSession session(sample.level);
    prepare(session, static_cast<PacketType>(sample.type()));
    const QStringList events = session.feedBytes(sample.packet());
    QCOMPARE(events.size(), 1);
    QVERIFY2(!events.first().startsWith(u"violation"), qPrintable(events.first()));
}

void TestMqttMalformed::cutShort()
{
    QFETCH(const SamplePacket, sample);
    for (qsizetype size = 0; size < sample.body.size(); ++size) {
        if (!sample.isWholeAt(size))
            expectViolation(sample, framed(sample.first, sample.body.first(size)),
                            sample.type() == quint8(PacketType::Auth) && size < 2 ? "82" : "81");
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
    if (sample.level != ProtocolLevel::V5_0)
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
    if (std::ranges::find(withoutId, static_cast<PacketType>(sample.type())) != withoutId.end())
        return;
    if (sample.payloadAt >= 0 && (sample.first & 0x06) == 0)
        return; // QoS 0
    QByteArray body = sample.body;
    body.replace(sample.payloadAt >= 0 ? 3 : 0, 2, bytes("0000"));
    expectViolation(sample, framed(sample.first, body), "82");
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

QTEST_APPLESS_MAIN(TestMqttMalformed)
#include "tst_mqttmalformed.moc"
