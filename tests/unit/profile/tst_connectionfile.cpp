// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"
#include "profile/profilefile.h"
#include "template/templatescope.h"

#include "base/clock.h"
#include "base/json.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace Standin;
using namespace Qt::StringLiterals;

namespace {

QByteArray withConnection(const QByteArray &connection)
{
    return "{\"format\":\"standin.profile/1\",\"clientId\":\"a\",\"connection\":{" + connection + "}}";
}

} // namespace

/// The connection in the profile file, and the settings that it gives.
class TestConnectionFile : public QObject
{
    Q_OBJECT

private slots:
    void readsTransports()
    {
        const auto loaded = ProfileFile::load(QStringLiteral(TEST_DATA_DIR "/full.json"));
        VERIFY_RESULT(loaded);
        const Connection &c = loaded->profile.connection;
        QCOMPARE(c.url, QUrl(u"wss://broker.local:1884/mqtt"_s));
        QVERIFY(c.version == MqttVersion::V5_0);
        QCOMPARE(c.sessionExpiry, 0xFFFFFFFFu);
        QCOMPARE(c.tls.ca, u"certs/ca.pem"_s);
        QCOMPARE(c.tls.certificate, u"certs/${clientId}.pem"_s);
        QCOMPARE(c.tls.key, u"certs/${clientId}.key"_s);
        QCOMPARE(c.tls.keyPassword.env, u"KEY_PASSWORD"_s);
        QCOMPARE(c.tls.verifyPeer, false);
        QCOMPARE(c.tls.serverName, u"b"_s);
        QCOMPARE(c.tls.alpn, QStringList{u"mqtt"_s});
        QCOMPARE(c.tls.minimumVersion, u"1.3"_s);
        QCOMPARE(c.headers.size(), 2);
        QCOMPARE(c.headers[1].secret.file, u"token"_s);
        QCOMPARE(c.headers[0].value, u"${clientId}"_s);
        QCOMPARE(c.proxy.url, QUrl(u"socks5://proxy.local:1080"_s));
        QCOMPARE(c.proxy.password.env, u"PROXY_PASSWORD"_s);
    }

    void writesWhatIsSet()
    {
        const Profile before = ProfileFile::load(QStringLiteral(TEST_DATA_DIR "/full.json"))->profile;
        const QJsonObject written = Json::parse(ProfileFile::toText(before))->toObject()[u"connection"_s].toObject();
        QCOMPARE(written[u"tls"_s][u"hue"_s].toInt(), 1);
        QCOMPARE(written[u"sessionExpiry"_s].toDouble(), 4294967295.0);
        QCOMPARE(written[u"headers"_s][u"Authorization"_s][u"file"_s].toString(), u"token"_s);
        QCOMPARE(written[u"proxy"_s][u"password"_s][u"env"_s].toString(), u"PROXY_PASSWORD"_s);
        QCOMPARE(written[u"will"_s][u"delaySeconds"_s].toInt(), 3);

        const QJsonObject plain = Json::parse(ProfileFile::toText(Profile()))->toObject()[u"connection"_s].toObject();
        for (const auto &key : {u"tls"_s, u"headers"_s, u"proxy"_s, u"will"_s})
            QVERIFY2(!plain.contains(key), qPrintable(key));
    }

