// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/secretrecipients.h"
#include "rest/simple/connectrequest.h"
#include "support/quoted.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Standin::Rest;
using namespace Qt::StringLiterals;

using IsSet = bool (*)(const Connection &);

class TestConnectRequest : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("display");
        QTest::addColumn<QString>("username");
        QTest::addColumn<QString>("password");

        const QString none;
        QTest::newRow("the least") << R"({"client_id":"a","host":"h"})"_ba << u"h:1883"_s << none << none;
        QTest::newRow("port as number") << R"({"client_id":"a","host":"h","port":1884})"_ba << u"h:1884"_s << none
                                        << none;
        QTest::newRow("port as string") << R"({"client_id":"a","host":"h","port":"1884"})"_ba << u"h:1884"_s << none
                                        << none;
        QTest::newRow("nulls") << R"({"client_id":"a","host":"h","port":null,"username":null})"_ba << u"h:1883"_s
                               << none << none;
        QTest::newRow("IPv4") << R"({"client_id":"a","host":"10.0.0.1"})"_ba << u"10.0.0.1:1883"_s << none << none;
        QTest::newRow("user") << R"({"client_id":"a","host":"h","username":"u","password":"p"})"_ba << u"h:1883"_s
                              << u"u"_s << u"p"_s;
        QTest::newRow("mac") << R"({"client_id":"a","host":"h","mac":"00:11"})"_ba << u"h:1883"_s << u"00:11"_s
                             << u"00:11"_s;
        QTest::newRow("mac and password")
            << R"({"client_id":"a","host":"h","mac":"m","password":"p"})"_ba << u"h:1883"_s << u"m"_s << u"p"_s;
        QTest::newRow("unknown fields") << R"({"client_id":"a","host":"h","colour":"red"})"_ba << u"h:1883"_s << none
                                        << none;
        QTest::newRow("URL") << quoted("{'client_id':'a','url':'mqtt://h:1884'}") << u"h:1884"_s << none << none;
        QTest::newRow("other spellings") << quoted("{'clientId':'a','HOST':'h','user_name':'u','Password':'p'}")
                                         << u"h:1883"_s << u"u"_s << u"p"_s;
    }

    void reads()
    {
        QFETCH(QByteArray, body);
        const auto request = ConnectRequest::parse(body);
        QVERIFY2(request, request ? "" : qPrintable(request.error().toString()));
        QCOMPARE(request->clientId, u"a"_s);
        const Connection connection = request->applyTo(Profile())->connection;
        QTEST(connection.display(), "display");
        QTEST(connection.username, "username");
        QTEST(connection.password.value, "password");
    }

    void knowsTheSettingsOfAConnection_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::addColumn<IsSet>("isSet");
        const auto row = [](const char *name, const QByteArray &settings, IsSet isSet) {
            QTest::newRow(name) << settings << isSet;
        };
        row("keep-alive", quoted("'keepAlive':10"), [](const Connection &c) { return c.keepAlive == 10; });
        row("keep-alive in small letters", quoted("'keepalive':10"),
            [](const Connection &c) { return c.keepAlive == 10; });
        row("keep-alive with a line", quoted("'keep_alive':10"), [](const Connection &c) { return c.keepAlive == 10; });
        row("version", quoted("'version':'5.0'"), [](const Connection &c) { return c.version == MqttVersion::V5_0; });
        row("clean start", quoted("'clean-start':false"), [](const Connection &c) { return !c.cleanStart; });
        row("clean session", quoted("'cleanSession':false"), [](const Connection &c) { return !c.cleanStart; });
        row("session expiry", quoted("'sessionExpiry':7"), [](const Connection &c) { return c.sessionExpiry == 7; });
        row("time-out", quoted("'connectTimeoutMs':5"), [](const Connection &c) { return c.connectTimeoutMs == 5; });
        row("TLS", quoted("'tls':true"), [](const Connection &c) { return c.url == QUrl(u"mqtts://h"_s); });
        row("no TLS", quoted("'tls':false"), [](const Connection &c) { return c.url == QUrl(u"mqtt://h"_s); });
        row("settings of TLS", quoted("'tls':{'ca':'ca.pem','keyPassword':'k'}"), [](const Connection &c) {
            return c.url == QUrl(u"mqtts://h"_s) && c.tls.ca == u"ca.pem"_s && c.tls.keyPassword.value == u"k"_s;
        });
        row("will", quoted("'will':{'topic':'gone','payload':'x','qos':1}"), [](const Connection &c) {
            return c.will && c.will->topic == u"gone"_s && c.will->payload == "x" && c.will->qos == 1;
        });
        row("reconnect", quoted("'reconnect':{'attempts':3}"),
            [](const Connection &c) { return c.reconnect.attempts == 3 && c.reconnect.initialMs == 300; });
        row("proxy", quoted("'proxy':{'url':'http://p:8080','password':'x'}"), [](const Connection &c) {
            return c.proxy.url == QUrl(u"http://p:8080"_s) && c.proxy.password.value == u"x"_s;
        });
        row("headers", quoted("'headers':{'X-Key':'${clientId}'}"), [](const Connection &c) {
            return c.headers.size() == 1 && c.headers[0].value.isEmpty() &&
                   c.headers[0].secret.value == u"${clientId}"_s;
        });
        row("null is left out", quoted("'keepAlive':null,'tls':null"),
            [](const Connection &c) { return c.keepAlive == 60 && c.url == QUrl(u"mqtt://h"_s); });
    }

    /// None of the keys is ignored silently.
    void knowsTheSettingsOfAConnection()
    {
        QFETCH(QByteArray, settings);
        QFETCH(IsSet, isSet);
        const auto request = ConnectRequest::parse(quoted("{'client_id':'a','host':'h'," + settings + '}'));
        QVERIFY2(request, request ? "" : qPrintable(request.error().toString()));
        QCOMPARE(request->warnings, QStringList());
        const auto applied = request->applyTo(Profile());
        QVERIFY(applied);
        QVERIFY(isSet(applied->connection));
    }

    void namesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("warnings");
        QTest::newRow("misspelt") << quoted("'usename':'x'")
                                  << QStringList{u"/usename: not known, and ignored; did you mean \"username\"?"_s};
        QTest::newRow("misspelt setting")
            << quoted("'kepAlive':10")
            << QStringList{u"/kepAlive: not known, and ignored; did you mean \"keepAlive\"?"_s};
        QTest::newRow("inside") << quoted("'tls':{'verifypeer':false}")
                                << QStringList{
                                       u"/tls/verifypeer: not known, and ignored; did you mean \"verifyPeer\"?"_s};
        QTest::newRow("something else") << quoted("'zzz':1") << QStringList{u"/zzz: not known, and ignored"_s};
        QTest::newRow("two spellings of one")
            << quoted("'keepAlive':1,'keepalive':2")
            << QStringList{u"/keepalive: not known, and ignored; did you mean \"keepAlive\"?"_s};
    }

    void namesWhatItDoesNotKnow()
    {
        QFETCH(QByteArray, body);
        const auto request = ConnectRequest::parse(quoted("{'client_id':'a','host':'h',") + body + '}');
        QVERIFY(request);
        QTEST(request->warnings, "warnings");
    }

    /// A client must not be able to make this machine send the contents of its variables and files.
    void namesNoSecretOfThisMachine_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where");
        QTest::newRow("password") << quoted("'password':{'env':'HOME'}") << u"/password"_s;
        QTest::newRow("password of the key")
            << quoted("'tls':{'keyPassword':{'file':'/etc/passwd'}}") << u"/tls/keyPassword"_s;
        QTest::newRow("header") << quoted("'headers':{'X':{'env':'HOME'}}") << u"/headers/X"_s;
        QTest::newRow("proxy") << quoted("'proxy':{'url':'http://p:1','password':{'env':'HOME'}}")
                               << u"/proxy/password"_s;
    }

    void namesNoSecretOfThisMachine()
    {
        QFETCH(QByteArray, body);
        const auto request = ConnectRequest::parse(quoted("{'client_id':'a','host':'h',") + body + '}');
        QVERIFY(!request);
        QTEST(request.error().where, "where");
        QCOMPARE(request.error().message, u"expected a string, found an object"_s);
    }

    void sendsSecretsToNoOtherBroker_data()
    {
        QTest::addColumn<QByteArray>("settings");
        QTest::newRow("unverified") << quoted("'tls':{'verifyPeer':false}");
        QTest::newRow("another CA") << quoted("'tls':{'ca':'mine.pem'}");
        QTest::newRow("another name") << quoted("'tls':{'serverName':'mine'}");
    }

    void sendsSecretsToNoOtherBroker()
    {
        QFETCH(QByteArray, settings);
        Profile profile;
        profile.connection.url = QUrl(u"mqtts://h"_s);
        profile.connection.password = {.value = {}, .env = u"HOME"_s, .file = {}};
        QVERIFY(SecretRecipients::bind(profile.connection));
        const QByteArray body = quoted("{'client_id':'a','host':'h',") + settings;
        const auto refused = ConnectRequest::parse(body + '}')->applyTo(profile);
        QVERIFY(!refused);
        QCOMPARE(refused.error().where, u"/tls"_s);
        QVERIFY(ConnectRequest::parse(body + quoted(",'username':'u','password':'p'}"))->applyTo(profile));
        profile.connection.password = {};
        QVERIFY(ConnectRequest::parse(body + '}')->applyTo(profile));
    }

    void takesIpv6_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("bare") << "::1"_ba;
        QTest::newRow("in brackets") << "[::1]"_ba;
    }

    void takesIpv6()
    {
        QFETCH(QByteArray, host);
        const auto request = ConnectRequest::parse(R"({"client_id":"a","host":")" + host + R"("})");
        QVERIFY2(request, request ? "" : qPrintable(request.error().toString()));
        const Connection connection = request->applyTo(Profile())->connection;
        QCOMPARE(connection.host(), u"::1"_s);
        QCOMPARE(connection.port(), 1883);
    }

    void takesTheUsualPortOfTheProfilesScheme_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<quint16>("port");
        QTest::newRow("mqtt") << u"mqtt://old:11883"_s << quint16(1883);
        QTest::newRow("mqtts") << u"mqtts://old:18883"_s << quint16(8883);
        QTest::newRow("ws") << u"ws://old:9001/mqtt"_s << quint16(80);
        QTest::newRow("wss") << u"wss://old/mqtt"_s << quint16(443);
    }

    void takesTheUsualPortOfTheProfilesScheme()
    {
        QFETCH(QString, url);
        Profile profile;
        profile.connection.url = QUrl(url);
        const auto request = ConnectRequest::parse(R"({"client_id":"a","host":"h"})");
        QTEST(request->applyTo(profile)->connection.port(), "port");
    }

    void keepsCredentialsUnlessGiven()
    {
        Profile profile;
        profile.connection.username = u"old"_s;
        profile.connection.password.env = u"OLD_PASSWORD"_s;

        const auto same = ConnectRequest::parse(R"({"client_id":"a","host":"127.0.0.1"})");
        QCOMPARE(same->applyTo(profile)->connection.username, u"old"_s);
        QCOMPARE(same->applyTo(profile)->connection.password.env, u"OLD_PASSWORD"_s);

        const auto none = ConnectRequest::parse(R"({"client_id":"a","host":"h","username":""})");
        QCOMPARE(none->applyTo(profile)->connection.username, QString());
        QVERIFY(!none->applyTo(profile)->connection.password.isSet());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("words");

        QTest::newRow("empty") << ""_ba << u"line 1, column 1"_s << u"JSON"_s;
        QTest::newRow("broken") << R"({"client_id":)"_ba << u"line 1, column 14"_s << u"JSON"_s;
        QTest::newRow("two values") << "{},{}"_ba << u"line 1, column 3"_s << u"JSON"_s;
        QTest::newRow("array") << "[]"_ba << QString() << u"expected a JSON object, found an array"_s;
        QTest::newRow("no client_id") << R"({"host":"h"})"_ba << u"/client_id"_s << u"found nothing"_s;
        QTest::newRow("empty client_id") << R"({"client_id":"","host":"h"})"_ba << u"/client_id"_s
                                         << u"found an empty string"_s;
        QTest::newRow("client_id number") << R"({"client_id":5,"host":"h"})"_ba << u"/client_id"_s
                                          << u"expected a string that is not empty, found 5"_s;
        QTest::newRow("URL and host") << quoted("{'client_id':'a','host':'h','url':'mqtt://h'}") << u"/url"_s
                                      << u"not both"_s;
        QTest::newRow("URL and port") << quoted("{'client_id':'a','port':1,'url':'mqtt://h'}") << u"/url"_s
                                      << u"not both"_s;
        QTest::newRow("URL with port 0") << quoted("{'client_id':'a','url':'mqtt://h:0'}") << u"/url"_s << u"port 0"_s;
        QTest::newRow("keep-alive too long")
            << quoted("{'client_id':'a','host':'h','keepalive':65536}") << u"/keepAlive"_s << u"from 0 to 65535"_s;
        QTest::newRow("TLS a word") << quoted("{'client_id':'a','host':'h','tls':'yes'}") << u"/tls"_s
                                    << u"found \"yes\""_s;
        QTest::newRow("no host") << R"({"client_id":"a"})"_ba << u"/host"_s << u"found nothing"_s;
        QTest::newRow("host with space") << R"({"client_id":"a","host":"my host"})"_ba << u"/host"_s << u"my host"_s;
        QTest::newRow("host with port") << R"({"client_id":"a","host":"h:1883"})"_ba << u"/host"_s << u"h:1883"_s;
        QTest::newRow("host is a URL") << R"({"client_id":"a","host":"mqtt://h"})"_ba << u"/host"_s << u"mqtt://h"_s;
        QTest::newRow("host array") << R"({"client_id":"a","host":[]})"_ba << u"/host"_s << u"found an array"_s;
        QTest::newRow("port 0") << R"({"client_id":"a","host":"h","port":0})"_ba << u"/port"_s << u"found 0"_s;
        QTest::newRow("port 65536") << R"({"client_id":"a","host":"h","port":65536})"_ba << u"/port"_s
                                    << u"1 to 65535"_s;
        QTest::newRow("port -1") << R"({"client_id":"a","host":"h","port":-1})"_ba << u"/port"_s << u"found -1"_s;
        QTest::newRow("port 1883.5") << R"({"client_id":"a","host":"h","port":1883.5})"_ba << u"/port"_s << u"1883.5"_s;
        QTest::newRow("port word") << R"({"client_id":"a","host":"h","port":"mqtt"})"_ba << u"/port"_s
                                   << u"found \"mqtt\""_s;
        QTest::newRow("port true") << R"({"client_id":"a","host":"h","port":true})"_ba << u"/port"_s << u"found true"_s;
        QTest::newRow("username number") << R"({"client_id":"a","host":"h","username":1})"_ba << u"/username"_s
                                         << u"expected a string, found 1"_s;
        QTest::newRow("password number") << R"({"client_id":"a","host":"h","password":1})"_ba << u"/password"_s
                                         << u"expected a string, found a number"_s;
        QTest::newRow("password true") << R"({"client_id":"a","host":"h","password":true})"_ba << u"/password"_s
                                       << u"expected a string, found a boolean"_s;
        QTest::newRow("mac number") << R"({"client_id":"a","host":"h","mac":1})"_ba << u"/mac"_s
                                    << u"expected a string, found a number"_s;
        QTest::newRow("mac object") << R"({"client_id":"a","host":"h","mac":{}})"_ba << u"/mac"_s
                                    << u"found an object"_s;
        QTest::newRow("profile number") << R"({"client_id":"a","host":"h","profile":1})"_ba << u"/profile"_s
                                        << u"expected a string, found 1"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const auto request = ConnectRequest::parse(body);
        QVERIFY(!request);
        QTEST(request.error().where, "where");
        QVERIFY2(request.error().message.contains(words), qPrintable(request.error().message));
    }
};

STANDIN_TEST(TestConnectRequest)

#include "tst_connectrequest.moc"
