// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/linkurl.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestLinkUrl : public QObject
{
    Q_OBJECT

private slots:
    void accepted_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("isEncrypted");
        QTest::addColumn<bool>("isWebSocket");
        QTest::addColumn<QString>("display");
        QTest::newRow("mqtt") << u"mqtt://host"_s << 1883 << false << false << u"host:1883"_s;
        QTest::newRow("tcp") << u"tcp://host"_s << 1883 << false << false << u"host:1883"_s;
        QTest::newRow("mqtts") << u"mqtts://host"_s << 8883 << true << false << u"host:8883"_s;
        QTest::newRow("ssl") << u"ssl://host"_s << 8883 << true << false << u"host:8883"_s;
        QTest::newRow("tls") << u"tls://host"_s << 8883 << true << false << u"host:8883"_s;
        QTest::newRow("ws") << u"ws://host/mqtt"_s << 80 << false << true << u"host:80"_s;
        QTest::newRow("wss") << u"wss://host/mqtt"_s << 443 << true << true << u"host:443"_s;
        QTest::newRow("a port of its own") << u"wss://host:8084/mqtt"_s << 8084 << true << true << u"host:8084"_s;
        QTest::newRow("capitals") << u"MQTTS://host"_s << 8883 << true << false << u"host:8883"_s;
        QTest::newRow("IPv6") << u"mqtt://[::1]"_s << 1883 << false << false << u"[::1]:1883"_s;
    }

    void accepted()
    {
        QFETCH(QString, url);
        const QUrl parsed(url);
        QVERIFY(LinkUrl::check(parsed));
        QTEST(int(LinkUrl::port(parsed)), "port");
        QTEST(LinkUrl::isEncrypted(parsed), "isEncrypted");
        QTEST(LinkUrl::isWebSocket(parsed), "isWebSocket");
        QTEST(LinkUrl::display(parsed), "display");
    }

    void origin_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("origin");
        QTest::newRow("usual port") << u"mqtt://host"_s << u"mqtt://host:1883"_s;
        QTest::newRow("another name for the scheme") << u"tcp://host:1883"_s << u"mqtt://host:1883"_s;
        QTest::newRow("another name for TLS") << u"tls://HOST"_s << u"mqtts://host:8883"_s;
        QTest::newRow("path") << u"ws://host/mqtt?a=b"_s << u"ws://host:80"_s;
        QTest::newRow("IPv6") << u"wss://[::1]:8084/"_s << u"wss://[::1]:8084"_s;
    }

    void origin()
    {
        QFETCH(QString, url);
        QTEST(LinkUrl::origin(QUrl(url)), "origin");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("another scheme") << u"http://host"_s << ErrorCode::Unsupported;
        QTest::newRow("no scheme") << u"host"_s << ErrorCode::Unsupported;
        QTest::newRow("nothing") << QString() << ErrorCode::Unsupported;
        QTest::newRow("port 0") << u"mqtts://host:0"_s << ErrorCode::InvalidArgument;
        QTest::newRow("no host") << u"mqtt:"_s << ErrorCode::InvalidArgument;
    }

    void refused()
    {
        QFETCH(QString, url);
        QFETCH(ErrorCode, code);
        const auto checked = LinkUrl::check(QUrl(url));
        QVERIFY(!checked);
        QVERIFY(checked.error().code == code);
    }
};

STANDIN_TEST(TestLinkUrl)
#include "tst_linkurl.moc"
