// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/client.h"
#include "rest/http/httpserver.h"
#include "support/testprogram.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

namespace {

/// A connection made without the event loop, from `ownPort`; 0: any port. Returns the descriptor.
int connectFrom(quint16 ownPort, quint16 port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(ownPort);
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("cannot bind port %d", ownPort);
    address.sin_port = htons(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("cannot connect");
    return descriptor;
}

quint16 ownPortOf(int descriptor)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

void reset(int descriptor)
{
    const linger now{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(descriptor);
}

} // namespace

/// The HTTP layer with routes of the test: /fast answers at once, /slow when the test calls it, /echo with the body.
class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<HttpServer>(HttpLimits(), RequestFilter({}, {}), Router(routes()));
        const auto port = m_server->start(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        m_port = *port;
    }

    void cleanup()
    {
        m_slow.clear();
        m_server.reset();
    }

    void answers()
    {
        RawClient client(m_port);
        client.send(get("/fast"));
        const Answer answer = client.receive();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "fast");
        QVERIFY(answer.field("connection").isEmpty());
    }

    void answersAgainOnTheSameConnection()
    {
        RawClient client(m_port);
        for (int i = 0; i < 100; ++i) {
            client.send(get("/fast"));
            QCOMPARE(client.receive().body, "fast");
        }
    }

    void decodesSegmentsOneByOne_data()
    {
        QTest::addColumn<QByteArray>("encoded");
        QTest::addColumn<QByteArray>("decoded");

        QTest::newRow("slash") << "a%2Fb"_ba
                               << "a/b"_ba;
        QTest::newRow("UTF-8") << "%E6%B8%A9"_ba
                               << "温"_ba;
        QTest::newRow("space") << "a%20b"_ba
                               << "a b"_ba;
        QTest::newRow("colon") << "00:11"_ba
                               << "00:11"_ba;
    }

    void decodesSegmentsOneByOne()
    {
        QFETCH(QByteArray, encoded);
        RawClient client(m_port);
        client.send(get("/thing/" + encoded));
        QTEST(client.receive().body, "decoded");
    }

    void findsTheMostSpecificRoute_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");

