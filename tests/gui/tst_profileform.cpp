// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepagefixture.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMetaProperty>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Qt::StringLiterals;

namespace {

/// The value of a profile file at a path such as "connection/tls/ca".
QJsonValue valueIn(const QString &file, const QString &path)
{
    QFile read(file);
    if (!read.open(QIODevice::ReadOnly))
        return QJsonValue::Undefined;
    QJsonValue value = QJsonDocument::fromJson(read.readAll()).object();
    for (const QString &key : path.split(u'/'))
        value = value[key];
    return value;
}

} // namespace

/// From the fields of the Profile page to the profile file and back.
class TestProfileForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void fieldIsSaved_data();
    void fieldIsSaved();
    void secretIsSaved_data();
    void secretIsSaved();
    void typedSecretStaysInMemory_data();
    void typedSecretStaysInMemory();
    void showsWhatTheFileSays();
    void whatVersion5AddsIsForVersion5();
    void keepsWhatHasNoField();
    void savesWhatWasEditedAndNothingElse();

private:
    LocalBroker m_broker;
};

void TestProfileForm::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestProfileForm::fieldIsSaved_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVariant>("entered");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("saved");
    const auto row = [](const char *name, const QVariant &entered, const char *path, const QJsonValue &saved) {
        QTest::newRow(path) << QString::fromLatin1(name) << entered << QString::fromLatin1(path) << saved;
    };
    row("nameEdit", u"pump"_s, "name", u"pump"_s);
    row("urlEdit", u"wss://broker.local/mqtt"_s, "connection/url", u"wss://broker.local/mqtt"_s);
    row("versionBox", u"3.1"_s, "connection/version", u"3.1"_s);
    row("usernameEdit", u"${clientId}"_s, "connection/username", u"${clientId}"_s);
    row("keepAliveBox", 17, "connection/keepAlive", 17);
    row("timeoutBox", 700, "connection/connectTimeoutMs", 700);
    row("cleanStartBox", false, "connection/cleanStart", false);
    row("sessionExpiryBox", 4294967295.0, "connection/sessionExpiry", 4294967295.0);
    row("caEdit/pathEdit", u"ca.pem"_s, "connection/tls/ca", u"ca.pem"_s);
    row("verifyPeerBox", false, "connection/tls/verifyPeer", false);
    row("serverNameEdit", u"broker.local"_s, "connection/tls/serverName", u"broker.local"_s);
    row("certificateEdit/pathEdit", u"${clientId}.pem"_s, "connection/tls/certificate", u"${clientId}.pem"_s);
    row("keyEdit/pathEdit", u"${clientId}.key"_s, "connection/tls/key", u"${clientId}.key"_s);
    row("pkcs12Edit/pathEdit", u"${clientId}.p12"_s, "connection/tls/pkcs12", u"${clientId}.p12"_s);
    row("alpnEdit", u" mqtt,x-amzn-mqtt-ca,"_s, "connection/tls/alpn", QJsonArray{u"mqtt"_s, u"x-amzn-mqtt-ca"_s});
    row("minimumTlsBox", u"1.3"_s, "connection/tls/minimumVersion", u"1.3"_s);
    row("initialBox", 400, "connection/reconnect/initialMs", 400);
    row("maxBox", 5000, "connection/reconnect/maxMs", 5000);
    row("jitterBox", 50, "connection/reconnect/jitter", 0.5);
    row("attemptsBox", 3, "connection/reconnect/attempts", 3);
    row("willTopicEdit", u"gone"_s, "connection/will/topic", u"gone"_s);
    row("willPayloadEdit", u"bye"_s, "connection/will/payload", u"bye"_s);
    row("willRetainBox", true, "connection/will/retain", true);
    row("birthTopicEdit", u"here"_s, "connection/birth/topic", u"here"_s);
    row("birthPayloadEdit", u"hello"_s, "connection/birth/payload", u"hello"_s);
    row("birthQosBox", u"2"_s, "connection/birth/qos", 2);
    row("birthRetainBox", true, "connection/birth/retain", true);
    row("willDelayBox", 30.0, "connection/will/delaySeconds", 30);
    row("reportEdit", u"r"_s, "topics/report", u"r"_s);
    row("commandEdit", u"c"_s, "topics/command", u"c"_s);
    row("replyEdit", u"a"_s, "topics/reply", u"a"_s);
    row("serverReferenceBox", u"Follow if no password is sent"_s, "connection/serverReference", u"follow"_s);
    row("strictBox", true, "connection/strict", true);
    row("reportQosBox", u"2"_s, "qos/report", 2);
    row("commandQosBox", u"0"_s, "qos/command", 0);
    row("replyQosBox", u"0"_s, "qos/reply", 0);
    row("replyLimitBox", 7, "replyLimit", 7);
    row("retainHandlingBox", u"Not wanted"_s, "commandSubscription/retainHandling", 2);
    row("noLocalBox", false, "commandSubscription/noLocal", false);
    row("retainAsPublishedBox", true, "commandSubscription/retainAsPublished", true);
    row("commandPropertiesEdit", u"a=1;b"_s, "commandSubscription/userProperties",
        QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"value"_s, u"1"_s}},
                   QJsonObject{{u"name"_s, u"b"_s}, {u"value"_s, QString()}}});
}

