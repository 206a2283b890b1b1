// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/decoder.h"
#include "mqtt/core/encoder.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

namespace {

QString toText(const Publish &packet)
{
    QString text = u"PUBLISH "_s + QString::fromUtf8(packet.topic) + u" = "_s + QString::fromUtf8(packet.payload);
    text += u", QoS %1"_s.arg(packet.qos);
    if (packet.id != 0)
        text += u", id %1"_s.arg(packet.id);
    if (packet.retain)
        text += u", retained"_s;
    if (packet.duplicate)
        text += u", again"_s;
    return text;
}

QString toText(const InboundPacket &packet)
{
    if (const auto *connack = std::get_if<Connack>(&packet))
        return u"CONNACK %1%2"_s.arg(connack->code).arg(connack->sessionPresent ? u", session present"_s : QString());
    if (const auto *publish = std::get_if<Publish>(&packet))
        return toText(*publish);
    if (const auto *ack = std::get_if<Ack>(&packet))
        return packetName(static_cast<quint8>(ack->type)) + u" %1"_s.arg(ack->id);
    if (const auto *suback = std::get_if<Suback>(&packet))
        return u"SUBACK %1: %2"_s.arg(suback->id).arg(suback->code);
    return u"PINGRESP"_s;
}

/// All results of one portion of input; an error as the last item.
void feed(Decoder &decoder, QByteArrayView input, QStringList &out)
{
    for (;;) {
        const Decoder::Outcome outcome = decoder.next(input);
        if (!outcome) {
            out += describe(outcome.error(), decoder.lastType());
            return;
        }
        if (!*outcome) {
            if (!input.isEmpty())
                out += u"left over input"_s;
            return;
        }
        out += toText(**outcome);
    }
}

QStringList decode(QByteArrayView input)
{
    Decoder decoder;
    QStringList out;
    feed(decoder, input, out);
    return out;
}

} // namespace

class TestMqttDecoder : public QObject
{
    Q_OBJECT

private slots:
    void packets_data();
    void packets();
    void packetsSplitAnywhere_data() { packets_data(); }
    void packetsSplitAnywhere();
    void packetsByteByByte_data() { packets_data(); }
    void packetsByteByByte();
    void malformed_data();
    void malformed();
    void malformedByteByByte_data() { malformed_data(); }
    void malformedByteByByte();
    void incomplete_data();
    void incomplete();
    void hugeAnnouncementTakesNoMemory();
    void wrongLengthIsRefusedBeforeTheBody();
    void viewsPointIntoTheInput();
    void partialPacketOutlivesItsInput();
    void resetForgetsThePartialPacket();
    void ownPacketsOfTheClientAreNotForIt();
    void randomBytesNeverCrash();
};

void TestMqttDecoder::packets_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, QByteArrayView input, const QStringList &expected) {
        QTest::newRow(name) << bytes(input) << expected;
    };
    row("CONNACK", "20 02 00 00", {u"CONNACK 0"_s});
    row("CONNACK with session", "20 02 01 00", {u"CONNACK 0, session present"_s});
    row("CONNACK refusing", "20 02 00 05", {u"CONNACK 5"_s});
    row("CONNACK with a code that is not defined", "20 02 00 aa", {u"CONNACK 170"_s});
    row("PUBLISH of QoS 0", "30 07 0003 'a/b' 'hi'", {u"PUBLISH a/b = hi, QoS 0"_s});
    row("PUBLISH without payload", "30 03 0001 'a'", {u"PUBLISH a = , QoS 0"_s});
    row("PUBLISH retained", "31 04 0001 'a' 'x'", {u"PUBLISH a = x, QoS 0, retained"_s});
    row("PUBLISH of QoS 1", "32 06 0001 'a' 0102 'x'", {u"PUBLISH a = x, QoS 1, id 258"_s});
    row("PUBLISH of QoS 1 without payload", "32 05 0001 'a' 0001", {u"PUBLISH a = , QoS 1, id 1"_s});
    row("PUBLISH of QoS 2 again", "3c 06 0001 'a' ffff 'x'", {u"PUBLISH a = x, QoS 2, id 65535, again"_s});
    row("PUBLISH with umlaut", "30 05 0002 c3a4 'x'", {u"PUBLISH ä = x, QoS 0"_s});
    row("PUBLISH with slash only", "30 03 0001 '/'", {u"PUBLISH / = , QoS 0"_s});
    row("PUBLISH with length in two bytes", "30 87 00 0003 'a/b' 'hi'", {u"PUBLISH a/b = hi, QoS 0"_s});
    row("PUBLISH with length in four bytes", "30 87 80 80 00 0003 'a/b' 'hi'", {u"PUBLISH a/b = hi, QoS 0"_s});
    row("PUBACK", "40 02 0001", {u"PUBACK 1"_s});
    row("PUBREC", "50 02 0002", {u"PUBREC 2"_s});
    row("PUBREL", "62 02 0003", {u"PUBREL 3"_s});
    row("PUBCOMP", "70 02 0004", {u"PUBCOMP 4"_s});
    row("SUBACK QoS 0", "90 03 0001 00", {u"SUBACK 1: 0"_s});
    row("SUBACK QoS 2", "90 03 0001 02", {u"SUBACK 1: 2"_s});
    row("SUBACK failure", "90 03 0001 80", {u"SUBACK 1: 128"_s});
    row("UNSUBACK", "b0 02 0009", {u"UNSUBACK 9"_s});
    row("PINGRESP", "d0 00", {u"PINGRESP"_s});
    row("several in one portion", "20 02 00 00 90 03 0001 01 30 04 0001 'a' 'x' d0 00 30 04 0001 'b' 'y'",
        {u"CONNACK 0"_s, u"SUBACK 1: 1"_s, u"PUBLISH a = x, QoS 0"_s, u"PINGRESP"_s, u"PUBLISH b = y, QoS 0"_s});
}

