// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websocketframes.h"
#include "support/testprogram.h"

using namespace Standin::WebSocket;
using namespace Qt::StringLiterals;

/// Bytes in, events out.
class TestWebSocketFrames : public QObject
{
    Q_OBJECT

private:
    struct Outcome
    {
        QByteArray data;
        QList<Decoder::Control> controls;
        std::optional<Decoder::Violation> violation;
    };

    /// Feeds the bytes in pieces of this size.
    static Outcome decode(const QByteArray &bytes, qsizetype piece)
    {
        Decoder decoder;
        Outcome outcome;
        for (qsizetype at = 0; at < bytes.size() && !decoder.violation(); at += piece) {
            const QByteArray part = bytes.mid(at, piece);
            QByteArrayView input(part);
            while (!input.isEmpty() && !decoder.violation()) {
                if (const auto control = decoder.decode(input, outcome.data))
                    outcome.controls.append(*control);
            }
        }
        outcome.violation = decoder.violation();
        return outcome;
    }

    static QByteArray hex(const char *digits) { return QByteArray::fromHex(digits); }

private slots:
    void encodes_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("nothing") << QByteArray() << hex("8280 00000000");
        QTest::newRow("short") << QByteArray(125, 'x') << hex("82fd 00000000");
        QTest::newRow("16 bits") << QByteArray(126, 'x') << hex("82fe007e 00000000");
        QTest::newRow("16 bits, full") << QByteArray(65535, 'x') << hex("82feffff 00000000");
        QTest::newRow("64 bits") << QByteArray(65536, 'x') << hex("82ff0000000000010000 00000000");
    }

    void encodes()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, header);
        QCOMPARE(encode(Opcode::Binary, payload, 0), header + payload);
    }

    // The example of RFC 6455 section 5.7, though in a binary frame.
    void masks() { QCOMPARE(encode(Opcode::Binary, "Hello", 0x37fa213d), hex("8285 37fa213d 7f9f4d5158")); }

    void closes() { QCOMPARE(encodeClose(CloseCode::Normal, 0), hex("8882 00000000 03e8")); }

    void decodes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QList<QByteArray>>("controls");
        const QList<QByteArray> none;
        QTest::newRow("one frame") << hex("8203 616263") << QByteArray("abc") << none;
        QTest::newRow("empty frame") << hex("8200 8201 61") << QByteArray("a") << none;
        QTest::newRow("two frames") << hex("8202 6162 8201 63") << QByteArray("abc") << none;
        QTest::newRow("a message in fragments") << hex("0201 61 0001 62 8001 63") << QByteArray("abc") << none;
        QTest::newRow("empty fragments") << hex("0200 0000 8001 61") << QByteArray("a") << none;
        QTest::newRow("ping between fragments")
            << hex("0201 61 8902 7071 8001 62") << QByteArray("ab") << QList<QByteArray>{"\x09pq"};
        QTest::newRow("pong") << hex("8a00") << QByteArray() << QList<QByteArray>{"\x0a"};
        QTest::newRow("close with a reason")
            << hex("8804 03e9 6869") << QByteArray() << QList<QByteArray>{"\x08\x03\xe9hi"};
        QTest::newRow("ping after close of a fragmented message")
            << hex("0201 61 8001 62 8900 8201 63") << QByteArray("abc") << QList<QByteArray>{"\x09"};
        QTest::newRow("16-bit length") << hex("827e007e") + QByteArray(126, 'x') << QByteArray(126, 'x') << none;
        QTest::newRow("64-bit length") << hex("827f0000000000010000") + QByteArray(65536, 'x') << QByteArray(65536, 'x')
                                       << none;
        QTest::newRow("longest control frame")
            << hex("897d") + QByteArray(125, 'x') << QByteArray() << QList<QByteArray>{"\x09" + QByteArray(125, 'x')};
    }

    void decodes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QByteArray>, controls);
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), bytes.size()}) {
            const Outcome outcome = decode(bytes, piece);
            QVERIFY2(!outcome.violation, qPrintable(outcome.violation.value_or(Decoder::Violation()).text));
            QTEST(outcome.data, "data");
            QList<QByteArray> found;
            for (const auto &control : outcome.controls)
                found.append(char(control.opcode) + control.payload);
            QCOMPARE(found, controls);
        }
    }

    void violations_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<CloseCode>("code");
        QTest::newRow("text, which MQTT does not allow") << hex("8101 61") << CloseCode::UnsupportedData;
        QTest::newRow("reserved bit 1") << hex("c201 61") << CloseCode::ProtocolError;
        QTest::newRow("reserved bit 3") << hex("9201 61") << CloseCode::ProtocolError;
        QTest::newRow("masked") << hex("8281 00000000 61") << CloseCode::ProtocolError;
        QTest::newRow("unknown data frame") << hex("8300") << CloseCode::ProtocolError;
        QTest::newRow("unknown control frame") << hex("8b00") << CloseCode::ProtocolError;
        QTest::newRow("continues nothing") << hex("8001 61") << CloseCode::ProtocolError;
        QTest::newRow("continues what is finished") << hex("0201 61 8001 61 8001 61") << CloseCode::ProtocolError;
        QTest::newRow("begins anew within a message") << hex("0201 61 8201 61") << CloseCode::ProtocolError;
        QTest::newRow("fragmented ping") << hex("0900") << CloseCode::ProtocolError;
        QTest::newRow("long ping") << hex("897e007e") + QByteArray(126, 'x') << CloseCode::ProtocolError;
        QTest::newRow("16-bit length for a short frame") << hex("827e007d") << CloseCode::ProtocolError;
        QTest::newRow("64-bit length for a medium frame") << hex("827f000000000000ffff") << CloseCode::ProtocolError;
        QTest::newRow("length of 2^63") << hex("827f8000000000000000") << CloseCode::ProtocolError;
    }

    void violations()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(CloseCode, code);
        for (const qsizetype piece : {qsizetype(1), bytes.size()}) {
            const Outcome outcome = decode(bytes, piece);
            QVERIFY(outcome.violation);
            QVERIFY(outcome.violation->code == code);
            QVERIFY(!outcome.violation->text.isEmpty());
        }
    }

    void aGiantFrameReservesNothing()
    {
        Decoder decoder;
        QByteArray data;
        const QByteArray bytes = hex("827f7fffffffffffffff 616263");
        QByteArrayView input(bytes);
        QVERIFY(!decoder.decode(input, data));
        QCOMPARE(data, QByteArray("abc"));
        QVERIFY(data.capacity() < 1000);
        QVERIFY(!decoder.violation());
    }
};

STANDIN_TEST(TestWebSocketFrames)
#include "tst_websocketframes.moc"