        QTest::newRow("argument") << "GET /thing/7"_ba
                                  << "7"_ba;
        QTest::newRow("literal before argument") << "GET /thing/all"_ba
                                                 << "all"_ba;
        QTest::newRow("another method") << "POST /thing/7"_ba
                                        << "posted"_ba;
        QTest::newRow("verb") << "POST /thing/7:go"_ba
                              << "7"_ba;
        QTest::newRow("verb behind encoded characters") << "POST /thing/a%3Ab%2Fc:go"_ba
                                                        << "a:b/c"_ba;
        QTest::newRow("encoded colon is no verb") << "POST /thing/7%3Ago"_ba
                                                  << "posted"_ba;
        QTest::newRow("unknown verb belongs to the argument") << "GET /thing/7:stay"_ba
                                                              << "7:stay"_ba;
    }

    void findsTheMostSpecificRoute()
    {
        QFETCH(QByteArray, request);
        RawClient client(m_port);
        client.send(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        QTEST(client.receive().body, "body");
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("allow");

        QTest::newRow("unknown path") << get("/nothing") << 404 << ""_ba;
        QTest::newRow("trailing slash") << get("/fast/") << 404 << ""_ba;
        QTest::newRow("empty argument") << get("/thing/") << 404 << ""_ba;
        QTest::newRow("wrong method") << "DELETE /fast HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba << 405 << "GET, HEAD"_ba;
        QTest::newRow("two allowed") << "PUT /thing/1 HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba << 405
                                     << "GET, HEAD, POST"_ba;
        QTest::newRow("verb with another method") << get("/thing/1:go") << 405 << "POST"_ba;
        QTest::newRow("the most specific path is used")
            << "POST /thing/all HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba << 405 << "GET, HEAD"_ba;
        QTest::newRow("unheard-of method")
            << "BREW /fast HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba << 405 << "GET, HEAD"_ba;
        QTest::newRow("HEAD of a POST") << "HEAD /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"_ba
                                        << 405 << "POST"_ba;
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QByteArray, request);
        RawClient client(m_port);
        client.send(request);
        const Answer answer = client.receive(5000, !request.startsWith("HEAD"));
        QTEST(answer.status, "status");
        QTEST(answer.field("allow"), "allow");
        QCOMPARE(answer.field("content-type"), "application/problem+json");
    }

    void leavesTheBodyOutForHead()
    {
        RawClient client(m_port);
        client.send("HEAD /fast HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/fast"));
        const Answer head = client.receive(5000, false);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.field("content-length"), "4");
        QCOMPARE(client.receive().body, "fast");
    }

    void closesWhenAskedTo_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("Connection: close") << "GET /fast HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"_ba;
        QTest::newRow("HTTP/1.0") << "GET /fast HTTP/1.0\r\nHost: localhost\r\n\r\n"_ba;
    }

    void closesWhenAskedTo()
    {
        QFETCH(QByteArray, request);
        RawClient client(m_port);
        client.send(request + get("/fast"));
        const Answer answer = client.receive();
        QCOMPARE(answer.body, "fast");
        QCOMPARE(answer.field("connection"), "close");
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void keepsPipelinedAnswersInOrder()
    {
        RawClient client(m_port);
        client.send(get("/slow") + get("/fast") + get("/thing/3"));
        QTRY_COMPARE(m_slow.size(), 1);
        QVERIFY(!QTest::qWaitFor([&] { return client.socket.bytesAvailable() > 0; }, 100));
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(client.receive().body, "slow");
        QCOMPARE(client.receive().body, "fast");
        QCOMPARE(client.receive().body, "3");
    }

    void takesManyPipelinedRequests()
    {
        RawClient client(m_port);
        QByteArray requests;
        for (int i = 0; i < 500; ++i)
            requests += get("/thing/" + QByteArray::number(i));
        client.send(requests);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(client.receive().body, QByteArray::number(i));
    }

    /// Qt stops to listen to a socket whose buffer is full.
    void takesMorePipelinedRequestsThanTheBufferHolds_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("without bodies") << get("/fast") << "fast"_ba;
        const QByteArray body(700, 'x');
        QTest::newRow("with bodies") << "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 700\r\n\r\n" + body
                                     << body;
    }

    void takesMorePipelinedRequestsThanTheBufferHolds()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, body);
        constexpr int count = 3000;
        RawClient client(m_port);
        client.send(request.repeated(count));
        for (int i = 0; i < count; ++i)
            QCOMPARE(client.receive().body, body);
    }

    void doesNotMakeOthersWait()
    {
        RawClient waiting(m_port);
        waiting.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        RawClient other(m_port);
        other.send(get("/fast"));
        QCOMPARE(other.receive().body, "fast");
    }

    void readsRequestsInPieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 3, 7})
            QTest::addRow("%d bytes", piece) << piece;
    }

    void readsRequestsInPieces()
    {
        QFETCH(int, piece);
        RawClient client(m_port);
        const QByteArray requests =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello" + get("/fast");
        for (qsizetype at = 0; at < requests.size(); at += piece) {
            client.send(requests.sliced(at, qMin<qsizetype>(piece, requests.size() - at)));
            QCoreApplication::processEvents();
        }
        QCOMPARE(client.receive().body, "hello");
        QCOMPARE(client.receive().body, "fast");
    }

    void readsChunksAndCloses()
    {
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n" +
                    get("/fast"));
        const Answer answer = client.receive();
        QCOMPARE(answer.body, "hello");
        QCOMPARE(answer.field("connection"), "close");
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
    }

    void smugglesNothingBehindBadChunks_data()
    {
        QTest::addColumn<QByteArray>("size");
        QTest::newRow("zz") << "zz"_ba;
        QTest::newRow("-1") << "-1"_ba;
        QTest::newRow("all f") << QByteArray(16, 'f');
    }

    void smugglesNothingBehindBadChunks()
    {
        QFETCH(QByteArray, size);
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + size + "\r\n" +
                    get("/slow"));
        client.receive(500);
        QCOMPARE(m_slow.size(), 0);
    }

    void refusesBadHeadsInOrderAndCloses()
    {
        RawClient client(m_port);
        client.send(get("/slow") + "GET / HTTP/1.1\r\n\r\n" + get("/fast"));
        QTRY_COMPARE(m_slow.size(), 1);
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(client.receive().body, "slow");
        const Answer refusal = client.receive();
        QCOMPARE(refusal.status, 400);
        QCOMPARE(refusal.field("connection"), "close");
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
    }

    void refusesBareLineFeeds_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("only") << "GET /fast HTTP/1.1\nHost: localhost\n\n"_ba;
        QTest::newRow("one") << "GET /fast HTTP/1.1\r\nHost: localhost\nX: 1\r\n\r\n"_ba;
        QTest::newRow("at the end") << "GET /fast HTTP/1.1\r\nHost: localhost\r\n\n"_ba;
    }

    void refusesBareLineFeeds()
    {
        QFETCH(QByteArray, bytes);
        RawClient client(m_port);
        client.send(bytes);
        QCOMPARE(client.receive().status, 400);
        QVERIFY(client.waitForEnd());
    }

    void refusesWebSockets()
    {
        RawClient client(m_port);
        client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n");
        QCOMPARE(client.receive().status, 501);
        QVERIFY(client.waitForEnd());
        QCOMPARE(m_slow.size(), 0);
    }

    void survivesClientsThatLeave()
    {
        for (int i = 0; i < 20; ++i) {
            RawClient client(m_port);
            client.send(get("/slow"));
            QTRY_COMPARE(m_slow.size(), 1);
            if (i % 2 == 0)
                client.socket.abort();
            else
                client.socket.disconnectFromHost();
            QTRY_COMPARE(m_server->connectionCount(), 0);
            QVERIFY(!m_slow.takeFirst()->send({.body = "late"}));
        }
    }

    /// The new connection arrives before the server has processed the end of the old one.
    void servesAClientThatUsesItsPortAgain()
    {
        const int former = connectFrom(0, m_port);
        const quint16 ownPort = ownPortOf(former);
        QTRY_COMPARE(m_server->connectionCount(), 1);
        reset(former);
        QTcpSocket client;
        client.setSocketDescriptor(connectFrom(ownPort, m_port));
        client.write(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        QCOMPARE(m_server->connectionCount(), 1);
        QVERIFY(m_slow.takeFirst()->send({.body = "slow"}));
        QTRY_VERIFY(client.peek(1000).endsWith("slow"));
    }

    void repliesOnce()
    {
        RawClient client(m_port);
        client.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        const ReplyPtr reply = m_slow.takeFirst();
        QVERIFY(reply->send({.body = "one"}));
        QVERIFY(!reply->send({.body = "two"}));
        QCOMPARE(client.receive().body, "one");
    }

    void saysSoWhenAReplyIsDropped()
    {
        RawClient client(m_port);
        client.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        m_slow.clear();
        QCOMPARE(client.receive().status, 503);
    }

    void mayGoWhileRepliesAreOut()
    {
        RawClient first(m_port);
        RawClient second(m_port);
        first.send(get("/slow") + get("/slow"));
        second.send(get("/slow"));
        // From 6.8 on, Qt reads no second request of a client before the first is answered.
        constexpr int ofOneClient = QT_VERSION >= QT_VERSION_CHECK(6, 8, 0) ? 1 : 2;
        QTRY_COMPARE(m_slow.size(), ofOneClient + 1);
        m_server.reset();
        for (int i = 0; i < ofOneClient; ++i)
            QCOMPARE(first.receive().status, 503);
        QVERIFY(first.waitForEnd());
        QCOMPARE(second.receive().status, 503);
        QVERIFY(!m_slow.takeFirst()->send({.body = "late"}));
    }

private:
    std::vector<Route> routes()
    {
        const auto slow = [this](const HttpRequest &, const ReplyPtr &reply) { m_slow += reply; };
        const auto echo = [](const HttpRequest &request, const ReplyPtr &reply) {
            reply->send({.body = request.body});
        };
        const auto id = [](const HttpRequest &request, const ReplyPtr &reply) {
            reply->send({.body = request.argument(u"id"_s).toUtf8()});
        };
        return {
            {"GET", "/fast", "fast", "", sending("fast")},
            {"GET", "/slow", "slow", "", slow},
            {"POST", "/echo", "echo", "", echo},
            {"GET", "/thing/{id}", "getThing", "", id},
            {"POST", "/thing/{id}", "postThing", "", sending("posted")},
            {"GET", "/thing/all", "allThings", "", sending("all")},
            {"POST", "/thing/{id}:go", "goThing", "", id},
        };
    }

    static Handler sending(const QByteArray &body)
    {
        return [body](const HttpRequest &, const ReplyPtr &reply) { reply->send({.body = body}); };
    }

    static QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    QList<ReplyPtr> m_slow;
};

STANDIN_TEST(TestHttpServer)

#include "tst_httpserver.moc"