void TestMqttDecoder::packets()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QStringList, expected);
    QCOMPARE(decode(input), expected);
}

void TestMqttDecoder::packetsSplitAnywhere()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QStringList, expected);
    for (qsizetype first = 0; first <= input.size(); ++first) {
        for (qsizetype second = first; second <= input.size(); ++second) {
            Decoder decoder;
            QStringList out;
            feed(decoder, QByteArrayView(input).first(first), out);
            feed(decoder, QByteArrayView(input).sliced(first, second - first), out);
            feed(decoder, QByteArrayView(input).sliced(second), out);
            QCOMPARE(out, expected);
        }
    }
}

void TestMqttDecoder::packetsByteByByte()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QStringList, expected);
    Decoder decoder;
    QStringList out;
    for (qsizetype i = 0; i < input.size(); ++i) {
        const char lone = input.at(i); // the decoder must not read beyond it
        feed(decoder, QByteArrayView(&lone, 1), out);
    }
    QCOMPARE(out, expected);
}

void TestMqttDecoder::malformed_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, QByteArrayView input, const QString &error) {
        QTest::newRow(name) << bytes(input) << error;
    };
    row("type 0", "00 00", u"packet of reserved type 0"_s);
    row("type 15 before 5.0", "f0 00", u"packet of AUTH"_s);
    row("CONNECT", "10 00", u"CONNECT received from the broker"_s);
    row("SUBSCRIBE", "82 06 0001 0001 'a' 00", u"SUBSCRIBE received from the broker"_s);
    row("UNSUBSCRIBE", "a2 05 0001 0001 'a'", u"UNSUBSCRIBE received from the broker"_s);
    row("PINGREQ", "c0 00", u"PINGREQ received from the broker"_s);
    row("DISCONNECT before 5.0", "e0 00", u"DISCONNECT received from the broker"_s);

    row("CONNACK flags", "21 02 00 00", u"reserved bits set in CONNACK"_s);
    row("PUBACK flags", "42 02 0001", u"reserved bits set in PUBACK"_s);
    row("PUBREC flags", "58 02 0001", u"reserved bits set in PUBREC"_s);
    row("PUBREL without its flag", "60 02 0001", u"reserved bits set in PUBREL"_s);
    row("PUBCOMP flags", "74 02 0001", u"reserved bits set in PUBCOMP"_s);
    row("SUBACK flags", "91 03 0001 00", u"reserved bits set in SUBACK"_s);
    row("UNSUBACK flags", "b2 02 0001", u"reserved bits set in UNSUBACK"_s);
    row("PINGRESP flags", "d1 00", u"reserved bits set in PINGRESP"_s);
    row("CONNACK acknowledge flags", "20 02 02 00", u"reserved bits set in CONNACK"_s);
    row("CONNACK refusing with session", "20 02 01 02", u"session present although refused in CONNACK"_s);

    row("length of five bytes", "30 80 80 80 80 01", u"length of more than four bytes in PUBLISH"_s);
    row("length that never ends", "30 ff ff ff ff ff", u"length of more than four bytes in PUBLISH"_s);
    row("CONNACK too short", "20 01 00", u"wrong remaining length of CONNACK"_s);
    row("CONNACK too long", "20 03 00 00 00", u"wrong remaining length of CONNACK"_s);
    row("PUBACK empty", "40 00", u"wrong remaining length of PUBACK"_s);
    row("PUBACK too long", "40 03 0001 00", u"wrong remaining length of PUBACK"_s);
    row("PUBREC too short", "50 01 00", u"wrong remaining length of PUBREC"_s);
    row("PUBREL too long", "62 03 0001 00", u"wrong remaining length of PUBREL"_s);
    row("PUBCOMP too short", "70 01 00", u"wrong remaining length of PUBCOMP"_s);
    row("SUBACK without code", "90 02 0001", u"wrong remaining length of SUBACK"_s);
    row("SUBACK for two filters", "90 04 0001 00 00", u"wrong remaining length of SUBACK"_s);
    row("UNSUBACK too long", "b0 03 0001 00", u"wrong remaining length of UNSUBACK"_s);
    row("PINGRESP with body", "d0 01 00", u"wrong remaining length of PINGRESP"_s);
    row("PUBLISH empty", "30 00", u"wrong remaining length of PUBLISH"_s);
    row("PUBLISH of one byte", "30 01 00", u"wrong remaining length of PUBLISH"_s);

    row("topic longer than its packet", "30 04 0003 'a' 'b'", u"field longer than its packet in PUBLISH"_s);
    row("longest topic length, no topic", "30 02 ffff", u"field longer than its packet in PUBLISH"_s);
    row("packet id missing", "32 03 0001 'a'", u"field longer than its packet in PUBLISH"_s);
    row("half a packet id", "32 04 0001 'a' 01", u"field longer than its packet in PUBLISH"_s);
    row("QoS 3", "36 05 0001 'a' 0001", u"QoS 3 in PUBLISH"_s);
    row("DUP with QoS 0", "38 03 0001 'a'", u"DUP flag with QoS 0 in PUBLISH"_s);
    row("empty topic", "30 02 0000", u"empty topic in PUBLISH"_s);
    row("empty topic with payload", "30 04 0000 'hi'", u"empty topic in PUBLISH"_s);
    row("topic with #", "30 05 0003 'a/#'", u"wildcard in the topic of PUBLISH"_s);
    row("topic with +", "30 05 0003 '+/a'", u"wildcard in the topic of PUBLISH"_s);
    row("topic with U+0000", "30 05 0003 'a' 00 'b'", u"U+0000 in the topic of PUBLISH"_s);
    row("topic in Latin-1", "30 03 0001 e4", u"topic that is not UTF-8 in PUBLISH"_s);
    row("topic with overlong slash", "30 04 0002 c0af", u"topic that is not UTF-8 in PUBLISH"_s);
    row("topic with surrogate", "30 05 0003 eda080", u"topic that is not UTF-8 in PUBLISH"_s);
    row("topic cut within a character", "30 04 0002 'a' c3", u"topic that is not UTF-8 in PUBLISH"_s);
    row("PUBLISH with id 0", "32 05 0001 'a' 0000", u"packet identifier 0 in PUBLISH"_s);
    row("PUBACK with id 0", "40 02 0000", u"packet identifier 0 in PUBACK"_s);
    row("PUBREC with id 0", "50 02 0000", u"packet identifier 0 in PUBREC"_s);
    row("PUBREL with id 0", "62 02 0000", u"packet identifier 0 in PUBREL"_s);
    row("PUBCOMP with id 0", "70 02 0000", u"packet identifier 0 in PUBCOMP"_s);
    row("SUBACK with id 0", "90 03 0000 00", u"packet identifier 0 in SUBACK"_s);
    row("UNSUBACK with id 0", "b0 02 0000", u"packet identifier 0 in UNSUBACK"_s);
    row("SUBACK granting QoS 3", "90 03 0001 03", u"reserved reason code in SUBACK"_s);
    row("property length beyond the packet (hangs Qt MQTT 6.4)", "20 03 00 00 64",
        u"wrong remaining length of CONNACK"_s);
}

