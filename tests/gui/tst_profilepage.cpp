// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/profileform.h"
#include "gui/style/colors.h"
#include "gui/windowfixture.h"
#include "profile/profilefile.h"
#include "support/mosquitto.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "support/wiretap.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QGroupBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMetaProperty>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
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

/// The Profile page of a real window: what it shows of a profile, and what becomes of what is set there.
class TestProfilePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void showsTheVersion_data();
    void showsTheVersion();
    void connectsWithTheChosenVersion_data();
    void connectsWithTheChosenVersion();
    void newDeviceOffersAllVersions();
    void fieldIsSaved_data();
    void fieldIsSaved();
    void secretIsSaved_data();
    void secretIsSaved();
    void typedSecretStaysInMemory_data();
    void typedSecretStaysInMemory();
    void showsWhatTheFileSays();
    void keepsWhatHasNoField();
    void tlsNeedsItsScheme_data();
    void tlsNeedsItsScheme();
    void someFieldsNeedVersion5();
    void warnsWithoutVerification();
    void problemMarksItsField();
    void connectsOverTls_data();
    void connectsOverTls();

private:
    /// Shows the page of the only device of this profile, which is opened from a file.
    void open(const WindowFixture &w, const Profile &profile) const;
    static QString fileOf(const WindowFixture &w) { return w.folder.filePath(u"gw.json"_s); }
    /// A field of the page, or one in it: "caEdit/pathEdit".
    template <typename Widget>
    static Widget *field(const WindowFixture &w, const QString &name);
    static void enter(const WindowFixture &w, const QString &name, const QVariant &value);

    LocalBroker m_broker;
};

void TestProfilePage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestProfilePage::open(const WindowFixture &w, const Profile &profile) const
{
    VERIFY_RESULT(ProfileFile::save(profile, fileOf(w)));
    VERIFY_RESULT(w.window->openProfile(fileOf(w)));
    w.trigger(u"actionProfilePage"_s);
    QVERIFY(w.find<QWidget>(u"ProfilePage"_s)->isVisible());
}

template <typename Widget>
Widget *TestProfilePage::field(const WindowFixture &w, const QString &name)
{
    auto *found = w.find<QWidget>(u"ProfilePage"_s);
    for (const QString &part : name.split(u'/'))
        found = found ? found->findChild<QWidget *>(part) : nullptr;
    return qobject_cast<Widget *>(found);
}

void TestProfilePage::enter(const WindowFixture &w, const QString &name, const QVariant &value)
{
    auto *widget = field<QWidget>(w, name);
    QVERIFY2(widget, qPrintable(name));
    QVERIFY2(widget->isEnabled(), qPrintable(name));
    QVERIFY(widget->metaObject()->userProperty().write(widget, value));
}

void TestProfilePage::showsTheVersion_data()
{
    QTest::addColumn<QString>("version");
    for (const QString &version : mqttVersionNames())
        QTest::addRow("%s", qPrintable(version)) << version;
}

void TestProfilePage::showsTheVersion()
{
    QFETCH(QString, version);
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = mqttVersionFromString(version).value();
    open(w, profile);
    QCOMPARE(w.find<QComboBox>(u"versionBox"_s)->currentText(), version);
    QVERIFY(!w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
    QVERIFY(!w.window->isWindowModified());
}

void TestProfilePage::connectsWithTheChosenVersion_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<int>("level"); // as it stands in the CONNECT packet
    QTest::newRow("3.1") << u"3.1"_s << 3;
    QTest::newRow("3.1.1") << u"3.1.1"_s << 4;
    QTest::newRow("5.0") << u"5.0"_s << 5;
}

void TestProfilePage::connectsWithTheChosenVersion()
{
    QFETCH(QString, version);
    QFETCH(int, level);
    Wiretap wire(m_broker.port());
    QVERIFY(wire.start());
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url.setPort(wire.serverPort());
    profile.connection.version = version == u"5.0" ? MqttVersion::V3_1_1 : MqttVersion::V5_0;
    open(w, profile);
    w.find<QComboBox>(u"versionBox"_s)->setCurrentText(version);
    w.click(u"applyButton"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    const QByteArray protocol = level == 3 ? "MQIsdp" : "MQTT";
    const qsizetype at = wire.sent().indexOf(protocol);
    QVERIFY(at > 0);
    QCOMPARE(wire.sent().at(at + protocol.size()), static_cast<char>(level));
}

void TestProfilePage::newDeviceOffersAllVersions()
{
    const WindowFixture w(m_broker);
    const DialogAnswer answer([&](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"urlEdit"_s)->setText(m_broker.url().toString());
        dialog.findChild<QComboBox *>(u"versionBox"_s)->setCurrentText(u"5.0"_s);
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(w.fleet->profile(u"device-0"_s)->connection.version == MqttVersion::V5_0);
    QTRY_COMPARE(w.state(u"device-0"_s), u"online"_s);
}

void TestProfilePage::fieldIsSaved_data()
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
    row("willDelayBox", 30.0, "connection/will/delaySeconds", 30);
    row("reportEdit", u"r"_s, "topics/report", u"r"_s);
    row("commandEdit", u"c"_s, "topics/command", u"c"_s);
    row("replyEdit", u"a"_s, "topics/reply", u"a"_s);
}

void TestProfilePage::fieldIsSaved()
{
    QFETCH(QString, name);
    QFETCH(QVariant, entered);
    QFETCH(QString, path);
    QFETCH(QJsonValue, saved);
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    profile.connection.version = MqttVersion::V5_0;
    profile.connection.will = Will{.topic = u"will"_s, .payload = {}};
    open(w, profile);
    QVERIFY(valueIn(fileOf(w), path) != saved);
    enter(w, name, entered);
    w.trigger(u"actionSave"_s);
    QCOMPARE(valueIn(fileOf(w), path), saved);
    QVERIFY(!w.window->isWindowModified());
}

void TestProfilePage::secretIsSaved_data()
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
        row("typed in", 1, QJsonValue::Undefined);
        row("environment", 2, QJsonObject{{u"env"_s, u"it"_s}});
        row("file", 3, QJsonObject{{u"file"_s, u"it"_s}});
    }
}

