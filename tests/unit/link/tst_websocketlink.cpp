// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/websocketlink.h"

#include "link/socketlink.h"
#include "link/tcplink.h"
#include "link/tlssettings.h"
#include "support/certificates.h"
#include "support/testprogram.h"
#include "support/wiretap.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

/// A link, a wiretap and Qt's WebSocket server.
struct WebSocketLine
{
    std::unique_ptr<QWebSocketServer> server;
    std::unique_ptr<Wiretap> tap;
    std::unique_ptr<WebSocketLink> link;
    std::unique_ptr<QWebSocket> peer;

    bool connectAll(const std::optional<SocketLink::Tls> &tls, const QSslConfiguration &serverTls)
    {
        server = std::make_unique<QWebSocketServer>(u"test"_s, tls ? QWebSocketServer::SecureMode
                                                                   : QWebSocketServer::NonSecureMode);
        server->setSslConfiguration(serverTls);
        server->setSupportedSubprotocols({u"mqtt"_s});
        if (!server->listen(QHostAddress::LocalHost))
            return false;
        tap = std::make_unique<Wiretap>(server->serverPort());
        if (!tap->start())
            return false;
        std::unique_ptr<Link> carrier;
        if (tls)
            carrier = std::make_unique<SocketLink>(u"127.0.0.1"_s, tap->serverPort(), QNetworkProxy::NoProxy, tls);
        else
            carrier = std::make_unique<TcpLink>(u"127.0.0.1"_s, tap->serverPort());
        const QUrl url(u"ws://127.0.0.1:%1/mqtt?x=1"_s.arg(tap->serverPort()));
        link = std::make_unique<WebSocketLink>(std::move(carrier), url, HttpHeaders{{"X-Token", "secret"}});
        QSignalSpy established(link.get(), &Link::established);
        link->start();
        if (!QTest::qWaitFor([&] { return server->hasPendingConnections() && established.size() == 1; }, 10'000))
            return false;
        peer.reset(server->nextPendingConnection());
        return true;
    }
};

/// A server that answers every request with a text of the test; "ACCEPT" in it is replaced by the correct value.
class ScriptedServer : public QTcpServer
{
public:
    explicit ScriptedServer(const QByteArray &answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *peer = nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, this, [this, peer, answer] {
                received += peer->readAll();
                if (!received.contains("\r\n\r\n") || std::exchange(m_answered, true))
                    return;
                const qsizetype begin = received.indexOf("Sec-WebSocket-Key: ") + 19;
                const QByteArray key = received.sliced(begin, received.indexOf("\r\n", begin) - begin);
                const QByteArray accept =
                    QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1);
                peer->write(QByteArray(answer).replace("ACCEPT", accept.toBase64()));
                if (answer.isEmpty())
                    peer->disconnectFromHost();
            });
        });
    }

    [[nodiscard]] std::unique_ptr<WebSocketLink> makeLink() const
    {
        return std::make_unique<WebSocketLink>(std::make_unique<TcpLink>(u"127.0.0.1"_s, serverPort()),
                                               QUrl(u"ws://127.0.0.1:%1/mqtt"_s.arg(serverPort())), HttpHeaders());
    }

    QByteArray received;

private:
    bool m_answered = false;
};

const QByteArray welcome = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           "Sec-WebSocket-Accept: ACCEPT\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n";

} // namespace

class TestWebSocketLink : public QObject
{
    Q_OBJECT

private:
    static void ways()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("ws") << false;
        QTest::newRow("wss") << true;
    }

    bool connectAll(WebSocketLine &line, bool encrypted) const
    {
        QSslConfiguration serverTls = QSslConfiguration::defaultConfiguration();
        serverTls.setLocalCertificate(m_server.toCertificate());
        serverTls.setPrivateKey(m_server.toKey());
        const auto clientTls = TlsSettings{.caFile = m_certificates.caFile()}.toConfiguration();
        return clientTls &&
               line.connectAll(encrypted ? std::optional(SocketLink::Tls{*clientTls, {}}) : std::nullopt, serverTls);
    }

