// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/compiledprofile.h"
#include "profile/secretrecipients.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

using ConnectionChange = void (*)(Connection &);

class TestSecretRecipients : public QObject
{
    Q_OBJECT

private slots:
    void isNotSentToAnotherAddress_data();
    void isNotSentToAnotherAddress();
    void staysWhereItBelongs_data();
    void staysWhereItBelongs();
    void goesWhereItIsGivenAnew_data();
    void goesWhereItIsGivenAnew();
    void whatIsNoSecretIsSentToAnyAddress();
    void anAskedSecretHasNoRecipient();
    void knowsWhetherThereAreAny();
    void everyProfileOfADeviceIsBound();
    void isNotPartOfTheSecret();

private:
    static Connection connection();
    static Connection with(const QUrl &url);
    static void addSecretRows();
};

/// With a secret in every place.
Connection TestSecretRecipients::connection()
{
    const Secret secret{.value = {}, .env = u"NAME"_s, .file = {}};
    Connection connection;
    connection.url = QUrl(u"wss://a:8884/mqtt"_s);
    connection.password = secret;
    connection.tls.keyPassword = secret;
    connection.headers = {{u"X-Key"_s, {}, secret}, {u"Cookie"_s, u"id=1"_s, {}}};
    connection.proxy = {QUrl(u"http://p:8080"_s), u"me"_s, secret};
    return connection;
}

Connection TestSecretRecipients::with(const QUrl &url)
{
    Connection connection;
    connection.url = url;
    return connection;
}

void TestSecretRecipients::addSecretRows()
{
    QTest::addColumn<ConnectionChange>("keepOnly");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, ConnectionChange keepOnly, const QString &where) {
        QTest::newRow(name) << keepOnly << u"/connection/"_s + where;
    };
    row(
        "password",
        [](Connection &c) {
            const Secret kept = c.password;
            c = with(c.url);
            c.password = kept;
        },
        u"password"_s);
    row(
        "password of the key",
        [](Connection &c) {
            const Secret kept = c.tls.keyPassword;
            c = with(c.url);
            c.tls.keyPassword = kept;
        },
        u"tls/keyPassword"_s);
    row(
        "header with a secret",
        [](Connection &c) {
            const HttpHeader kept = c.headers[0];
            c = with(c.url);
            c.headers = {kept};
        },
        u"headers/X-Key"_s);
    row(
        "header for credentials in plain text",
        [](Connection &c) {
            const HttpHeader kept = c.headers[1];
            c = with(c.url);
            c.headers = {kept};
        },
        u"headers/Cookie"_s);
}

void TestSecretRecipients::isNotSentToAnotherAddress_data()
{
    QTest::addColumn<ConnectionChange>("change");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, ConnectionChange change, const QString &where) {
        QTest::newRow(name) << change << u"/connection/"_s + where;
    };
    row(
        "another host", [](Connection &c) { c.url.setHost(u"b"_s); }, u"password"_s);
    row(
        "another port", [](Connection &c) { c.url.setPort(8885); }, u"password"_s);
    row(
        "the usual port", [](Connection &c) { c.url.setPort(-1); }, u"password"_s);
    row(
        "another scheme", [](Connection &c) { c.url.setScheme(u"ws"_s); }, u"password"_s);
    row(
        "another proxy", [](Connection &c) { c.proxy.url.setPort(8081); }, u"password"_s);
    row(
        "no proxy", [](Connection &c) { c.proxy = {}; }, u"password"_s);
    row(
        "key",
        [](Connection &c) {
            c.url.setHost(u"b"_s);
            c.password = {};
        },
        u"tls/keyPassword"_s);
    row(
        "header",
        [](Connection &c) {
            c.url.setHost(u"b"_s);
            c.password = {};
            c.tls = {};
        },
        u"headers/X-Key"_s);
    row(
        "header in plain text",
        [](Connection &c) {
            c.url.setHost(u"b"_s);
            c.password = {};
            c.tls = {};
            c.headers.removeFirst();
        },
        u"headers/Cookie"_s);
    row(
        "password of the proxy",
        [](Connection &c) {
            c.proxy.url.setHost(u"q"_s);
            c.password = {};
            c.tls = {};
            c.headers.clear();
        },
        u"proxy/password"_s);
}

