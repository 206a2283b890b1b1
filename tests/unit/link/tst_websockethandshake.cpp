// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websockethandshake.h"
#include "support/testprogram.h"

#include <QCryptographicHash>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestWebSocketHandshake : public QObject
{
    Q_OBJECT

private:
    static QByteArray field(const QByteArray &request, const QByteArray &name)
    {
        for (const QByteArray &line : request.split('\n')) {
            if (line.startsWith(name + ": "))
                return line.sliced(name.size() + 2).trimmed();
        }
        return {};
    }

    static QByteArray acceptFor(const WebSocketHandshake &handshake)
    {
        const QByteArray key = field(handshake.request(), "Sec-WebSocket-Key");
        return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
            .toBase64();
    }

    static QByteArray rightAnswer(const WebSocketHandshake &handshake)
    {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
               "Sec-WebSocket-Accept: " +
               acceptFor(handshake) + "\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n";
    }

private slots:
    void asksForMqtt()
    {
        const WebSocketHandshake handshake(QUrl(u"ws://broker.local:8083/mqtt?tenant=a%20b"_s),
                                           {{"Authorization", "Bearer x"}});
        const QByteArray &request = handshake.request();
        QVERIFY(request.startsWith("GET /mqtt?tenant=a%20b HTTP/1.1\r\n"));
        QVERIFY(request.endsWith("\r\n\r\n"));
        QCOMPARE(field(request, "Host"), QByteArray("broker.local:8083"));
        QCOMPARE(field(request, "Sec-WebSocket-Protocol"), QByteArray("mqtt"));
        QCOMPARE(field(request, "Sec-WebSocket-Version"), QByteArray("13"));
        QCOMPARE(field(request, "Authorization"), QByteArray("Bearer x"));
        QCOMPARE(QByteArray::fromBase64(field(request, "Sec-WebSocket-Key")).size(), 16);
    }

    void everyKeyIsNew()
    {
        const QUrl url(u"ws://h"_s);
        QVERIFY(field(WebSocketHandshake(url, {}).request(), "Sec-WebSocket-Key") !=
                field(WebSocketHandshake(url, {}).request(), "Sec-WebSocket-Key"));
        QVERIFY(WebSocketHandshake(url, {}).request().startsWith("GET / HTTP/1.1\r\n"));
    }

    void aHostOfTheUsersReplacesOurs()
    {
        const QByteArray request = WebSocketHandshake(QUrl(u"ws://h"_s), {{"host", "virtual"}}).request();
        QCOMPARE(field(request, "host"), QByteArray("virtual"));
        QCOMPARE(request.toLower().count("host:"), 1);
    }

    void headers_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("good");
        QTest::newRow("ordinary") << QByteArray("X-Device") << QByteArray("7, \t\xc3\xa9") << true;
        QTest::newRow("no name") << QByteArray() << QByteArray("x") << false;
        QTest::newRow("blank in the name") << QByteArray("X Device") << QByteArray("x") << false;
        QTest::newRow("a second header in the value") << QByteArray("X") << QByteArray("a\r\nEvil: b") << false;
        QTest::newRow("a line feed in the value") << QByteArray("X") << QByteArray("a\nb") << false;
        QTest::newRow("ours") << QByteArray("Sec-WebSocket-Key") << QByteArray("x") << false;
        QTest::newRow("ours too") << QByteArray("upgrade") << QByteArray("x") << false;
    }

    void headers()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QTEST(WebSocketHandshake::check({{name, value}}).has_value(), "good");
    }

    void takesTheRightAnswerInPieces()
    {
        const WebSocketHandshake handshake(QUrl(u"ws://h/mqtt"_s), {});
        const QByteArray answer = rightAnswer(handshake);
        for (qsizetype size = 0; size < answer.size(); ++size) {
            const auto read = handshake.readAnswer(answer.first(size));
            QVERIFY2(read && !*read, answer.first(size).constData());
        }
        const auto read = handshake.readAnswer(answer + "frames");
        QVERIFY(read && *read);
        QCOMPARE(**read, answer.size());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("replace");
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &replace, const QByteArray &by, ErrorCode code,
                            const QString &text) { QTest::newRow(name) << replace << by << code << text; };
        const QByteArray status = "101 Switching Protocols";
        constexpr auto broken = ErrorCode::ProtocolViolation;
        constexpr auto refused = ErrorCode::BrokerRefused;
        row("404", status, "404 Not Found", refused,
            u"\"HTTP/1.1 404 Not Found\" to the WebSocket request for \"/mqtt\": check the path"_s);
        row("401", status, "401 Unauthorized", refused, u"credentials"_s);
        row("400", status, "400 Bad Request", refused, u"does not take WebSockets"_s);
        row("moved", status, "302 Found\r\nLocation: wss://else/", refused, u"\"wss://else/\""_s);
        row("200", status, "200 OK", refused, u"200 OK"_s);
        row("no HTTP", "HTTP/1.1", "SSH-2.0-", broken, u"not HTTP"_s);
        row("no number", status, "wrong", refused, u"wrong"_s);
        row("nothing behind the version", status, "", refused, u"\"HTTP/1.1\""_s);
        row("a blank behind the version", status, " ", refused, u"\"HTTP/1.1\""_s);
        row("two digits", status, "10", refused, u"\"HTTP/1.1 10\""_s);
        row("four digits", status, "1010 x", refused, u"1010"_s);
        row("no upgrade", "Upgrade: websocket", "X: y", broken, u"another protocol"_s);
        row("upgrade to another protocol", "Upgrade: websocket", "Upgrade: h2c", broken, u"another protocol"_s);
        row("no connection", "Connection: keep-alive, Upgrade", "X: y", broken, u"another protocol"_s);
        row("wrong accept", "Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: x", broken, u"Accept"_s);
        row("extension", "Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Extensions: x", broken,
            u"extension"_s);
        row("no sub-protocol", "Sec-WebSocket-Protocol: mqtt", "X: y", broken, u"did not confirm"_s);
        row("another sub-protocol", "Protocol: mqtt", "Protocol: wamp", broken, u"\"wamp\", expected \"mqtt\""_s);
        row("endless", "Upgrade: websocket", "X: " + QByteArray(17'000, 'x'), broken, u"too long"_s);
    }

    void refusals()
    {
        QFETCH(QByteArray, replace);
        QFETCH(QByteArray, by);
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        const WebSocketHandshake handshake(QUrl(u"ws://h/mqtt"_s), {});
        QByteArray answer = rightAnswer(handshake);
        QVERIFY(answer.contains(replace));
        const auto read = handshake.readAnswer(answer.replace(replace, by));
        QVERIFY(!read);
        QVERIFY2(read.error().code == code, qPrintable(read.error().toString()));
        QVERIFY2(read.error().message.contains(text), qPrintable(read.error().toString()));
    }

    void anEndlessAnswerIsNotCollected()
    {
        const WebSocketHandshake handshake(QUrl(u"ws://h/mqtt"_s), {});
        QVERIFY(!handshake.readAnswer("HTTP/1.1 101 " + QByteArray(17'000, 'x')));
    }
};

STANDIN_TEST(TestWebSocketHandshake)
#include "tst_websockethandshake.moc"