void TestProfilePage::secretIsSaved()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    QFETCH(int, kind);
    QFETCH(QJsonValue, saved);
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    profile.connection.password.env = u"BEFORE"_s;
    profile.connection.tls.keyPassword.env = u"BEFORE"_s;
    open(w, profile);
    QCOMPARE(field<QLineEdit>(w, name + u"/valueEdit"_s)->text(), u"BEFORE"_s);
    field<QComboBox>(w, name + u"/kindBox"_s)->setCurrentIndex(kind);
    if (kind != 0)
        enter(w, name + u"/valueEdit"_s, u"it"_s);
    w.trigger(u"actionSave"_s);
    QCOMPARE(valueIn(fileOf(w), path), saved);
}

void TestProfilePage::typedSecretStaysInMemory_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("password") << u"passwordEdit"_s;
    QTest::newRow("key password") << u"keyPasswordEdit"_s;
}

void TestProfilePage::typedSecretStaysInMemory()
{
    QFETCH(QString, name);
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    open(w, profile);
    field<QComboBox>(w, name + u"/kindBox"_s)->setCurrentIndex(1);
    enter(w, name + u"/valueEdit"_s, u"open sesame"_s);
    w.trigger(u"actionSave"_s);
    QFile file(fileOf(w));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("open sesame"));

    w.add(w.profile(u"other"_s));
    w.selectRows({1});
    w.selectRows({0});
    QCOMPARE(field<QLineEdit>(w, name + u"/valueEdit"_s)->text(), QString());
    QCOMPARE(field<QLineEdit>(w, name + u"/valueEdit"_s)->placeholderText(), u"Unchanged"_s);
    enter(w, u"keepAliveBox"_s, 17);
    w.click(u"applyButton"_s);
    const Connection connection = w.fleet->profile(u"gw"_s)->connection;
    QCOMPARE(connection.keepAlive, 17);
    QCOMPARE(connection.password.value + connection.tls.keyPassword.value, u"open sesame"_s);
}

void TestProfilePage::showsWhatTheFileSays()
{
    const WindowFixture w(m_broker);
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
    open(w, profile);
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
    };
    for (const auto &[name, value] : shown) {
        const auto *widget = field<QWidget>(w, name);
        QVERIFY2(widget, qPrintable(name));
        QCOMPARE(widget->metaObject()->userProperty().read(widget), value);
    }
    enter(w, u"keepAliveBox"_s, 17);
    w.click(u"applyButton"_s);
    connection.keepAlive = 17;
    QVERIFY(w.fleet->profile(u"gw"_s)->connection == connection);
}

void TestProfilePage::keepsWhatHasNoField()
{
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.headers = {{u"Authorization"_s, {}, {.value = {}, .env = u"TOKEN"_s, .file = {}}}};
    profile.connection.proxy = {.url = QUrl(u"socks5://127.0.0.1:1080"_s), .username = u"me"_s, .password = {}};
    open(w, profile);
    const auto *hint = field<QLabel>(w, u"connectionHint"_s);
    QVERIFY(hint->isVisible());
    QVERIFY(hint->text().contains(u"socks5://127.0.0.1:1080") && hint->text().contains(u"Authorization"));
    enter(w, u"keepAliveBox"_s, 17);
    w.trigger(u"actionSave"_s);
    const auto loaded = ProfileFile::load(fileOf(w));
    VERIFY_RESULT(loaded);
    QCOMPARE(loaded->profile.connection.keepAlive, 17);
    QVERIFY(loaded->profile.connection.headers == profile.connection.headers);
    QVERIFY(loaded->profile.connection.proxy == profile.connection.proxy);
}