void TestSecretRecipients::isNotSentToAnotherAddress()
{
    QFETCH(ConnectionChange, change);
    QFETCH(QString, where);
    Connection moved = connection();
    VERIFY_RESULT(SecretRecipients::bind(moved));
    change(moved);
    const auto bound = SecretRecipients::bind(moved);
    QVERIFY(!bound);
    QVERIFY(bound.error().code == ErrorCode::InvalidArgument);
    QCOMPARE(bound.error().where, where);
    QVERIFY2(bound.error().message.contains(u"was given for"), qPrintable(bound.error().message));
    QVERIFY(!bound.error().message.contains(u"NAME"));
}

void TestSecretRecipients::staysWhereItBelongs_data()
{
    QTest::addColumn<ConnectionChange>("change");
    const auto row = [](const char *name, ConnectionChange change) { QTest::newRow(name) << change; };
    row("nothing changes", [](Connection &) {});
    row("path", [](Connection &c) { c.url.setPath(u"/other"_s); });
    row("capitals", [](Connection &c) { c.url.setHost(u"A"_s); });
    row("settings of the session", [](Connection &c) { c.keepAlive = 5; });
    row("user name", [](Connection &c) { c.username = u"other"_s; });
    row("path of the proxy", [](Connection &c) { c.proxy.url.setPath(u"/"_s); });
}

void TestSecretRecipients::staysWhereItBelongs()
{
    QFETCH(ConnectionChange, change);
    Connection same = connection();
    VERIFY_RESULT(SecretRecipients::bind(same));
    change(same);
    VERIFY_RESULT(SecretRecipients::bind(same));
}

void TestSecretRecipients::goesWhereItIsGivenAnew_data()
{
    addSecretRows();
}

void TestSecretRecipients::goesWhereItIsGivenAnew()
{
    QFETCH(ConnectionChange, keepOnly);
    QFETCH(QString, where);
    Connection first = connection();
    keepOnly(first);
    Connection second = first;
    VERIFY_RESULT(SecretRecipients::bind(first));
    first.url.setHost(u"b"_s);
    const auto moved = SecretRecipients::bind(first);
    QVERIFY(!moved);
    QCOMPARE(moved.error().where, where);

    second.url.setHost(u"b"_s); // the same secret, but without a recipient
    VERIFY_RESULT(SecretRecipients::bind(second));
    second.url.setHost(u"a"_s);
    QVERIFY(!SecretRecipients::bind(second));
}

void TestSecretRecipients::whatIsNoSecretIsSentToAnyAddress()
{
    Connection connection;
    connection.username = u"user"_s;
    connection.headers = {{u"X-Device"_s, u"${clientId}"_s, {}}};
    connection.tls.certificate = u"c.pem"_s;
    VERIFY_RESULT(SecretRecipients::bind(connection));
    connection.url = QUrl(u"ws://b/x"_s);
    VERIFY_RESULT(SecretRecipients::bind(connection));
}

void TestSecretRecipients::anAskedSecretHasNoRecipient()
{
    Connection asking = with(QUrl(u"mqtt://a:1"_s));
    asking.password.ask = true;
    VERIFY_RESULT(SecretRecipients::bind(asking));
    QVERIFY(!SecretRecipients::hasBound(asking));
    asking.url = QUrl(u"mqtt://b:1"_s);
    VERIFY_RESULT(SecretRecipients::bind(asking));
    asking.password.value = u"typed"_s; // for the current address
    VERIFY_RESULT(SecretRecipients::bind(asking));
    asking.url = QUrl(u"mqtt://a:1"_s);
    QVERIFY(!SecretRecipients::bind(asking));
}

void TestSecretRecipients::knowsWhetherThereAreAny()
{
    Connection plain;
    VERIFY_RESULT(SecretRecipients::bind(plain));
    QVERIFY(!SecretRecipients::hasBound(plain));
    Connection secret = connection();
    QVERIFY(!SecretRecipients::hasBound(secret));
    VERIFY_RESULT(SecretRecipients::bind(secret));
    QVERIFY(SecretRecipients::hasBound(secret));
}

void TestSecretRecipients::everyProfileOfADeviceIsBound()
{
    Profile profile;
    profile.connection = connection();
    const auto compiled = CompiledProfile::make(profile);
    VERIFY_RESULT(compiled);
    Profile moved = (*compiled)->profile;
    moved.connection.url.setPort(1);
    const auto refused = CompiledProfile::make(moved);
    QVERIFY(!refused);
    QCOMPARE(refused.error().where, u"/connection/password"_s);
}

void TestSecretRecipients::isNotPartOfTheSecret()
{
    Connection bound = connection();
    VERIFY_RESULT(SecretRecipients::bind(bound));
    QVERIFY(bound == connection());
}

STANDIN_TEST(TestSecretRecipients)
#include "tst_secretrecipients.moc"
