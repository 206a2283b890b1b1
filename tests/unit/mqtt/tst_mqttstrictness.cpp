// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"
#include "mqtt/core/decoder.h"
#include "mqtt/core/session.h"
#include "packetsv5.h"
#include "sessionrig.h"
#include "support/testprogram.h"

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

/// Reason codes in packets for which MQTT does not define them.
class TestMqttStrictness : public QObject
{
    Q_OBJECT

private:
    /// The type of the packet and its code, or what is wrong.
    static QString decoded(const QByteArray &packet, ProtocolLevel level, Strictness strictness)
    {
        Decoder decoder;
        decoder.reset(level, Decoder::noMaximum, strictness);
        const QByteArray data = bytes(packet);
        QByteArrayView input(data);
        const auto outcome = decoder.next(input);
        if (!outcome)
            return describe(outcome.error(), decoder.lastType());
        const auto code = [](const auto &alternative) -> int {
            if constexpr (requires { alternative.code; })
                return alternative.code;
            return -1;
        };
        return u"code 0x%1"_s.arg(std::visit(code, outcome->value()), 0, 16);
    }

private slots:
    void codes_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<QString>("lenient");
        QTest::addColumn<QString>("strict");
        const auto row = [](const char *name, ProtocolLevel level, const char *packet, const QString &lenient,
                            const QString &strict) {
            QTest::newRow(name) << int(level) << QByteArray(packet) << lenient << strict;
        };
        const auto reserved = [](const char *type) { return u"reserved reason code in "_s + QLatin1String(type); };
        constexpr auto v5 = ProtocolLevel::V5_0;
        constexpr auto v3 = ProtocolLevel::V3_1_1;
        row("PUBACK, allowed", v5, "40 03 0001 97", u"code 0x97"_s, u"code 0x97"_s);
        row("PUBACK, packet too large", v5, "40 03 0001 95", u"code 0x95"_s, reserved("PUBACK"));
        row("PUBACK, a success", v5, "40 03 0001 11", u"code 0x11"_s, reserved("PUBACK"));
        row("PUBACK, not defined", v5, "40 03 0001 a3", reserved("PUBACK"), reserved("PUBACK"));
        row("PUBACK, not defined success", v5, "40 03 0001 03", reserved("PUBACK"), reserved("PUBACK"));
        row("PUBREC, retain not supported", v5, "50 03 0001 9a", u"code 0x9a"_s, reserved("PUBREC"));
        row("PUBREL, quota exceeded", v5, "62 03 0001 97", u"code 0x97"_s, reserved("PUBREL"));
        row("PUBCOMP, no matching subscribers", v5, "70 03 0001 10", u"code 0x10"_s, reserved("PUBCOMP"));
        row("SUBACK, banned", v5, "90 04 0001 00 8a", u"code 0x8a"_s, reserved("SUBACK"));
        row("SUBACK, QoS 3", v5, "90 04 0001 00 03", reserved("SUBACK"), reserved("SUBACK"));
        row("SUBACK, a success that is no QoS", v5, "90 04 0001 00 04", reserved("SUBACK"), reserved("SUBACK"));
        row("SUBACK of 3.1.1, a code of 5.0", v3, "90 03 0001 87", u"code 0x87"_s, reserved("SUBACK"));
        row("SUBACK of 3.1.1, QoS 3", v3, "90 03 0001 03", reserved("SUBACK"), reserved("SUBACK"));
        row("SUBACK of 3.1.1, not defined", v3, "90 03 0001 ff", reserved("SUBACK"), reserved("SUBACK"));
        row("UNSUBACK, quota exceeded", v5, "b0 04 0001 00 97", u"code 0x97"_s, reserved("UNSUBACK"));
        row("CONNACK, taken over", v5, "20 03 00 8e 00", u"code 0x8e"_s, reserved("CONNACK"));
        row("CONNACK, a success that is none", v5, "20 03 00 10 00", reserved("CONNACK"), reserved("CONNACK"));
        row("CONNACK of 3.1.1, not authorized", v5, "20 02 00 05", u"code 0x87"_s, reserved("CONNACK"));
        row("CONNACK of 3.1.1, version", v5, "20 02 00 01", u"code 0x84"_s, u"code 0x84"_s);
        row("CONNACK of 3.1.1, not defined", v5, "20 02 00 06", reserved("CONNACK"), reserved("CONNACK"));
        row("DISCONNECT, with will", v5, "e0 01 04", u"code 0x4"_s, reserved("DISCONNECT"));
        row("DISCONNECT, bad password", v5, "e0 01 86", u"code 0x86"_s, reserved("DISCONNECT"));
        row("AUTH, not authorized", v5, "f0 01 87", reserved("AUTH"), reserved("AUTH"));
    }

    void codes()
    {
        QFETCH(const int, level);
        QFETCH(const QByteArray, packet);
        QTEST(decoded(packet, static_cast<ProtocolLevel>(level), Strictness::Lenient), "lenient");
        QTEST(decoded(packet, static_cast<ProtocolLevel>(level), Strictness::Strict), "strict");
    }

    void theSessionGoesOn()
    {
        SessionRig rig;
        rig.connectWith(V5::plain);
        for (const quint8 qos : {1, 2, 1})
            QVERIFY(rig.session.publish({.topic = "a", .qos = qos}, rig.now));
        rig.take();
        QCOMPARE(rig.feed("40 03 0001 95"), QStringList(u"acknowledged 1 (0x95)"_s));
        QCOMPARE(rig.feed("50 03 0002 9a"), QStringList(u"received 2 (0x9a)"_s));
        QCOMPARE(rig.feed("40 03 0003 11"), QStringList(u"acknowledged 3 (0x11)"_s));
        QCOMPARE(rig.session.phase(), SessionRig::Session::Phase::Online);
        QCOMPARE(rig.take(), QByteArrayList()); // no PUBREL for what was refused
    }

    void theSessionEndsWhenItIsStrict()
    {
        SessionRig rig;
        rig.session.setStrictness(Strictness::Strict);
        rig.connectWith(V5::plain);
        QVERIFY(rig.session.publish({.topic = "a", .qos = 1}, rig.now));
        rig.take();
        QCOMPARE(rig.feed("40 03 0001 95"), QStringList(u"violation: reserved reason code in PUBACK"_s));
        QCOMPARE(rig.take(), hexOf({"e0 01 82"}));
    }
};

STANDIN_TEST(TestMqttStrictness)
#include "tst_mqttstrictness.moc"