void TestMqttDecoder::malformed()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QString, error);
    QCOMPARE(decode(input), QStringList(error));
    QCOMPARE(decode(bytes("20 02 00 00") + input), QStringList({u"CONNACK 0"_s, error}));
}

void TestMqttDecoder::malformedByteByByte()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QString, error);
    Decoder decoder;
    QStringList out;
    for (qsizetype i = 0; i < input.size() && out.isEmpty(); ++i)
        feed(decoder, QByteArrayView(input).sliced(i, 1), out);
    QCOMPARE(out, QStringList(error));
}

void TestMqttDecoder::incomplete_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("first byte only") << bytes("30");
    QTest::newRow("length not finished") << bytes("30 80");
    QTest::newRow("length not finished after three bytes") << bytes("30 80 80 80");
    QTest::newRow("header only") << bytes("30 04");
    QTest::newRow("a byte short") << bytes("30 04 0001 'a'");
    QTest::newRow("largest packet possible") << bytes("30 ff ff ff 7f 0001 'a'");
}

void TestMqttDecoder::incomplete()
{
    QFETCH(const QByteArray, input);
    QCOMPARE(decode(input), QStringList());
}

void TestMqttDecoder::hugeAnnouncementTakesNoMemory()
{
    // 10,000 peers that announce 256 MiB each: 2.5 TB if this were reserved.
    std::vector<Decoder> decoders(10'000);
    const QByteArray announcement = bytes("30 ff ff ff 7f 0001 'a'");
    for (Decoder &decoder : decoders) {
        QStringList out;
        feed(decoder, announcement, out);
        QVERIFY(out.isEmpty());
    }
}

void TestMqttDecoder::wrongLengthIsRefusedBeforeTheBody()
{
    QCOMPARE(decode(bytes("40 ff ff ff 7f")), QStringList(u"wrong remaining length of PUBACK"_s));
}

void TestMqttDecoder::viewsPointIntoTheInput()
{
    const QByteArray data = bytes("30 07 0003 'a/b' 'hi'");
    QByteArrayView input(data);
    Decoder decoder;
    const auto outcome = decoder.next(input);
    QVERIFY(outcome && *outcome);
    QCOMPARE(std::get<Publish>(**outcome).payload.data(), data.constData() + 7);
}

void TestMqttDecoder::partialPacketOutlivesItsInput()
{
    Decoder decoder;
    {
        const QByteArray first = bytes("30 07 0003 'a/'");
        QByteArrayView input(first);
        QVERIFY(!*decoder.next(input));
    }
    const QByteArray second = bytes("'b' 'hi'");
    QByteArrayView input(second);
    const auto outcome = decoder.next(input);
    QVERIFY(outcome && *outcome);
    QCOMPARE(toText(**outcome), u"PUBLISH a/b = hi, QoS 0"_s);
}

void TestMqttDecoder::resetForgetsThePartialPacket()
{
    Decoder decoder;
    QStringList out;
    feed(decoder, bytes("30 07 0003 'a'"), out);
    decoder.reset();
    feed(decoder, bytes("d0 00"), out);
    QCOMPARE(out, QStringList(u"PINGRESP"_s));
}

void TestMqttDecoder::ownPacketsOfTheClientAreNotForIt()
{
    QCOMPARE(decode(encode(Connect{.clientId = "c"})), QStringList(u"CONNECT received from the broker"_s));
    QCOMPARE(decode(encode(Disconnect{}, ProtocolLevel::V3_1_1)),
             QStringList(u"DISCONNECT received from the broker"_s));
    QCOMPARE(decode(encode(Ack{PacketType::Pubrel, 5})), QStringList(u"PUBREL 5"_s));
    QCOMPARE(decode(encode(Publish{.topic = "t", .payload = "p", .id = 3, .qos = 2, .retain = true})),
             QStringList(u"PUBLISH t = p, QoS 2, id 3, retained"_s));
}

void TestMqttDecoder::randomBytesNeverCrash()
{
    quint32 state = 1;
    const auto random = [&state] { return static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24); };
    for (int round = 0; round < 20'000; ++round) {
        QByteArray input(40, Qt::Uninitialized);
        for (char &c : input)
            c = random();
        // Half of them start like a PUBLISH of the right size, to get beyond the header.
        if (round % 2)
            input.replace(0, 2, bytes("32 26"));
        Decoder decoder;
        QStringList out;
        feed(decoder, QByteArrayView(input).first(20), out);
        if (out.isEmpty())
            feed(decoder, QByteArrayView(input).sliced(20), out);
    }
}

STANDIN_TEST(TestMqttDecoder)
#include "tst_mqttdecoder.moc"