    void secretsTypedInAreNotWritten()
    {
        Profile profile;
        profile.connection.tls.keyPassword.value = u"hunter2"_s;
        profile.connection.proxy = {QUrl(u"http://p:8080"_s), u"u"_s, {.value = u"hunter2"_s, .env = {}, .file = {}}};
        profile.connection.headers = {{u"Authorization"_s, {}, {.value = u"hunter2"_s, .env = {}, .file = {}}}};
        QVERIFY(!ProfileFile::toText(profile).contains("hunter2"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &connection, const QString &where, const QString &says) {
            QTest::newRow(name) << connection << u"/connection/"_s + where << says;
        };
        row("tls is no object", "\"tls\":true", u"tls"_s, u"an object"_s);
        row("verifyPeer", "\"tls\":{\"verifyPeer\":\"no\"}", u"tls/verifyPeer"_s, u"true or false"_s);
        row("key password in the file", "\"tls\":{\"keyPassword\":\"p\"}", u"tls/keyPassword"_s, u"\"env\""_s);
        row("alpn", "\"tls\":{\"alpn\":\"mqtt\"}", u"tls/alpn"_s, u"an array of strings"_s);
        row("minimum version", "\"tls\":{\"minimumVersion\":\"1.1\"}", u"tls/minimumVersion"_s,
            u"\"1.2\" or \"1.3\""_s);
        row("header", "\"headers\":{\"X\":1}", u"headers/X"_s, u"a string"_s);
        row("headers", "\"headers\":[\"X\"]", u"headers"_s, u"an object"_s);
        row("proxy scheme", "\"proxy\":{\"url\":\"ftp://h\"}", u"proxy/url"_s, u"socks5:// or http://"_s);
        row("proxy without URL", "\"proxy\":{}", u"proxy/url"_s, u"expected a URL"_s);
        row("password in the proxy's URL", "\"proxy\":{\"url\":\"http://u:p@h\"}", u"proxy/url"_s, u"use username"_s);
        row("session expiry too large", "\"sessionExpiry\":4294967296", u"sessionExpiry"_s, u"from 0 to 4294967295"_s);
        row("session expiry below 0", "\"sessionExpiry\":-1", u"sessionExpiry"_s, u"found -1"_s);
        row("session expiry that is a string", "\"sessionExpiry\":\"60\"", u"sessionExpiry"_s, u"found \"60\""_s);
        row("misspelt version", "\"version\":\"v5.0\"", u"version"_s, u"did you mean \"5.0\"?"_s);
        row("version that is a number", "\"version\":5", u"version"_s, u"found 5"_s);
        row("session expiry in parts", "\"sessionExpiry\":1.5", u"sessionExpiry"_s, u"a whole number"_s);
        row("will delay", "\"will\":{\"topic\":\"t\",\"delaySeconds\":-1}", u"will/delaySeconds"_s, u"from 0"_s);
    }

    void refusesInItsObjects_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QByteArray &connection, const QString &where, const QString &says) {
            QTest::newRow(name) << connection << u"/connection/"_s + where << says;
        };
        for (const char *path : {"ca", "certificate", "key", "pkcs12", "serverName"})
            row(path, "\"tls\":{\"" + QByteArray(path) + "\":false}", u"tls/"_s + QLatin1StringView(path),
                u"expected a string, found false"_s);
        row("alpn with a number in it", "\"tls\":{\"alpn\":[\"mqtt\",1]}", u"tls/alpn/1"_s, u"a string"_s);
        row("user name of the proxy", "\"proxy\":{\"url\":\"http://h\",\"username\":1}", u"proxy/username"_s,
            u"a string"_s);
        row("proxy with a port too large", "\"proxy\":{\"url\":\"http://h:65536\"}", u"proxy/url"_s,
            u"a URL such as socks5://127.0.0.1:1080"_s);
        row("proxy by SOCKS 4", "\"proxy\":{\"url\":\"socks4://h\"}", u"proxy/url"_s, u"found \"socks4://h\""_s);
        row("will without a topic", "\"will\":{}", u"will/topic"_s, u"a will needs a topic"_s);
        row("QoS of the will", "\"will\":{\"topic\":\"t\",\"qos\":3}", u"will/qos"_s, u"from 0 to 2"_s);
        row("retain of the will", "\"will\":{\"topic\":\"t\",\"retain\":1}", u"will/retain"_s, u"true or false"_s);
        row("will delay too large", "\"will\":{\"topic\":\"t\",\"delaySeconds\":4294967296}", u"will/delaySeconds"_s,
            u"to 4294967295"_s);
        row("jitter that is a string", "\"reconnect\":{\"jitter\":\"0.2\"}", u"reconnect/jitter"_s,
            u"a number from 0 to 1"_s);
        row("attempts too many", "\"reconnect\":{\"attempts\":1000001}", u"reconnect/attempts"_s, u"to 1000000"_s);
        row("port too large", "\"url\":\"mqtt://h:65536\"", u"url"_s, u"a URL such as mqtt://127.0.0.1:1883"_s);
        row("space in the host", "\"url\":\"mqtt://a b\"", u"url"_s, u"found \"mqtt://a b\""_s);
        row("empty URL", "\"url\":\"\"", u"url"_s, u"found an empty string"_s);
    }

    void refusesInItsObjects() { refuses(); }

    void refusesWrongSecrets_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("says");
        const QString inFile = u"a secret does not stand in the file"_s;
        const auto place = [&](const QByteArray &before, const QByteArray &after, const QString &where) {
            const auto row = [&](const char *what, const QByteArray &secret, const QString &at, const QString &says) {
                QTest::addRow("%s: %s", qPrintable(where), what)
                    << before + secret + after << u"/connection/"_s + where + at << says;
            };
            if (!where.startsWith(u"headers")) { // the text of a header is allowed in the file
                row("text", "\"4711\"", QString(), inFile);
                row("number", "4711", QString(), inFile);
                row("list", "[\"4711\"]", QString(), inFile);
            }
            row("env that is a number", "{\"env\":1}", u"/env"_s, u"expected a string, found 1"_s);
            row("file that is a boolean", "{\"file\":true}", u"/file"_s, u"expected a string, found true"_s);
            row("ask that is a text", "{\"ask\":\"4711\"}", u"/ask"_s, u"expected true or false"_s);
            row("env that is a list", "{\"env\":[]}", u"/env"_s, u"expected a string, found an array"_s);
        };
        place("\"password\":", "", u"password"_s);
        place("\"tls\":{\"keyPassword\":", "}", u"tls/keyPassword"_s);
        place("\"proxy\":{\"url\":\"http://h\",\"password\":", "}", u"proxy/password"_s);
        place("\"headers\":{\"X\":", "}", u"headers/X"_s);
    }

    void refusesWrongSecrets() { refuses(); }

    void refuses()
    {
        QFETCH(QByteArray, connection);
        QFETCH(QString, where);
        QFETCH(QString, says);
        const auto loaded = ProfileFile::parse(withConnection(connection));
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().where, where);
        QVERIFY2(loaded.error().message.contains(says), qPrintable(loaded.error().message));
    }

    void errorsShowNoSecrets_data()
    {
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const QByteArray &connection, const QString &message) {
            QTest::newRow(name) << connection << message;
        };
        row("header that is a number", R"("headers":{"X-Key":4711})", u"expected a string, found a number"_s);
        row("header that is a boolean", R"("headers":{"X-Key":true})", u"expected a string, found a boolean"_s);
        row("header that is an array", R"("headers":{"X-Key":["4711"]})", u"expected a string, found an array"_s);
        row("URL with a password", R"("url":"u:4711@h")",
            u"expected a URL such as mqtt://127.0.0.1:1883, found a string"_s);
        row("URL without a password", R"("url":"h")", u"expected a URL such as mqtt://127.0.0.1:1883, found \"h\""_s);
        row("password in a valid URL", R"("url":"mqtt://u:4711@h")",
            u"user name and password do not belong into the URL: use username and password"_s);
        const QString secret =
            u"a secret does not stand in the file: expected { \"env\": \"NAME\" }, { \"file\": \"path\" }, "
            "{ \"keychain\": \"name\" } or { \"ask\": true }"_s;
        row("password that is a number", R"("password":4711)", secret);
        row("key password", R"("tls":{"keyPassword":"4711"})", secret);
    }

    void errorsShowNoSecrets()
    {
        QFETCH(QByteArray, connection);
        const auto loaded = ProfileFile::parse(withConnection(connection));
        QVERIFY(!loaded);
        QTEST(loaded.error().message, "message");
    }

    void rendersItsTarget()
    {
        const QTemporaryDir dir;
        Profile profile = ProfileFile::load(QStringLiteral(TEST_DATA_DIR "/full.json"))->profile;
        profile.baseDir = dir.path();
        QFile token(dir.filePath(u"token"_s));
        QVERIFY(token.open(QIODevice::WriteOnly) && token.write("Bearer x\n") > 0);
        token.close();
        qputenv("KEY_PASSWORD", "k");
        qputenv("PROXY_PASSWORD", "p");
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        const SystemClock clock;
        TemplateScope scope(clock, 1);
        scope.clientId = u"thermo-7"_s;
        const auto target = (*compiled)->linkTarget(scope, Keychain());
        VERIFY_RESULT(target);
        QCOMPARE(target->url, profile.connection.url);
        QCOMPARE(target->tls.caFile, dir.filePath(u"certs/ca.pem"_s));
        QCOMPARE(target->tls.certificateFile, dir.filePath(u"certs/thermo-7.pem"_s));
        QCOMPARE(target->tls.keyFile, dir.filePath(u"certs/thermo-7.key"_s));
        QCOMPARE(target->tls.pkcs12File, QString());
        QCOMPARE(target->tls.keyPassword, u"k"_s);
        QCOMPARE(target->tls.minimumVersion, u"1.3"_s);
        QCOMPARE(target->tls.verifyPeer, false);
        QCOMPARE(target->headers, (HttpHeaders{{"X-Id", "thermo-7"}, {"Authorization", "Bearer x"}}));
        QCOMPARE(target->proxy.type(), QNetworkProxy::Socks5Proxy);
        QCOMPARE(target->proxy.hostName(), u"proxy.local"_s);
        QCOMPARE(target->proxy.port(), quint16(1080));
        QCOMPARE(target->proxy.password(), u"p"_s);

        qunsetenv("KEY_PASSWORD");
        QVERIFY((*compiled)->linkTarget(scope, Keychain()).error().where == u"KEY_PASSWORD");
        qunsetenv("PROXY_PASSWORD");
    }

    void keepsClientIdsInTheFolder_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<QString>("path"); // empty: refused
        QTest::newRow("folders") << u"certs/${clientId}.pem"_s << u"site/a"_s << u"/p/certs/site/a.pem"_s;
        QTest::newRow("dots in a name") << u"${clientId}.pem"_s << u"a..b"_s << u"/p/a..b.pem"_s;
        QTest::newRow("the profile goes up") << u"../${clientId}.pem"_s << u"a"_s << u"/p/../a.pem"_s;
        QTest::newRow("up") << u"certs/${clientId}.pem"_s << u"../../etc/a"_s << QString();
        QTest::newRow("up in the middle") << u"certs/${clientId}"_s << u"a/../../b"_s << QString();
        QTest::newRow("above the folder of the profile") << u"../${clientId}.pem"_s << u"../a"_s << QString();
        QTest::newRow("from the root") << u"${clientId}"_s << u"/etc/a.pem"_s << QString();
    }

    void keepsClientIdsInTheFolder()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, clientId);
        QFETCH(QString, path);
        Profile profile;
        profile.baseDir = u"/p"_s;
        profile.connection.url = QUrl(u"mqtts://h"_s);
        profile.connection.tls.certificate = certificate;
        const auto compiled = CompiledProfile::make(profile);
        VERIFY_RESULT(compiled);
        const SystemClock clock;
        TemplateScope scope(clock, 1);
        scope.clientId = clientId;
        const auto target = (*compiled)->linkTarget(scope, Keychain());
        QCOMPARE(target.has_value(), !path.isEmpty());
        if (target)
            QCOMPARE(target->tls.certificateFile, path);
        else
            QCOMPARE(target.error().where, u"/connection/tls"_s);
    }

    void shows_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("display");
        QTest::newRow("mqtt") << u"mqtt://h"_s << u"h:1883"_s;
        QTest::newRow("tcp") << u"tcp://h:1"_s << u"h:1"_s;
        QTest::newRow("mqtts") << u"mqtts://h"_s << u"mqtts://h:8883"_s;
        QTest::newRow("ws") << u"ws://h/mqtt"_s << u"ws://h:80"_s;
        QTest::newRow("IPv6") << u"wss://[::1]"_s << u"wss://[::1]:443"_s;
    }

    void shows()
    {
        QFETCH(QString, url);
        Connection connection;
        connection.url = QUrl(url);
        QTEST(connection.display(), "display");
    }
};

STANDIN_TEST(TestConnectionFile)
#include "tst_connectionfile.moc"