void TestProfileForm::fieldIsSaved()
{
    QFETCH(QString, name);
    QFETCH(QVariant, entered);
    QFETCH(QString, path);
    QFETCH(QJsonValue, saved);
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    profile.connection.version = MqttVersion::V5_0;
    profile.connection.will = Will{.topic = u"will"_s, .payload = {}};
    profile.connection.birth = Birth{.topic = u"birth"_s, .payload = {}};
    w.openPage(profile);
    QVERIFY(valueIn(w.file(), path) != saved);
    w.enter(name, entered);
    w.trigger(u"actionSave"_s);
    QCOMPARE(valueIn(w.file(), path), saved);
    QVERIFY(!w.window->isWindowModified());
}

void TestProfileForm::secretIsSaved_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QJsonValue>("saved");
    const std::pair<QString, QString> secrets[] = {{u"passwordEdit"_s, u"connection/password"_s},
                                                   {u"keyPasswordEdit"_s, u"connection/tls/keyPassword"_s}};
    for (const auto &[name, path] : secrets) {
        const auto row = [&](const char *kindName, int kind, const QJsonValue &saved) {
            QTest::addRow("%s, %s", qPrintable(path), kindName) << name << path << kind << saved;
        };
        row("none", 0, QJsonValue::Undefined);
        row("typed in", 1, QJsonObject{{u"ask"_s, true}});
        row("environment", 2, QJsonObject{{u"env"_s, u"it"_s}});
        row("file", 3, QJsonObject{{u"file"_s, u"it"_s}});
        row("keychain", 4, QJsonObject{{u"keychain"_s, u"it"_s}});
    }
}

void TestProfileForm::secretIsSaved()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    QFETCH(int, kind);
    QFETCH(QJsonValue, saved);
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    profile.connection.password.env = u"BEFORE"_s;
    profile.connection.tls.keyPassword.env = u"BEFORE"_s;
    w.openPage(profile);
    QCOMPARE(w.field<QLineEdit>(name + u"/valueEdit"_s)->text(), u"BEFORE"_s);
    w.field<QComboBox>(name + u"/kindBox"_s)->setCurrentIndex(kind);
    if (kind != 0)
        w.enter(name + u"/valueEdit"_s, u"it"_s);
    const DialogAnswer told(DialogAnswer::pressing(QMessageBox::Save)); // that the typed secret is not saved
    w.trigger(u"actionSave"_s);
    QCOMPARE(told.wasAsked(), kind == 1);
    QCOMPARE(valueIn(w.file(), path), saved);
}

void TestProfileForm::typedSecretStaysInMemory_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("password") << u"passwordEdit"_s;
    QTest::newRow("key password") << u"keyPasswordEdit"_s;
}

