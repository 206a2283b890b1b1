// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/serverreference.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestServerReference : public QObject
{
    Q_OBJECT

private:
    static Connection following(const QString &url = u"mqtt://one.test:1999"_s)
    {
        Connection connection;
        connection.url = QUrl(url);
        connection.serverReference = ServerReferencePolicy::Follow;
        return connection;
    }

private slots:
    void resolves_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("to");
        const auto row = [](const char *name, const char *from, const char *reference, const char *to) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(reference)
                                << QString::fromLatin1(to);
        };
        row("host", "mqtt://one.test:1999", "two.test", "mqtt://two.test");
        row("host and port", "mqtt://one.test", "two.test:8883", "mqtt://two.test:8883");
        row("IPv4", "mqtt://one.test", "10.10.151.22:8883", "mqtt://10.10.151.22:8883");
        row("IPv6", "mqtt://one.test", "[fe80::9610:3eff:fe1c]", "mqtt://[fe80::9610:3eff:fe1c]");
        row("IPv6 and port", "mqtt://one.test", "[fe80::9610:3eff:fe1c]:1", "mqtt://[fe80::9610:3eff:fe1c]:1");
        row("the first of several", "mqtt://one.test", " two.test:2 three.test:3", "mqtt://two.test:2");
        row("TLS stays", "mqtts://one.test:1", "two.test", "mqtts://two.test");
        row("the path stays", "wss://one.test/mqtt", "two.test:444", "wss://two.test:444/mqtt");
    }

    void resolves()
    {
        QFETCH(QString, from);
        QFETCH(QString, reference);
        QFETCH(QString, to);
        const auto url = ServerReference::resolve(reference, following(from));
        VERIFY_RESULT(url);
        QCOMPARE(*url, QUrl(to));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("reference");
        for (const char *text : {"", "   ", "fe80::1", "two.test:", "two.test:0", "two.test:65536", "two.test:x", ":1",
                                 "mqtt://two.test", "two.test/path", "user@two.test", "two.test?q", "[two.test"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refuses()
    {
        QFETCH(QString, reference);
        const auto url = ServerReference::resolve(reference, following());
        QVERIFY(!url);
        QCOMPARE(url.error().message, u"not followed: the broker names no server as host or host:port"_s);
    }

    void followsOnlyWhereTheProfileSaysSo()
    {
        Connection connection = following();
        connection.serverReference = ServerReferencePolicy::Stop;
        const auto url = ServerReference::resolve(u"two.test"_s, connection);
        QVERIFY(!url);
        QVERIFY(url.error().message.contains(u"\"serverReference\""_s));
    }

    void secretsStayWithTheServerTheyWereGivenFor_data()
    {
        QTest::addColumn<Connection>("connection");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<bool>("follows");
        Connection password = following();
        password.password.env = u"SECRET"_s;
        Connection typed = following();
        typed.password.value = u"secret"_s;
        Connection header = following(u"ws://one.test"_s);
        header.headers = {
            {.name = u"Authorization"_s, .value = {}, .secret = {.value = {}, .env = u"T"_s, .file = {}}}};
        Connection written = following(u"ws://one.test"_s);
        written.headers = {{.name = u"Authorization"_s, .value = u"Bearer x"_s, .secret = {}}};
        Connection ordinary = following(u"ws://one.test"_s);
        ordinary.headers = {{.name = u"X-Site"_s, .value = u"lab"_s, .secret = {}}};
        Connection notSent = following();
        notSent.headers = header.headers; // of no meaning without a WebSocket
        notSent.proxy.password.value = u"for the proxy"_s;
        notSent.tls.keyPassword.value = u"for the key"_s;
        notSent.username = u"u"_s;
        Connection allowed = password;
        allowed.serverReference = ServerReferencePolicy::FollowWithCredentials;
        QTest::newRow("password") << password << u"two.test:1999"_s << false;
        QTest::newRow("password, other port") << password << u"one.test:2000"_s << false;
        QTest::newRow("password, same server") << password << u"one.test:1999"_s << true;
        QTest::newRow("typed password") << typed << u"two.test:1999"_s << false;
        QTest::newRow("header") << header << u"two.test"_s << false;
        QTest::newRow("header for credentials, written out") << written << u"two.test"_s << false;
        QTest::newRow("ordinary header") << ordinary << u"two.test"_s << true;
        QTest::newRow("nothing that would be sent") << notSent << u"two.test"_s << true;
        QTest::newRow("with credentials") << allowed << u"two.test"_s << true;
    }

    void secretsStayWithTheServerTheyWereGivenFor()
    {
        QFETCH(Connection, connection);
        QFETCH(QString, reference);
        QFETCH(bool, follows);
        const auto url = ServerReference::resolve(reference, connection);
        QCOMPARE(url.has_value(), follows);
        if (!follows)
            QVERIFY2(url.error().message.contains(u"follow-with-credentials"_s), qPrintable(url.error().message));
    }
};

STANDIN_TEST(TestServerReference)
#include "tst_serverreference.moc"
