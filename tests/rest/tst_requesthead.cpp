// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/httplimits.h"
#include "rest/http/requesthead.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

namespace {

QByteArray head(const QByteArray &requestLine, const QByteArray &fields = {})
{
    return requestLine + "\r\nHost: localhost\r\n" + fields;
}

} // namespace

class TestRequestHead : public QObject
{
    Q_OBJECT

private slots:
    void reads()
    {
        const auto parsed = RequestHead::parse(
            head("POST /api/x?y=1 HTTP/1.1", "X-Thing:  two words \r\ncontent-LENGTH: 12\r\n"), HttpLimits());
        QVERIFY(parsed);
        QCOMPARE(parsed->method, "POST");
        QCOMPARE(parsed->target.segments, QStringList({u"api"_s, u"x"_s}));
        QCOMPARE(parsed->fields.value("x-thing"), "two words");
        QCOMPARE(parsed->contentLength, 12);
        QVERIFY(parsed->keepAlive);
        QVERIFY(!parsed->chunked);
    }

    void saysWhetherMoreMayFollow_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("keepAlive");

        QTest::newRow("1.1") << head("GET / HTTP/1.1") << true;
        QTest::newRow("1.0") << head("GET / HTTP/1.0") << false;
        QTest::newRow("1.0 that asks to stay") << head("GET / HTTP/1.0", "Connection: keep-alive\r\n") << false;
        QTest::newRow("close") << head("GET / HTTP/1.1", "Connection: close\r\n") << false;
        QTest::newRow("close in a list") << head("GET / HTTP/1.1", "Connection: x, Close\r\n") << false;
        QTest::newRow("close as part of a word") << head("GET / HTTP/1.1", "Connection: closed\r\n") << true;
        QTest::newRow("HTTP/2 upgrade is ignored")
            << head("GET / HTTP/1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n") << true;
    }

    void saysWhetherMoreMayFollow()
    {
        QFETCH(QByteArray, bytes);
        const auto parsed = RequestHead::parse(bytes, HttpLimits());
        QVERIFY(parsed);
        QTEST(parsed->keepAlive, "keepAlive");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");

        const QByteArray post = "POST / HTTP/1.1";
        QTest::newRow("empty line first") << head("") << 400;
        QTest::newRow("no version") << head("GET /") << 400;
        QTest::newRow("two spaces") << head("GET  / HTTP/1.1") << 400;
        QTest::newRow("HTTPX1.1") << head("GET / HTTPX1.1") << 400;
        QTest::newRow("bad method") << head("G(T / HTTP/1.1") << 400;
        QTest::newRow("HTTP/9.9") << head("GET / HTTP/9.9") << 505;
        QTest::newRow("HTTP/2 preface") << head("PRI * HTTP/2.0") << 505;
        QTest::newRow("bad target") << head("GET /%00 HTTP/1.1") << 400;
        QTest::newRow("no Host") << "GET / HTTP/1.1\r\n"_ba << 400;
        QTest::newRow("empty Host") << "GET / HTTP/1.1\r\nHost:\r\n"_ba << 400;
        QTest::newRow("two Hosts") << head("GET / HTTP/1.1", "Host: localhost\r\n") << 400;
        QTest::newRow("no colon") << head(post, "Nonsense\r\n") << 400;
        QTest::newRow("folded line") << head(post, "X: 1\r\n 2\r\n") << 400;
        QTest::newRow("space before the colon") << head(post, "Content-Length : 3\r\n") << 400;
        QTest::newRow("empty name") << head(post, ": 3\r\n") << 400;
        QTest::newRow("NUL in a value") << head(post, "X: a" + QByteArray(1, '\0') + "b\r\n") << 400;
        QTest::newRow("CR in a value") << head(post, "X: a\rb\r\n") << 400;
        for (const char space : {'\v', '\f'}) {
            const QByteArray code = QByteArray::number(space, 16);
            QTest::addRow("0x%s before a value", code.constData())
                << head(post, QByteArray("X: ") + space + "b\r\n") << 400;
            QTest::addRow("0x%s behind a value", code.constData())
                << head(post, QByteArray("X: b") + space + "\r\n") << 400;
            QTest::addRow("0x%s before a length", code.constData())
                << head(post, QByteArray("Content-Length: ") + space + "3\r\n") << 400;
            QTest::addRow("0x%s in a framing", code.constData())
                << head(post, QByteArray("Transfer-Encoding: chunked") + space + "\r\n") << 400;
        }
        QTest::newRow("length -5") << head(post, "Content-Length: -5\r\n") << 400;
        QTest::newRow("length +5") << head(post, "Content-Length: +5\r\n") << 400;
        QTest::newRow("length abc") << head(post, "Content-Length: abc\r\n") << 400;
        QTest::newRow("length 0x5") << head(post, "Content-Length: 0x5\r\n") << 400;
        QTest::newRow("length empty") << head(post, "Content-Length:\r\n") << 400;
        QTest::newRow("length list") << head(post, "Content-Length: 7, 7\r\n") << 400;
        QTest::newRow("length twice") << head(post, "Content-Length: 7\r\nContent-Length: 3\r\n") << 400;
        QTest::newRow("length 1e20") << head(post, "Content-Length: 1e20\r\n") << 400;
        QTest::newRow("length 2^63-1") << head(post, "Content-Length: 9223372036854775807\r\n") << 413;
        QTest::newRow("length 2^64-1") << head(post, "Content-Length: 18446744073709551615\r\n") << 413;
        QTest::newRow("length over the limit") << head(post, "Content-Length: 4194305\r\n") << 413;
        QTest::newRow("both framings") << head(post, "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("gzip") << head(post, "Transfer-Encoding: gzip, chunked\r\n") << 501;
        QTest::newRow("chunked twice") << head(post, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")
                                       << 400;
        QTest::newRow("chunked in 1.0") << head("POST / HTTP/1.0", "Transfer-Encoding: chunked\r\n") << 501;
        QTest::newRow("WebSocket") << head("GET / HTTP/1.1", "Connection: Upgrade\r\nUpgrade: WebSocket\r\n") << 501;
        QByteArray many;
        for (int i = 0; i < 64; ++i)
            many += "X-" + QByteArray::number(i) + ": 1\r\n";
        QTest::newRow("too many fields") << head(post, many) << 431;
    }

    void refuses()
    {
        QFETCH(QByteArray, bytes);
        const auto parsed = RequestHead::parse(bytes, HttpLimits());
        QVERIFY(!parsed);
        QTEST(parsed.error().status, "status");
    }
};

STANDIN_TEST(TestRequestHead)

#include "tst_requesthead.moc"