void TestProfileForm::typedSecretStaysInMemory()
{
    QFETCH(QString, name);
    ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    w.openPage(profile);
    w.field<QComboBox>(name + u"/kindBox"_s)->setCurrentIndex(1);
    w.enter(name + u"/valueEdit"_s, u"open sesame"_s);
    {
        const DialogAnswer told(DialogAnswer::pressing(QMessageBox::Save));
        w.trigger(u"actionSave"_s);
    }
    QFile file(w.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("open sesame"));

    w.add(w.profile(u"other"_s));
    w.selectRows({1});
    w.selectRows({0});
    QCOMPARE(w.field<QLineEdit>(name + u"/valueEdit"_s)->text(), QString());
    QCOMPARE(w.field<QLineEdit>(name + u"/valueEdit"_s)->placeholderText(), u"Unchanged"_s);
    w.enter(u"keepAliveBox"_s, 17);
    w.click(u"applyButton"_s);
    const Connection connection = w.engine->fleet().profile(u"gw"_s)->connection;
    QCOMPARE(connection.keepAlive, 17);
    QCOMPARE(connection.password.value + connection.tls.keyPassword.value, u"open sesame"_s);
}

void TestProfileForm::showsWhatTheFileSays()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    Connection &connection = profile.connection;
    connection.url = QUrl(u"wss://broker.local:8443/mqtt"_s);
    connection.version = MqttVersion::V5_0;
    connection.sessionExpiry = 4294967295U;
    connection.will = Will{.topic = u"gone"_s, .payload = {}, .delaySeconds = 90};
    connection.tls = {.ca = u"ca.pem"_s,
                      .certificate = u"${clientId}.pem"_s,
                      .key = u"${clientId}.key"_s,
                      .pkcs12 = {},
                      .keyPassword = {.value = {}, .env = u"KEY"_s, .file = {}},
                      .verifyPeer = false,
                      .serverName = u"broker"_s,
                      .alpn = {u"mqtt"_s, u"other"_s},
                      .minimumVersion = u"1.3"_s};
    connection.serverReference = ServerReferencePolicy::FollowWithCredentials;
    connection.strict = true;
    profile.qos = {.report = 0, .command = 2, .reply = 1};
    profile.replyLimit = 0;
    profile.commandOptions = {
        .noLocal = false, .retainAsPublished = true, .retainHandling = 1, .userProperties = {{u"n"_s, u"v"_s}}};
    w.openPage(profile);
    QVERIFY(!w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
    const std::pair<QString, QVariant> shown[] = {
        {u"sessionExpiryBox"_s, 4294967295.0},
        {u"willDelayBox"_s, 90.0},
        {u"caEdit/pathEdit"_s, connection.tls.ca},
        {u"certificateEdit/pathEdit"_s, connection.tls.certificate},
        {u"keyEdit/pathEdit"_s, connection.tls.key},
        {u"keyPasswordEdit/kindBox"_s, u"Environment"_s},
        {u"keyPasswordEdit/valueEdit"_s, u"KEY"_s},
        {u"verifyPeerBox"_s, false},
        {u"serverNameEdit"_s, u"broker"_s},
        {u"alpnEdit"_s, u"mqtt, other"_s},
        {u"minimumTlsBox"_s, u"1.3"_s},
        {u"serverReferenceBox"_s, u"Follow, with passwords"_s},
        {u"strictBox"_s, true},
        {u"reportQosBox"_s, u"0"_s},
        {u"commandQosBox"_s, u"2"_s},
        {u"replyQosBox"_s, u"1"_s},
        {u"replyLimitBox"_s, 0},
        {u"retainHandlingBox"_s, u"Wanted once"_s},
        {u"noLocalBox"_s, false},
        {u"retainAsPublishedBox"_s, true},
    };
    for (const auto &[name, value] : shown) {
        const auto *widget = w.field<QWidget>(name);
        QVERIFY2(widget, qPrintable(name));
        QCOMPARE(widget->metaObject()->userProperty().read(widget), value);
    }
    w.enter(u"keepAliveBox"_s, 17);
    w.click(u"applyButton"_s);
    connection.keepAlive = 17;
    const auto now = w.engine->fleet().profile(u"gw"_s);
    QVERIFY(now->connection == connection);
    QVERIFY(now->qos == profile.qos && now->commandOptions == profile.commandOptions);
    QCOMPARE(now->replyLimit, 0);
}

