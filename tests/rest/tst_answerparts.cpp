// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/client.h"
#include "rest/http/answerparts.h"
#include "rest/http/httpserver.h"
#include "support/testprogram.h"

#include <QNetworkReply>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// Answers that are made while they are sent.
class TestAnswerParts : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { m_server.reset(); }

    void sendsEveryByte_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("bytes");
        QTest::addColumn<bool>("hasLength");
        QTest::newRow("nothing") << 0 << 0 << true;
        QTest::newRow("short") << 3 << 10 << true;
        QTest::newRow("just one part") << 2 << 16 * 1024 << false;
        QTest::newRow("several parts") << 1000 << 1000 << false;
        QTest::newRow("large pieces") << 20 << 3'000'000 << false;
    }

    void sendsEveryByte()
    {
        QFETCH(int, count);
        QFETCH(int, bytes);
        start({});
        m_count = count;
        m_piece = QByteArray(bytes, 'x');
        Client client(m_url, Client::Server::Other);
        const Answer answer = client.get(u"/parts"_s);
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body == '[' + m_piece.repeated(count) + ']');
        QTEST(!answer.field("content-length").isEmpty(), "hasLength");
    }

    void makesNoMoreThanTheClientTakes()
    {
        start({});
        m_count = 100'000;
        m_piece = QByteArray(16 * 1024, 'x');
        RawClient client(m_port);
        fetchOnlyTheBeginning(client);
        // The kernel buffers a few megabytes for a client.
        Client other(m_url, Client::Server::Other);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(other.get(u"/short"_s).status, 200);
        QVERIFY2(m_made < 2000, qPrintable(QString::number(m_made)));
    }

    void isRefusedWhenAllHoldTooMuch()
    {
        start({.allAnswerBytes = 1000});
        m_held = 1001;
        Client client(m_url, Client::Server::Other);
        const Answer answer = client.get(u"/parts"_s);
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.json().value(u"type"_s).toString(), u"urn:standin:limit-reached"_s);
        QCOMPARE(answer.field("retry-after"), "1");
        m_held = 1000;
        for (int i = 0; i < 3; ++i) // the budget is available again for the next answer
            QCOMPARE(client.get(u"/parts"_s).status, 200);
    }

    /// Otherwise it would hold the memory of others without end.
    void endsForAClientThatDoesNotFetchIt()
    {
        start({.request = std::chrono::milliseconds(300)});
        m_count = 100'000;
        m_piece = QByteArray(16 * 1024, 'x');
        RawClient client(m_port);
        fetchOnlyTheBeginning(client);
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void mayLoseItsContext()
    {
        start({});
        m_count = 100'000;
        m_piece = QByteArray(16 * 1024, 'x');
        RawClient client(m_port);
        fetchOnlyTheBeginning(client);
        m_context.reset();
        QTRY_COMPARE(m_server->connectionCount(), 0);
    }

    void mayLoseItsServer()
    {
        start({});
        m_count = 100'000;
        m_piece = QByteArray(16 * 1024, 'x');
        RawClient client(m_port);
        fetchOnlyTheBeginning(client);
        m_server.reset();
        client.socket.setReadBufferSize(0);
        QVERIFY(client.waitForEnd());
    }

private:
    static void fetchOnlyTheBeginning(RawClient &client)
    {
        client.socket.setReadBufferSize(1024);
        client.send("GET /parts HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(client.socket.bytesAvailable() > 0);
    }

    void start(const HttpLimits &limits)
    {
        m_made = 0;
        m_held = 0;
        m_count = 3;
        m_piece = "piece";
        m_context = std::make_unique<QObject>();
        const auto parts = [this](const HttpRequest &, const ReplyPtr &reply) {
            const AnswerPiece middle = [this, left = m_count](QByteArray &body) mutable {
                if (left == 0)
                    return false;
                body += m_piece;
                ++m_made;
                --left;
                return true;
            };
            sendInParts(m_context.get(), reply, {literalPiece("["), middle, literalPiece("]")}, m_held);
        };
        const auto shortAnswer = [](const HttpRequest &, const ReplyPtr &reply) { reply->send({.body = "short"}); };
        Router router({{"GET", "/parts", "parts", "", parts}, {"GET", "/short", "short", "", shortAnswer}});
        m_server = std::make_unique<HttpServer>(limits, RequestFilter({}, {}), std::move(router));
        const auto port = m_server->start(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        m_port = *port;
        m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_port));
    }

    std::unique_ptr<QObject> m_context;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;
    QUrl m_url;
    int m_count = 0;
    QByteArray m_piece;
    qint64 m_held = 0;
    int m_made = 0;
};

STANDIN_TEST(TestAnswerParts)
#include "tst_answerparts.moc"
