// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/client.h"
#include "rest/http/httpserver.h"
#include "rest/http/replystream.h"
#include "support/testprogram.h"

#include <QSignalSpy>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using ReplyStreamPtr = std::unique_ptr<ReplyStream>;

/// An answer that is sent piece by piece, as the client receives it. /stream passes its stream to the test, /fast
/// answers at once, /slow when the test calls it.
class TestReplyStream : public QObject
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        m_streams.clear();
        m_slow.clear();
        m_server.reset();
    }

    void sendsEachPartAtOnce()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        const QByteArray head = readHead(client);
        QVERIFY(head.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(head.contains("\r\nContent-Type: text/event-stream\r\n"));
        QVERIFY(head.contains("\r\nTransfer-Encoding: chunked\r\n"));
        QVERIFY(!head.toLower().contains("content-length"));
        QVERIFY(!head.toLower().contains("connection:"));
        QVERIFY(stream->write("data: one\n\n"));
        QVERIFY(receives(client, "b\r\ndata: one\n\n\r\n"));
        QVERIFY(stream->write(QByteArray(26, 'x')));
        QVERIFY(receives(client, "1a\r\n" + QByteArray(26, 'x') + "\r\n"));
    }

    void sendsTheBodyOfTheBeginningFirst()
    {
        start({});
        RawClient client(m_port);
        client.send(get("/begun"));
        readHead(client);
        QVERIFY(receives(client, "5\r\nfirst\r\n"));
    }

    void servesTheNextRequestAfterTheEnd()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        readHead(client);
        stream->write("last");
        stream->finish();
        QVERIFY(!stream->isOpen());
        QVERIFY(!stream->write("too late"));
        QVERIFY(receives(client, "4\r\nlast\r\n0\r\n\r\n"));
        client.send(get("/fast"));
        QCOMPARE(client.receive().body, "fast");
    }

    void doesNotEndWithAnEmptyPart()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        readHead(client);
        QVERIFY(stream->write(""));
        QVERIFY(stream->write("x"));
        QVERIFY(receives(client, "1\r\nx\r\n"));
    }

    void endsWithTheConnectionForOldClients()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client, "GET /stream HTTP/1.0\r\nHost: localhost\r\n\r\n");
        QVERIFY(stream);
        const QByteArray head = readHead(client);
        QVERIFY(head.contains("\r\nConnection: close\r\n"));
        QVERIFY(!head.toLower().contains("transfer-encoding"));
        stream->write("one");
        stream->write("two");
        QVERIFY(receives(client, "onetwo"));
        stream->finish();
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
    }

    void closesAfterTheEndWhenAskedTo()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client, "GET /stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QVERIFY(stream);
        const QByteArray head = readHead(client);
        QVERIFY(head.contains("\r\nConnection: close\r\n"));
        QVERIFY(head.contains("\r\nTransfer-Encoding: chunked\r\n"));
        stream->write("x");
        stream->finish();
        QVERIFY(receives(client, "1\r\nx\r\n0\r\n\r\n"));
        QVERIFY(client.waitForEnd());
    }

    void givesHeadNoBody()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client, "HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(stream);
        QVERIFY(readHead(client).contains("\r\nTransfer-Encoding: chunked\r\n"));
        QVERIFY(!stream->isOpen());
        QVERIFY(!stream->write("x"));
        client.send(get("/fast"));
        QVERIFY(client.receive().head.startsWith("HTTP/1.1 200"));
    }

    void keepsPipelinedAnswersInOrder()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client, get("/stream") + get("/fast"));
        QVERIFY(stream);
        readHead(client);
        stream->write("one");
        QVERIFY(receives(client, "3\r\none\r\n"));
        stream->write("two");
        stream->finish();
        QVERIFY(receives(client, "3\r\ntwo\r\n0\r\n\r\n"));
        QCOMPARE(client.receive().body, "fast");
    }

    void waitsForItsTurn()
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        QSKIP("Qt itself reads one request at a time");
#endif
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client, get("/slow") + get("/stream"));
        QVERIFY(stream);
        QVERIFY(stream->write("kept"));
        QVERIFY(stream->unsentBytes() > 0);
        QVERIFY(!QTest::qWaitFor([&] { return client.socket.bytesAvailable() > 0; }, 100));
        m_slow.takeFirst()->send({.body = "slow"});
        QCOMPARE(client.receive().body, "slow");
        readHead(client);
        QVERIFY(receives(client, "4\r\nkept\r\n"));
    }

    void isTheOneAnswer()
    {
        start({});
        RawClient client(m_port);
        client.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        const ReplyPtr reply = m_slow.takeFirst();
        const ReplyStreamPtr stream = reply->stream({});
        QVERIFY(stream->isOpen());
        QVERIFY(!reply->send({.body = "second"}));
        QVERIFY(!reply->stream({})->isOpen());
        QVERIFY(stream->write("x"));
        readHead(client);
        QVERIFY(receives(client, "1\r\nx\r\n"));
    }

    void reportsThatTheClientIsGone_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("closed") << false;
        QTest::newRow("reset") << true;
    }

    void reportsThatTheClientIsGone()
    {
        start({});
        QFETCH(bool, reset);
        RawClient client(m_port);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        QSignalSpy closed(stream, &ReplyStream::closed);
        if (reset)
            client.socket.abort();
        else
            client.socket.disconnectFromHost();
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(!stream->isOpen());
        QVERIFY(!stream->write("x"));
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void isClosedFromTheStartWhenTheClientWentBefore()
    {
        start({});
        RawClient client(m_port);
        client.send(get("/slow"));
        QTRY_COMPARE(m_slow.size(), 1);
        client.socket.abort();
        QTRY_COMPARE(m_server->connectionCount(), 0);
        QVERIFY(!m_slow.takeFirst()->stream({})->isOpen());
    }

    void cutsAClientThatDoesNotRead()
    {
        constexpr qint64 limit = 256 * 1024;
        start({.streamBytes = limit});
        RawClient client(m_port);
        client.socket.setReadBufferSize(1);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        QSignalSpy closed(stream, &ReplyStream::closed);
        const QByteArray part(64 * 1024, 'x');
        qint64 most = 0;
        for (int i = 0; i < 1000 && stream->write(part); ++i)
            most = qMax(most, stream->unsentBytes());
        QVERIFY(!stream->isOpen());
        QCOMPARE(closed.count(), 1);
        QVERIFY2(most <= 2 * (limit + part.size()), qPrintable(QString::number(most)));
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    /// With a slow client, a source that waits for drained() is not aborted, and no byte is lost.
    void paces()
    {
        constexpr qint64 total = 8 * 1024 * 1024;
        const QByteArray part(64 * 1024, 'x');
        start({.streamBytes = part.size() + 100});
        RawClient client(m_port);
        client.socket.setReadBufferSize(100 * 1024);
        ReplyStream *stream = open(client, "GET /stream HTTP/1.0\r\nHost: localhost\r\n\r\n");
        QVERIFY(stream);
        readHead(client);
        qint64 sent = 0;
        const auto writeNext = [&] {
            if (sent == total)
                return stream->finish();
            QCOMPARE(stream->unsentBytes(), 0);
            QVERIFY(stream->write(part));
            sent += part.size();
        };
        connect(stream, &ReplyStream::drained, this, writeNext);
        writeNext();
        qint64 received = 0;
        QTRY_VERIFY_WITH_TIMEOUT((received += client.socket.readAll().size()) == total, 20'000);
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
    }

    void isNoIdleConnection()
    {
        start({.connections = 2, .request = 100ms, .keepAlive = 100ms});
        RawClient first(m_port);
        RawClient second(m_port);
        QVERIFY(open(first));
        QVERIFY(open(second));
        RawClient late(m_port);
        QCOMPARE(late.receive().status, 503);
        QVERIFY(!first.waitForEnd(1000));
        QVERIFY(m_streams.front()->isOpen() && m_streams.back()->isOpen());
    }

    /// Otherwise it would hold the memory of others without end.
    void endsWhenTheClientReadsNothing()
    {
        start({.streamBytes = 32 * 1024 * 1024, .request = 100ms, .keepAlive = 100ms});
        RawClient client(m_port);
        client.socket.setReadBufferSize(1);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        QVERIFY(stream->write(QByteArray(16 * 1024 * 1024, 'x')));
        QVERIFY(stream->unsentBytes() > 0);
        QTRY_VERIFY(!stream->isOpen());
    }

    void endsWithTheServer()
    {
        start({});
        RawClient client(m_port);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        readHead(client);
        QSignalSpy closed(stream, &ReplyStream::closed);
        m_server.reset();
        QCOMPARE(closed.count(), 1);
        QVERIFY(!stream->write("x"));
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
    }

    void doesNotLookCompleteWhenItIsDropped()
    {
        start({});
        RawClient client(m_port);
        QVERIFY(open(client));
        readHead(client);
        QVERIFY(m_streams.front()->write("x"));
        QVERIFY(receives(client, "1\r\nx\r\n"));
        m_streams.clear();
        QVERIFY(client.waitForEnd());
        QCOMPARE(client.socket.bytesAvailable(), 0);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void mayBeDestroyedWhileItCloses()
    {
        start({.streamBytes = 1024});
        RawClient client(m_port);
        client.socket.setReadBufferSize(1);
        ReplyStream *stream = open(client);
        QVERIFY(stream);
        connect(stream, &ReplyStream::closed, this, [this] { m_streams.clear(); });
        while (stream->write(QByteArray(1024 * 1024, 'x')))
            QVERIFY(m_streams.size() == 1);
        QVERIFY(m_streams.empty());
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

private:
    static QByteArray get(const QByteArray &target)
    {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /// Requests a stream; nullptr when none began.
    ReplyStream *open(RawClient &client, const QByteArray &request = get("/stream"))
    {
        const std::size_t before = m_streams.size();
        client.send(request);
        const bool begun = QTest::qWaitFor([&] { return m_streams.size() > before; });
        return begun ? m_streams.back().get() : nullptr;
    }

    static QByteArray readHead(RawClient &client)
    {
        return client.receive(5000, false).head;
    }

    /// Whether the next received bytes are exactly these.
    static bool receives(RawClient &client, const QByteArray &bytes)
    {
        return QTest::qWaitFor([&] { return client.socket.bytesAvailable() >= bytes.size(); }) &&
               client.socket.read(bytes.size()) == bytes;
    }

    void start(const HttpLimits &limits)
    {
        const auto stream = [this](const HttpRequest &, const ReplyPtr &reply) {
            m_streams.push_back(reply->stream({.contentType = "text/event-stream"}));
        };
        const auto begun = [this](const HttpRequest &, const ReplyPtr &reply) {
            m_streams.push_back(reply->stream({.body = "first"}));
        };
        const auto fast = [](const HttpRequest &, const ReplyPtr &reply) { reply->send({.body = "fast"}); };
        const auto slow = [this](const HttpRequest &, const ReplyPtr &reply) { m_slow += reply; };
        Router router({{"GET", "/stream", "stream", "", stream},
                       {"GET", "/begun", "begun", "", begun},
                       {"GET", "/fast", "fast", "", fast},
                       {"GET", "/slow", "slow", "", slow}});
        m_server = std::make_unique<HttpServer>(limits, RequestFilter({}, {}), std::move(router));
        const auto port = m_server->start(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        m_port = *port;
    }

    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    std::vector<ReplyStreamPtr> m_streams;
    QList<ReplyPtr> m_slow;
};

STANDIN_TEST(TestReplyStream)

#include "tst_replystream.moc"