void TestProfileForm::whatVersion5AddsIsForVersion5()
{
    const ProfilePageFixture w(m_broker);
    w.openPage(w.profile(u"gw"_s));
    for (const auto *version : {"3.1.1", "5.0"}) {
        w.enter(u"versionBox"_s, QString::fromLatin1(version));
        for (const auto *name : {"serverReferenceBox", "strictBox", "retainHandlingBox", "noLocalBox",
                                 "retainAsPublishedBox", "sessionExpiryBox"})
            QCOMPARE(w.field<QWidget>(QString::fromLatin1(name))->isEnabled(), version == QByteArray("5.0"));
        QVERIFY(w.field<QWidget>(u"commandQosBox"_s)->isEnabled());
    }
}

void TestProfileForm::keepsWhatHasNoField()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.headers = {{u"Authorization"_s, {}, {.value = {}, .env = u"TOKEN"_s, .file = {}}}};
    profile.connection.proxy = {.url = QUrl(u"socks5://127.0.0.1:1080"_s), .username = u"me"_s, .password = {}};
    w.openPage(profile);
    const auto *hint = w.field<QLabel>(u"connectionHint"_s);
    QVERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(u"socks5://127.0.0.1:1080") && hint->text().contains(u"Authorization"));
    w.enter(u"keepAliveBox"_s, 17);
    w.trigger(u"actionSave"_s);
    const auto loaded = ProfileFile::load(w.file());
    VERIFY_RESULT(loaded);
    QCOMPARE(loaded->profile.connection.keepAlive, 17);
    QVERIFY(loaded->profile.connection.headers == profile.connection.headers);
    QVERIFY(loaded->profile.connection.proxy == profile.connection.proxy);
}

/// Also where a field has a narrower range than the file, or shows less of a text.
void TestProfileForm::savesWhatWasEditedAndNothingElse()
{
    const QByteArray large(40'000, 'x');
    const QByteArray text =
        "{\r\n  \"format\":\"standin.profile/1\", \"clientId\" : \"gw\",  \"name\": \"gw\",\n"
        "  \"later\": { \"b\": 1.0, \"a\": 18446744073709551615 }, \"count\": 1.0,\n"
        "  \"topics\": { \"report\": \" r \", \"reply\": \"p\" },\n"
        "  \"subscriptions\": [ { \"topic\": \" s \", \"qos\": 1.0 },\n"
        "    { \"topic\": \"t\" }, { \"topic\": \"t\", \"retainHandling\": 2 } ],\n"
        "  \"reply\": { \"t\" : 20.0, \"id\": \"${requestTime}\" },\n"
        "  \"messages\": [ { \"name\": \"A\", \"payload\": [ 1e3, 1.50 ] } ],\n"
        "  \"connection\": { \"url\": \"mqtts://127.0.0.1:1\", \"keepAlive\" : 60, \"username\": \" u \",\n"
        "    \"connectTimeoutMs\": 86400000, \"reconnect\": { \"initialMs\": 0, \"maxMs\": 86400000, \"jitter\": 0.123 "
        "},\n"
        "    \"tls\": { \"ca\": \" ca.pem\", \"serverName\": \" b \", \"alpn\": [ \"a,b\", \" c\" ] },\n"
        "    \"will\": { \"topic\": \" w \", \"payload\": \"a\\nb " +
        large + "\" } }\n}\n\n";
    const auto given = ProfileFile::parse(text);
    VERIFY_RESULT(given);
    const ProfilePageFixture w(m_broker);
    w.openPage(given->profile);
    QVERIFY(!w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
    w.enter(u"keepAliveBox"_s, 17);
    w.trigger(u"actionSave"_s);
    QFile file(w.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(text).replace("\"keepAlive\" : 60", "\"keepAlive\" : 17"));
}

STANDIN_TEST(TestProfileForm)
#include "tst_profileform.moc"
