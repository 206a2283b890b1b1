// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/linktarget.h"

#include "support/result.h"
#include "support/testprogram.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace Standin;
using namespace Qt::StringLiterals;

/// Which kind of link a target makes, shown by the first bytes that a server receives.
class TestLinkTarget : public QObject
{
    Q_OBJECT

private slots:
    void firstBytes_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QNetworkProxy::ProxyType>("proxy");
        QTest::addColumn<QByteArray>("begin");
        const QByteArray tls = "\x16\x03"; // a handshake record, RFC 8446 section 5.1
        const QByteArray socks = "\x05";   // RFC 1928 section 3
        const auto row = [](const QString &scheme, const QByteArray &direct, const QByteArray &bySocks, int port) {
            const QString url = scheme + u"://127.0.0.1:%1/mqtt"_s;
            const QString far = scheme + u"://broker.test/mqtt"_s;
            const QByteArray connect = "CONNECT broker.test:" + QByteArray::number(port) + " HTTP/1.1\r\n";
            QTest::addRow("%s", qPrintable(scheme)) << url << QNetworkProxy::NoProxy << direct;
            QTest::addRow("%s, HTTP proxy", qPrintable(scheme)) << far << QNetworkProxy::HttpProxy << connect;
            QTest::addRow("%s, SOCKS proxy", qPrintable(scheme)) << far << QNetworkProxy::Socks5Proxy << bySocks;
        };
        row(u"mqtt"_s, "plain", socks, 1883);
        row(u"tcp"_s, "plain", socks, 1883);
        row(u"mqtts"_s, tls, socks, 8883);
        row(u"ssl"_s, tls, socks, 8883);
        row(u"tls"_s, tls, socks, 8883);
        row(u"ws"_s, "GET /mqtt HTTP/1.1\r\n", socks, 80);
        row(u"wss"_s, tls, socks, 443);
    }

    void firstBytes()
    {
        QFETCH(QString, url);
        QFETCH(QNetworkProxy::ProxyType, proxy);
        QFETCH(QByteArray, begin);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        LinkTarget target;
        target.url = QUrl(proxy == QNetworkProxy::NoProxy ? url.arg(server.serverPort()) : url);
        target.proxy = QNetworkProxy(proxy, u"127.0.0.1"_s, server.serverPort());
        const auto link = makeLink(target);
        VERIFY_RESULT(link);
        connect(link->get(), &Link::established, this, [&] { (*link)->write("plain"); });
        (*link)->start();
        QTRY_VERIFY(server.hasPendingConnections());
        const std::unique_ptr<QTcpSocket> peer(server.nextPendingConnection());
        QTRY_VERIFY(peer->bytesAvailable() >= begin.size());
        QCOMPARE(peer->read(begin.size()), begin);
    }

    void refused_data()
    {
        QTest::addColumn<LinkTarget>("target");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *url, ErrorCode code, const QString &message,
                            const TlsSettings &tls = {}, const HttpHeaders &headers = {}) {
            QTest::newRow(name) << LinkTarget{QUrl(QString::fromLatin1(url)), tls, headers} << code << message;
        };
        constexpr auto bad = ErrorCode::InvalidArgument;
        const QString scheme = u"expected a URL that begins with mqtt://, mqtts://, ws:// or wss://, found \"%1\""_s;
        row("another scheme", "http://h", ErrorCode::Unsupported, scheme.arg(u"http://h"_s));
        row("password in the URL", "ftp://u:4711@h", ErrorCode::Unsupported, scheme.arg(u"ftp://h"_s));
        row("no scheme", "h", ErrorCode::Unsupported, scheme.arg(u"h"_s));
        row("no URL", "", ErrorCode::Unsupported, scheme.arg(QString()));
        row("no host", "mqtts:", bad, u"the URL names no host"_s);
        const QString version = u"expected \"1.2\" or \"1.3\" as the least version of TLS, found \"1.0\""_s;
        const TlsSettings old{.minimumVersion = u"1.0"_s};
        row("mqtts, TLS 1.0", "mqtts://h", bad, version, old);
        row("wss, TLS 1.0", "wss://h", bad, version, old);
        const QString name = u"\"a b\" is no name of an HTTP header"_s;
        row("ws, name of a header", "ws://h", bad, name, {}, {{"a b", "c"}});
        row("wss, the header before the TLS settings", "wss://h", bad, name, old, {{"a b", "c"}});
        row("ws, a header of the handshake", "ws://h", bad,
            u"the header \"Upgrade\" is set by the WebSocket handshake itself"_s, {}, {{"Upgrade", "h2c"}});
        row("ws, line break in a header", "ws://h", bad,
            u"the value of the header \"a\" holds a line break or control character"_s, {}, {{"a", "b\r\nc: d"}});
    }

    void refused()
    {
        QFETCH(LinkTarget, target);
        QFETCH(ErrorCode, code);
        const auto link = makeLink(target);
        QVERIFY(!link);
        QVERIFY2(link.error().code == code, qPrintable(link.error().toString()));
        QTEST(link.error().message, "message");
    }

    void looksOnlyAtWhatTheSchemeNeeds()
    {
        LinkTarget target{QUrl(u"mqtt://h"_s), {.minimumVersion = u"1.0"_s}, {{"a b", "c"}}};
        VERIFY_RESULT(makeLink(target));
        target.headers.clear();
        target.url.setScheme(u"ws"_s);
        VERIFY_RESULT(makeLink(target));
    }
};

STANDIN_TEST(TestLinkTarget)
#include "tst_linktarget.moc"
