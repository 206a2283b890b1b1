// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "rest/client.h"
#include "rest/restserver.h"
#include "support/testprogram.h"

#include <QTcpServer>

using namespace Standin;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

/// Address, token and filter of the server.
class TestRestServer : public QObject
{
    Q_OBJECT

private slots:
    void givesItsAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << u"127.0.0.1"_s << u"127.0.0.1"_s;
        QTest::newRow("IPv6") << u"::1"_s << u"::1"_s;
    }

    void givesItsAddress()
    {
        QFETCH(QString, address);
        RestServer server(m_engine, {.address = address, .port = 0});
        const auto url = server.listen();
        QVERIFY2(url, url ? "" : qPrintable(url.error().toString()));
        QTEST(url->host(), "host");
        QCOMPARE(Client(*url).get(u"/livez"_s).status, 200);
    }

    void refusesToListen_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("words");
        QTest::newRow("typing error") << u"999.1.1.1"_s << u"expected an IP address"_s;
        QTest::newRow("name") << u"localhost.example"_s << u"expected an IP address"_s;
        QTest::newRow("nothing") << u""_s << u"expected an IP address"_s;
        QTest::newRow("all addresses") << u"0.0.0.0"_s << u"--token-file or STANDIN_TOKEN"_s;
        QTest::newRow("all IPv6 addresses") << u"::"_s << u"--token-file or STANDIN_TOKEN"_s;
        QTest::newRow("address of another machine") << u"192.0.2.1"_s << u"--token-file or STANDIN_TOKEN"_s;
    }

    void refusesToListen()
    {
        QFETCH(QString, address);
        QFETCH(QString, words);
        RestServer server(m_engine, {.address = address, .port = 0});
        const auto url = server.listen();
        QVERIFY(!url);
        QCOMPARE(url.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(url.error().message.contains(words), qPrintable(url.error().message));
    }

    void saysThatThePortIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        RestServer server(m_engine, {.port = other.serverPort()});
        const auto url = server.listen();
        QVERIFY(!url);
        QVERIFY2(url.error().toString().contains(QString::number(other.serverPort())),
                 qPrintable(url.error().toString()));
    }

    void listensBeyondLoopbackWithAToken()
    {
        RestServer server(m_engine, {.address = u"0.0.0.0"_s, .port = 0, .token = "secret"});
        const auto url = server.listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send("GET /livez HTTP/1.1\r\nHost: some.name:80\r\nAuthorization: Bearer secret\r\n\r\n");
        QCOMPARE(client.receive().status, 200);
    }

    void judgesTheHost_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("status");
        QTest::newRow("address") << "127.0.0.1:8000"_ba << 200;
        QTest::newRow("name") << "LocalHost"_ba << 200;
        QTest::newRow("IPv6") << "[::1]:8000"_ba << 200;
        QTest::newRow("forwarded port") << "localhost:9999"_ba << 200;
        QTest::newRow("rebound name") << "evil.example"_ba << 421;
        QTest::newRow("name that begins alike") << "localhost.evil.example"_ba << 421;
        QTest::newRow("another address") << "10.0.0.1"_ba << 421;
        QTest::newRow("no port") << "localhost:"_ba << 421;
        QTest::newRow("port no number") << "localhost:x@evil.example"_ba << 421;
        QTest::newRow("bracket only") << "["_ba << 421;
    }

    void judgesTheHost()
    {
        QFETCH(QByteArray, host);
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        const Answer answer = client.receive();
        QTEST(answer.status, "status");
        if (answer.status == 421)
            QVERIFY2(answer.body.contains("only for localhost, 127.0.0.1, [::1]"), answer.body.constData());
    }

    void everyProblemHasAType_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("type");
        const QByteArray host = "Host: localhost\r\n";
        const QByteArray token = host + "Authorization: Bearer s3cret\r\n";
        QTest::newRow("host") << "GET /livez HTTP/1.1\r\nHost: a.example\r\n\r\n"_ba << u"misdirected-request"_s;
        QTest::newRow("origin") << "GET /livez HTTP/1.1\r\n" + host + "Origin: null\r\n\r\n" << u"forbidden"_s;
        QTest::newRow("token") << "GET /livez HTTP/1.1\r\n" + host + "\r\n" << u"unauthorized"_s;
        QTest::newRow("path") << "GET /none HTTP/1.1\r\n" + token + "\r\n" << u"not-found"_s;
        QTest::newRow("method") << "DELETE /livez HTTP/1.1\r\n" + token + "\r\n" << u"method-not-allowed"_s;
        QTest::newRow("size") << "POST /api/v1/reset HTTP/1.1\r\n" + token + "Content-Length: 5000000\r\n\r\n"
                              << u"content-too-large"_s;
        QTest::newRow("parameter") << "GET /livez?x=1 HTTP/1.1\r\n" + token + "\r\n" << u"invalid-argument"_s;
    }

    void everyProblemHasAType()
    {
        QFETCH(QByteArray, request);
        QFETCH(QString, type);
        RestServer server(m_engine, {.port = 0, .token = "s3cret"});
        const auto url = server.listen();
        QVERIFY(url);
        RawClient client(static_cast<quint16>(url->port()));
        client.send(request);
        QCOMPARE(client.receive().json().value(u"type"_s).toString(), u"urn:standin:"_s + type);
    }

    void refusesWebPages_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::newRow("foreign") << "https://evil.example"_ba;
        QTest::newRow("null") << "null"_ba;
        QTest::newRow("our own") << "http://127.0.0.1"_ba;
    }

    void refusesWebPages()
    {
        QFETCH(QByteArray, origin);
        RestServer server(m_engine, {.port = 0});
        const auto url = server.listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n\r\n");
        QCOMPARE(client.receive().status, 403);
        QVERIFY(client.waitForEnd());
    }

    void wantsTheToken_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<int>("status");
        QTest::newRow("right") << "Authorization: Bearer s3cret\r\n"_ba << 200;
        QTest::newRow("scheme in lower case") << "Authorization: bearer s3cret\r\n"_ba << 200;
        QTest::newRow("none") << ""_ba << 401;
        QTest::newRow("empty") << "Authorization:\r\n"_ba << 401;
        QTest::newRow("scheme alone") << "Authorization: Bearer\r\n"_ba << 401;
        QTest::newRow("wrong") << "Authorization: Bearer s3creT\r\n"_ba << 401;
        QTest::newRow("beginning") << "Authorization: Bearer s3c\r\n"_ba << 401;
        QTest::newRow("longer") << "Authorization: Bearer s3cret1\r\n"_ba << 401;
        QTest::newRow("other scheme") << "Authorization: Basic s3cret\r\n"_ba << 401;
        QTest::newRow("twice") << "Authorization: Bearer x\r\nAuthorization: Bearer s3cret\r\n"_ba << 400;
    }

    void wantsTheToken()
    {
        QFETCH(QByteArray, field);
        QFETCH(int, status);
        RestServer server(m_engine, {.port = 0, .token = "s3cret"});
        const auto url = server.listen();
        QVERIFY(url);
        RawApiClient client(static_cast<quint16>(url->port()));
        client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n");
        const Answer answer = client.receive();
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.field("www-authenticate").isEmpty(), status != 401);
    }

private:
    Engine m_engine{{.workers = 1}};
};

STANDIN_TEST(TestRestServer)

#include "tst_restserver.moc"
