// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/client.h"
#include "rest/http/httpserver.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

#include <memory>
#include <vector>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Limits that protect the other clients.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        m_slow.clear();
        m_server.reset();
    }

    void refusesLongHeads_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("endless line") << "GET /" + QByteArray(1'000'000, 'a');
        QTest::newRow("endless fields") << "GET / HTTP/1.1\r\n" + QByteArray("X-Name: value\r\n").repeated(100'000);
        QTest::newRow("one large field") << "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(20'000, 'a') +
                                                "\r\n\r\n";
    }

    void refusesLongHeads()
    {
        start({});
        QFETCH(QByteArray, head);
        RawClient client(m_port);
        client.send(head);
        QCOMPARE(client.receive().status, 431);
        QVERIFY(client.waitForEnd());
    }

    void refusesLargeBodies_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("chunkHead");
        QTest::newRow("with a length") << "Content-Length: 10485760"_ba
                                       << ""_ba;
        QTest::newRow("chunked") << "Transfer-Encoding: chunked"_ba
                                 << "a00000\r\n"_ba;
    }

    /// All 10 MB are sent, as simple clients do, and the answer can still be read.
    void refusesLargeBodies()
    {
        start({});
        QFETCH(QByteArray, framing);
        QFETCH(QByteArray, chunkHead);
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n" + chunkHead);
        client.send(QByteArray(10 * 1024 * 1024, 'x'));
        QTRY_COMPARE(client.socket.bytesToWrite(), 0);
        QCOMPARE(client.receive().status, 413);
        QVERIFY(client.waitForEnd());
    }

    void takesTheLargestBody()
    {
        start({});
        const QByteArray body(HttpLimits().bodyBytes, 'x');
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size()) +
                    "\r\n\r\n" + body);
        QVERIFY(client.receive().body == body);
    }

    void saysContinueOnlyWhenItWill_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("status");
        QTest::newRow("fits") << 5 << 100;
        QTest::newRow("too large") << 10'000'000 << 413;
    }

    void saysContinueOnlyWhenItWill()
    {
        start({});
        QFETCH(int, length);
        RawClient client(m_port);
        client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: " +
                    QByteArray::number(length) + "\r\n\r\n");
        QTEST(client.receive().status, "status");
    }

    void endsRequestsThatTakeTooLong_data()
    {
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("head") << "GET /fast HT"_ba;
        QTest::newRow("body") << "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhe"_ba;
    }

    void endsRequestsThatTakeTooLong()
    {
        start({.request = 200ms});
        QFETCH(QByteArray, beginning);
        RawClient client(m_port);
        client.send(beginning);
        QCOMPARE(client.receive().status, 408);
        QVERIFY(client.waitForEnd());
    }

    void endsRequestsThatDrip()
    {
        start({.request = 300ms});
        RawClient client(m_port);
        client.send("GET /fast HTTP/1.1\r\nX: ");
        QVERIFY(QTest::qWaitFor(
            [&] {
                client.send("a");
                return client.socket.bytesAvailable() > 0;
            },
            5000));
        QCOMPARE(client.receive().status, 408);
    }

    void closesSilentConnections_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("nothing sent") << ""_ba;
        QTest::newRow("kept alive") << "GET /fast HTTP/1.1\r\nHost: localhost\r\n\r\n"_ba;
    }

    void closesSilentConnections()
    {
        start({.request = 200ms, .keepAlive = 200ms});
        QFETCH(QByteArray, before);
        RawClient client(m_port);
        client.send(before);
        QVERIFY(client.waitForEnd());
    }

    void sparesThoseThatWaitForUs()
    {
        start({.request = 100ms, .keepAlive = 100ms});
        RawClient client(m_port);
        client.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        QVERIFY(!client.waitForEnd(1000));
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(client.receive().body, "slow");
    }

    void servesNewClientsDespiteHalfOpenConnections()
    {
        start({.connections = 512});
        std::vector<std::unique_ptr<RawClient>> halfOpen;
        for (int i = 0; i < 1000; ++i) {
            halfOpen.push_back(std::make_unique<RawClient>(m_port));
            halfOpen.back()->send("GET /fast HTT");
        }
        QElapsedTimer time;
        time.start();
        RawClient client(m_port);
        client.send(get("/fast"));
        QCOMPARE(client.receive().body, "fast");
        QVERIFY2(time.elapsed() < 1000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(m_server->connectionCount(), 512);
    }

    void keepsWaitingClientsAndRefusesNewOnes()
    {
        start({.connections = 3});
        std::vector<std::unique_ptr<RawClient>> waiting;
        for (int i = 0; i < 3; ++i) {
            waiting.push_back(std::make_unique<RawClient>(m_port));
            waiting.back()->send(get("/slow"));
            QTRY_COMPARE(m_slow.size(), i + 1);
        }
        RawClient late(m_port);
        QCOMPARE(late.receive().status, 503);
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(waiting.front()->receive().body, "slow");
    }

    void cutsThoseThatAskWithoutEnd()
    {
        start({.unansweredRequests = 10});
        RawClient client(m_port);
        client.send(get("/slow").repeated(20));
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        // Qt reads one request at a time: the others wait in the socket, within the limit of its buffer.
        RawClient other(m_port);
        other.send(get("/fast"));
        QCOMPARE(other.receive().body, "fast");
        QCOMPARE(m_slow.size(), 1);
#else
        QVERIFY(client.waitForEnd());
#endif
    }

    void boundsTheBodiesOfAll_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::addColumn<QByteArray>("body");
        const QByteArray bytes(90'000, 'x');
        QTest::newRow("announced") << "Content-Length: 100000"_ba
                                   << ""_ba;
        QTest::newRow("received in part") << "Content-Length: 100000"_ba << bytes;
        QTest::newRow("chunked") << "Transfer-Encoding: chunked"_ba
                                 << "186a0\r\n" + bytes;
    }

    /// Four requests use the whole budget; the fifth is refused, and small ones are still answered.
    void boundsTheBodiesOfAll()
    {
        start({.ownBytes = 1000, .allBodyBytes = 400'000});
        QFETCH(QByteArray, framing);
        QFETCH(QByteArray, body);
        const QByteArray request = "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + framing + "\r\n\r\n" + body;
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->send(request);
        }
        QTRY_COMPARE(m_server->connectionCount(), 4);
        RawClient late(m_port);
        late.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
        const Answer refused = late.receive();
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.json().value(u"type"_s).toString(), u"urn:standin:limit-reached"_s);
        QVERIFY(late.waitForEnd());

        RawClient small(m_port);
        small.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n" + QByteArray(1000, 'y'));
        QCOMPARE(small.receive().status, 200);

        clients.clear(); // the budget is available again
        QTRY_COMPARE(m_server->connectionCount(), 1);
        RawClient next(m_port);
        next.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n" +
                  QByteArray(100'000, 'z'));
        QCOMPARE(next.receive().status, 200);
    }

    /// A body is held until its request is answered.
    void countsBodiesThatWaitForTheirAnswer()
    {
        start({.ownBytes = 1000, .allBodyBytes = 100'000});
        const QByteArray request =
            "POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n" + QByteArray(60'000, 'x');
        RawClient first(m_port);
        first.send(request);
        QTRY_COMPARE(m_slow.size(), 1);
        RawClient second(m_port);
        second.send(request);
        QCOMPARE(second.receive().status, 503);
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(first.receive().body, "slow");
        RawClient third(m_port);
        third.send(request);
        QTRY_COMPARE(m_slow.size(), 1);
    }

    void boundsTheAnswersOfAll()
    {
        start({.ownBytes = 1000, .allAnswerBytes = 10'000'000});
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 8; ++i) { // the server stores the part of each that exceeds the buffers of the system
            clients.push_back(std::make_unique<RawClient>(m_port));
            clients.back()->socket.setReadBufferSize(1);
            clients.back()->send(get("/large"));
        }
        RawClient late(m_port);
        late.send(get("/large"));
        QCOMPARE(late.receive().status, 503);
        late.send(get("/fast"));
        QCOMPARE(late.receive().body, "fast");
        clients.clear();
        QTRY_COMPARE(m_server->connectionCount(), 1);
        late.send(get("/large"));
        QCOMPARE(late.receive().body.size(), largeBytes);
    }

    void cutsThoseThatNeverReadTheirAnswers()
    {
        start({.unreadBytes = 1024 * 1024});
        RawClient client(m_port);
        client.socket.setReadBufferSize(1);
        const QByteArray body(1024 * 1024, 'x');
        const QByteArray request =
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(body.size()) +
            "\r\n\r\n" + body;
        for (int i = 0; i < 30; ++i)
            client.send(request);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

private:
    static QByteArray get(const QByteArray &target)
    {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    void start(const HttpLimits &limits)
    {
        const auto fast = [](const HttpRequest &, const ReplyPtr &reply) { reply->send({.body = "fast"}); };
        const auto slow = [this](const HttpRequest &, const ReplyPtr &reply) { m_slow += reply; };
        const auto echo = [](const HttpRequest &request, const ReplyPtr &reply) {
            reply->send({.body = request.body});
        };
        const auto large = [](const HttpRequest &, const ReplyPtr &reply) {
            reply->send({.body = QByteArray(largeBytes, 'x')});
        };
        Router router({{"GET", "/fast", "fast", "", fast},
                       {"GET", "/slow", "slow", "", slow},
                       {"POST", "/slow", "slowPost", "", slow},
                       {"GET", "/large", "large", "", large},
                       {"POST", "/echo", "echo", "", echo}});
        m_server = std::make_unique<HttpServer>(limits, RequestFilter({}, {}), std::move(router));
        const auto port = m_server->start(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        m_port = *port;
    }

    static constexpr qsizetype largeBytes = 9'000'000;

    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    QList<ReplyPtr> m_slow;
};

STANDIN_TEST(TestHttpLimits)

#include "tst_httplimits.moc"