#define CONNECT_WEBSOCKET(line)                                                                                        \
    QFETCH(bool, encrypted);                                                                                           \
    WebSocketLine line;                                                                                                \
    QVERIFY(connectAll(line, encrypted))

    Certificates m_certificates;
    Certificates::Issued m_server = m_certificates.server();

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Standin::Error>("Standin::Error");
    }

    void carriesBytesBothWays_data()
    {
        ways();
    }
    void carriesBytesBothWays()
    {
        CONNECT_WEBSOCKET(line);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        QCOMPARE(line.link->write("hello"), 5);
        QTRY_COMPARE(messages.size(), 1);
        QCOMPARE(messages[0][0].toByteArray(), QByteArray("hello"));
        QSignalSpy readyRead(line.link.get(), &QIODevice::readyRead);
        line.peer->sendBinaryMessage("there");
        QTRY_COMPARE(readyRead.size(), 1);
        QCOMPARE(line.link->bytesAvailable(), 5);
        QCOMPARE(line.link->read(3), QByteArray("the"));
        QCOMPARE(line.link->read(100), QByteArray("re"));
        QCOMPARE(line.link->read(100), QByteArray());
        QVERIFY(!line.link->error());
    }

    void requestHasTheGivenSettings()
    {
        WebSocketLine line;
        QVERIFY(connectAll(line, false));
        const QNetworkRequest request = line.peer->request();
        QCOMPARE(request.url().path(), u"/mqtt"_s);
        QCOMPARE(request.url().query(), u"x=1"_s);
        QCOMPARE(request.rawHeader("X-Token"), QByteArray("secret"));
        QCOMPARE(line.peer->subprotocol(), u"mqtt"_s);
    }

    void bigMessages_data()
    {
        ways();
    }
    void bigMessages()
    {
        CONNECT_WEBSOCKET(line);
        const QByteArray big(3'000'000, 'x'); // Qt sends it in fragments of 512 KiB
        QByteArray read;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] { read += line.link->readAll(); });
        line.peer->sendBinaryMessage(big);
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), big.size(), 20'000);
        QCOMPARE(read, big);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        line.link->write(big);
        QTRY_COMPARE_WITH_TIMEOUT(messages.size(), 1, 20'000);
        QCOMPARE(messages[0][0].toByteArray(), big);
    }

    void eachWriteIsAFrameAndAllLeaveTogether_data()
    {
        ways();
    }
    void eachWriteIsAFrameAndAllLeaveTogether()
    {
        CONNECT_WEBSOCKET(line);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        qint64 kept = 0;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] {
            line.link->readAll();
            line.link->write("a");
            line.link->write("b");
            kept = line.link->bytesToWrite();
        });
        line.peer->sendBinaryMessage("go");
        QTRY_COMPARE(messages.size(), 2);
        QVERIFY(kept > 2);
        QCOMPARE(line.link->bytesToWrite(), 0);
    }

    void whatIsHeldLeavesWithTheRelease_data()
    {
        ways();
    }
    void whatIsHeldLeavesWithTheRelease()
    {
        CONNECT_WEBSOCKET(line);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        line.link->hold();
        line.link->write("a");
        QVERIFY(line.link->bytesToWrite() > 1);
        line.link->release();
        QCOMPARE(line.link->bytesToWrite(), 0);
        QTRY_COMPARE(messages.size(), 1);
    }

    void answersPing()
    {
        WebSocketLine line;
        QVERIFY(connectAll(line, false));
        QSignalSpy pongs(line.peer.get(), &QWebSocket::pong);
        line.peer->ping("are you there");
        QTRY_COMPARE(pongs.size(), 1);
        QCOMPARE(pongs[0][1].toByteArray(), QByteArray("are you there"));
    }

    void theBrokerCloses()
    {
        WebSocketLine line;
        QVERIFY(connectAll(line, false));
        QSignalSpy ended(line.link.get(), &QIODevice::readChannelFinished);
        QSignalSpy closed(line.peer.get(), &QWebSocket::disconnected);
        line.peer->close(QWebSocketProtocol::CloseCodeGoingAway, u"maintenance"_s);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(line.link->error()->code == ErrorCode::ConnectionLost);
        QCOMPARE(line.link->error()->message, u"the broker closed the WebSocket (1001): maintenance"_s);
        QTRY_COMPARE(closed.size(), 1); // it was answered, otherwise Qt would wait
        QCOMPARE(line.link->write("x"), -1);
    }

    void theBrokerIsGone()
    {
        WebSocketLine line;
        QVERIFY(connectAll(line, false));
        QSignalSpy ended(line.link.get(), &QIODevice::readChannelFinished);
        line.peer->abort();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(line.link->error()->code == ErrorCode::ConnectionLost);
    }

    void textIsRefused()
    {
        WebSocketLine line;
        QVERIFY(connectAll(line, false));
        QSignalSpy ended(line.link.get(), &QIODevice::readChannelFinished);
        QSignalSpy closed(line.peer.get(), &QWebSocket::disconnected);
        line.peer->sendTextMessage(u"mqtt in words"_s);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(line.link->error()->code == ErrorCode::ProtocolViolation);
        QVERIFY(line.link->error()->message.contains(u"text frame"_s));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(line.peer->closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    }

    void closeSendsACloseFrame_data()
    {
        ways();
    }
    void closeSendsACloseFrame()
    {
        CONNECT_WEBSOCKET(line);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        QSignalSpy closed(line.peer.get(), &QWebSocket::disconnected);
        line.link->write("goodbye");
        line.link->close();
        QVERIFY(!line.link->isOpen());
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(messages.size(), 1);
        QCOMPARE(line.peer->closeCode(), QWebSocketProtocol::CloseCodeNormal);
        QCOMPARE(line.tap->end(), Wiretap::End::Fin);
        QVERIFY(!line.link->error());
    }

    void roughEnds_data()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<bool>("silentFirst");
        QTest::addColumn<Wiretap::End>("end");
        for (const bool encrypted : {false, true}) {
            const char *name = encrypted ? "wss" : "ws";
            QTest::addRow("cut, %s", name) << encrypted << false << Wiretap::End::Fin;
            QTest::addRow("reset, %s", name) << encrypted << false << Wiretap::End::Reset;
            QTest::addRow("silence, then cut, %s", name) << encrypted << true << Wiretap::End::Fin;
            QTest::addRow("silence, then reset, %s", name) << encrypted << true << Wiretap::End::Reset;
        }
    }
    void roughEnds()
    {
        CONNECT_WEBSOCKET(line);
        QFETCH(bool, silentFirst);
        QFETCH(Wiretap::End, end);
        QSignalSpy messages(line.peer.get(), &QWebSocket::binaryMessageReceived);
        line.link->write("x");
        QTRY_COMPARE(messages.size(), 1);
        const QByteArray before = line.tap->sent();
        if (silentFirst) {
            QSignalSpy readyRead(line.link.get(), &QIODevice::readyRead);
            line.link->goSilent();
            QVERIFY(line.link->isOpen());
            QCOMPARE(line.link->write("lost"), 4);
            line.peer->sendBinaryMessage("unheard");
            line.peer->ping();
            QVERIFY(!readyRead.wait(100)); // there is no event to wait for: it must not come
            QVERIFY(line.tap->end() == Wiretap::End::None);
        }
        if (end == Wiretap::End::Fin)
            line.link->cut();
        else
            line.link->sendReset();
        QVERIFY(!line.link->isOpen());
        QTRY_COMPARE(line.tap->end(), end);
        QCOMPARE(line.tap->sent(), before); // no close frame
        QVERIFY(!line.link->error());
    }

    void deletingItWhileItReadsIsSafe_data()
    {
        ways();
    }
    void deletingItWhileItReadsIsSafe()
    {
        CONNECT_WEBSOCKET(line);
        bool deleted = false;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] {
            line.link.reset();
            deleted = true;
        });
        line.peer->sendBinaryMessage("x");
        line.peer->sendBinaryMessage("y");
        QTRY_VERIFY(deleted);
    }

    void closingItWhileItReadsIsSafe_data()
    {
        ways();
    }
    void closingItWhileItReadsIsSafe()
    {
        CONNECT_WEBSOCKET(line);
        int deliveries = 0;
        connect(line.link.get(), &QIODevice::readyRead, this, [&] {
            ++deliveries;
            line.link->close();
        });
        line.peer->sendBinaryMessage("x");
        line.peer->sendBinaryMessage("y");
        QTRY_VERIFY(line.tap->end() != Wiretap::End::None);
        QCOMPARE(deliveries, 1);
    }

    void framesRightBehindTheAnswer()
    {
        const ScriptedServer server(welcome + QByteArray::fromHex("82026162"));
        const auto link = server.makeLink();
        QStringList events;
        QByteArray read;
        connect(link.get(), &Link::established, this, [&] { events.append(u"established"_s); });
        connect(link.get(), &QIODevice::readyRead, this, [&] {
            events.append(u"readyRead"_s);
            read += link->readAll();
        });
        link->start();
        QTRY_COMPARE(read, QByteArray("ab"));
        QCOMPARE(events, (QStringList{u"established"_s, u"readyRead"_s}));
    }

    void deletingItWhenItIsEstablishedIsSafe()
    {
        const ScriptedServer server(welcome + QByteArray::fromHex("82026162"));
        auto link = server.makeLink();
        connect(link.get(), &Link::established, this, [&] { link.reset(); });
        link->start();
        QTRY_VERIFY(!link);
    }

    void failures_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("hangs up") << QByteArray() << ErrorCode::ConnectionLost << u"instead of an answer"_s;
        QTest::newRow("404") << QByteArray("HTTP/1.1 404 Not Found\r\n\r\n") << ErrorCode::BrokerRefused
                             << u"404 Not Found"_s;
        QTest::newRow("MQTT") << QByteArray("\x20\x02\x00\x00", 4) << ErrorCode::ProtocolViolation << u"not HTTP"_s;
        QTest::newRow("no sub-protocol") << QByteArray(welcome).replace("Sec-WebSocket-Protocol: mqtt\r\n", "")
                                         << ErrorCode::ProtocolViolation << u"did not confirm the sub-protocol"_s;
    }
    void failures()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        const ScriptedServer server(answer);
        const auto link = server.makeLink();
        QSignalSpy failed(link.get(), &Link::failed);
        QSignalSpy established(link.get(), &Link::established);
        link->start();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(established.size(), 0);
        QVERIFY2(link->error()->code == code, qPrintable(link->error()->toString()));
        QVERIFY2(link->error()->message.contains(text), qPrintable(link->error()->toString()));
        QCOMPARE(link->error()->where, u"127.0.0.1:%1"_s.arg(server.serverPort()));
    }

    void theCarrierFails()
    {
        WebSocketLink link(std::make_unique<TcpLink>(u"127.0.0.1"_s, 1), QUrl(u"ws://127.0.0.1:1"_s), {});
        QSignalSpy failed(&link, &Link::failed);
        link.start();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(link.error()->code == ErrorCode::ConnectionRefused);
    }

    void brokenFramesEndIt()
    {
        ScriptedServer server(welcome + QByteArray::fromHex("82016182818000"));
        const auto link = server.makeLink();
        QSignalSpy ended(link.get(), &QIODevice::readChannelFinished);
        link->start();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(link->error()->code == ErrorCode::ProtocolViolation);
        QCOMPARE(link->readAll(), QByteArray("a"));                         // earlier bytes can still be read
        QTRY_VERIFY(server.received.contains(QByteArray::fromHex("8882"))); // a masked close frame
    }
};

STANDIN_TEST(TestWebSocketLink)
#include "tst_websocketlink.moc"