void TestProfilePage::tlsNeedsItsScheme_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("encrypted");
    QTest::newRow("mqtt") << u"mqtt://broker"_s << false;
    QTest::newRow("mqtts") << u"mqtts://broker"_s << true;
    QTest::newRow("upper case") << u"MQTTS://broker"_s << true;
    QTest::newRow("ws") << u"ws://broker"_s << false;
    QTest::newRow("wss") << u"wss://broker/mqtt"_s << true;
    QTest::newRow("half typed") << u"mqtts"_s << false;
}

void TestProfilePage::tlsNeedsItsScheme()
{
    QFETCH(QString, url);
    QFETCH(bool, encrypted);
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(encrypted ? u"mqtt://broker"_s : u"mqtts://broker"_s);
    open(w, profile);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), !encrypted);
    auto *edit = field<QLineEdit>(w, u"urlEdit"_s);
    edit->selectAll();
    QTest::keyClicks(edit, url);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), encrypted);
    QCOMPARE(w.find<QLabel>(u"tlsHint"_s)->isVisible(), !encrypted);
    w.click(u"revertButton"_s);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), !encrypted);
}

void TestProfilePage::someFieldsNeedVersion5()
{
    const WindowFixture w(m_broker);
    open(w, w.profile(u"gw"_s));
    const auto *expiry = field<QWidget>(w, u"sessionExpiryBox"_s);
    const auto *delay = field<QWidget>(w, u"willDelayBox"_s);
    QVERIFY(!expiry->isEnabled());
    enter(w, u"versionBox"_s, u"5.0"_s);
    QVERIFY(expiry->isEnabled());
    QVERIFY2(!delay->isEnabled(), "there is no will");
    w.find<QGroupBox>(u"willGroup"_s)->setChecked(true);
    QVERIFY(delay->isEnabled());
    enter(w, u"versionBox"_s, u"3.1.1"_s);
    QVERIFY(!expiry->isEnabled() && !delay->isEnabled());
}

void TestProfilePage::warnsWithoutVerification()
{
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    open(w, profile);
    const auto *warning = w.find<QLabel>(u"verifyWarning"_s);
    QVERIFY(field<QCheckBox>(w, u"verifyPeerBox"_s)->isChecked());
    QVERIFY(!warning->isVisible());
    enter(w, u"verifyPeerBox"_s, false);
    QVERIFY(warning->isVisible());
}

void TestProfilePage::problemMarksItsField()
{
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    open(w, profile);
    const auto isMarked = [&](const QString &name) {
        const auto *widget = field<QWidget>(w, name);
        return widget->palette().color(QPalette::Text) == Colors::bad(w.window->palette());
    };
    enter(w, u"certificateEdit/pathEdit"_s, u"gw.pem"_s);
    QVERIFY(!isMarked(u"pkcs12Edit/pathEdit"_s));
    enter(w, u"pkcs12Edit/pathEdit"_s, u"gw.p12"_s);
    QVERIFY(isMarked(u"pkcs12Edit/pathEdit"_s));
    enter(w, u"pkcs12Edit/pathEdit"_s, QString());
    QVERIFY(!isMarked(u"pkcs12Edit/pathEdit"_s));
    enter(w, u"keyEdit/pathEdit"_s, u"${what"_s);
    QVERIFY(isMarked(u"keyEdit/pathEdit"_s));
    QVERIFY(!isMarked(u"keyPasswordEdit/valueEdit"_s));
}

void TestProfilePage::connectsOverTls_data()
{
    QTest::addColumn<bool>("below");
    QTest::newRow("CA below the profile's folder") << true;
    QTest::newRow("CA elsewhere") << false;
}

void TestProfilePage::connectsOverTls()
{
    QFETCH(bool, below);
    Certificates certificates;
    Mosquitto broker;
    QVERIFY2(broker.start({.tls = Mosquitto::Tls{certificates.server(), certificates.caFile()}}),
             qPrintable(broker.errorText()));
    const WindowFixture w(m_broker);
    open(w, w.profile(u"gw"_s));
    QString ca = certificates.caFile();
    if (below) {
        ca = w.folder.filePath(u"certs/ca.pem"_s);
        QVERIFY(QDir(w.folder.path()).mkdir(u"certs"_s) && QFile::copy(certificates.caFile(), ca));
    }
    enter(w, u"urlEdit"_s, u"mqtts://127.0.0.1:%1"_s.arg(broker.tlsPort()));
    w.click(u"applyButton"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"failed"_s); // nobody knows its CA

    const DialogAnswer answer(DialogAnswer::choosingFile(ca));
    QTest::mouseClick(field<QAbstractButton>(w, u"caEdit/browseButton"_s), Qt::LeftButton);
    QVERIFY(answer.wasAsked());
    QCOMPARE(field<QLineEdit>(w, u"caEdit/pathEdit"_s)->text(), below ? u"certs/ca.pem"_s : ca);
    w.click(u"applyButton"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
}

STANDIN_TEST(TestProfilePage)
#include "tst_profilepage.moc"
