// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilepagefixture.h"
#include "gui/style/colors.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/secretedit.h"
#include "support/backend.h"
#include "support/mosquitto.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "support/wiretap.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableWidget>
#include <QWheelEvent>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The Profile page of a real window: the fields of a profile, and the effect of changes.
class TestProfilePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void passwordIsNotForAnotherBroker_data();
    void passwordIsNotForAnotherBroker();
    void editIsApplied();
    void offersToReconnect();
    void reconnectAsksForAMissingPassword();
    void nothingToReconnect_data();
    void nothingToReconnect();
    void wrongEditIsNotApplied();
    void draftSurvivesAnotherDevice();
    void saysWhoSharesTheProfile();
    void subscriptionsAreEdited();
    void optionsOfSubscriptionsAreEdited();
    void columnsFollowTheWidth();
    void wheelScrollsTheForm();
    void showsTheVersion_data();
    void showsTheVersion();
    void connectsWithTheChosenVersion_data();
    void connectsWithTheChosenVersion();
    void newDeviceOffersAllVersions();
    void tlsNeedsItsScheme_data();
    void tlsNeedsItsScheme();
    void someFieldsNeedVersion5();
    void warnsWithoutVerification();
    void problemMarksItsField();
    void connectsOverTls_data();
    void connectsOverTls();

private:
    static MessageLabel *message(const WindowFixture &w)
    {
        return w.find<QWidget>(u"ProfilePage"_s)->findChild<MessageLabel *>(u"messageLabel"_s);
    }
    static QAbstractButton *reconnectButton(const WindowFixture &w)
    {
        return w.find<QWidget>(u"ProfilePage"_s)->findChild<QAbstractButton *>(u"reconnectButton"_s);
    }

    LocalBroker m_broker;
};

void TestProfilePage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestProfilePage::passwordIsNotForAnotherBroker_data()
{
    QTest::addColumn<Secret>("password");
    QTest::newRow("typed in") << Secret{.value = u"hunter2"_s, .env = {}, .file = {}};
    QTest::newRow("environment") << Secret{.value = {}, .env = u"HOME"_s, .file = {}};
}

void TestProfilePage::passwordIsNotForAnotherBroker()
{
    QFETCH(Secret, password);
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.password = password;
    w.add(profile);
    w.trigger(u"actionProfilePage"_s);
    auto *url = w.find<QLineEdit>(u"urlEdit"_s);
    url->setText(u"mqtt://127.0.0.1:1"_s);
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Bad);
    QVERIFY2(message(w)->text().contains(u"was given for"), qPrintable(message(w)->text()));
    w.click(u"applyButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.url, m_broker.url());

    auto *edit = w.find<QWidget>(u"passwordEdit"_s)->findChild<QLineEdit *>(u"valueEdit"_s);
    edit->setText(u"OTHER"_s); // entered for the new address
    w.click(u"applyButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.port(), 1);

    url->setText(u"mqtt://127.0.0.1:2"_s);
    w.click(u"applyButton"_s);
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Bad);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.port(), 1);
}

void TestProfilePage::editIsApplied()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(u"actionProfilePage"_s);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(17);
    QCOMPARE(message(w)->text(), u"Not applied yet."_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.keepAlive, 60);
    w.click(u"applyButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.keepAlive, 17);
    QVERIFY(reconnectButton(w)->isVisible());
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Warning);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(18);
    QVERIFY2(!reconnectButton(w)->isVisible(), "it would be for what is not applied");
    w.click(u"revertButton"_s);
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 17);
    QVERIFY(message(w)->text().isEmpty());
}

void TestProfilePage::offersToReconnect()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(u"actionProfilePage"_s);
    w.find<QLineEdit>(u"commandEdit"_s)->setText(u"other/command"_s);
    w.click(u"applyButton"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    QTest::mouseClick(reconnectButton(w), Qt::LeftButton);
    QVERIFY(!reconnectButton(w)->isVisible());
    QVERIFY(message(w)->text().isEmpty());
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/gw/#"_s));
    // The device receives nothing there before it subscribes again, so the command is sent until it is answered.
    const auto answered = [&] {
        backEnd.send(u"other/command"_s, R"({"requestTime":1})", 1);
        return !backEnd.heardOn(u"mqtt/gw/v1/bypass/rsp"_s).isEmpty();
    };
    QTRY_VERIFY(answered());
}

void TestProfilePage::reconnectAsksForAMissingPassword()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(u"actionProfilePage"_s);
    w.find<QLineEdit>(u"usernameEdit"_s)->setText(u"me"_s);
    w.find<SecretEdit>(u"passwordEdit"_s)->findChild<QComboBox *>(u"kindBox"_s)->setCurrentIndex(1); // typed in
    w.click(u"applyButton"_s);
    const DialogAnswer answer(DialogAnswer::entering(u"hunter3"_s));
    QTest::mouseClick(reconnectButton(w), Qt::LeftButton);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.password.value, u"hunter3"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
}

void TestProfilePage::nothingToReconnect_data()
{
    QTest::addColumn<bool>("online");
    QTest::addColumn<QString>("field");
    QTest::newRow("offline") << false << u"reportEdit"_s;
    QTest::newRow("the name is no part of the connection") << true << u"nameEdit"_s;
}

void TestProfilePage::nothingToReconnect()
{
    QFETCH(bool, online);
    QFETCH(QString, field);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    if (online) {
        w.trigger(u"actionConnect"_s);
        QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    }
    w.trigger(u"actionProfilePage"_s);
    w.find<QWidget>(u"ProfilePage"_s)->findChild<QLineEdit *>(field)->setText(u"other"_s);
    w.click(u"applyButton"_s);
    QVERIFY(!reconnectButton(w)->isVisible());
    QCOMPARE(message(w)->text(), u"Applied."_s);
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Good);
}

void TestProfilePage::wrongEditIsNotApplied()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionProfilePage"_s);
    auto *url = w.find<QWidget>(u"ProfilePage"_s)->findChild<QLineEdit *>(u"urlEdit"_s);
    url->selectAll();
    QTest::keyClicks(url, u"gopher://x"_s);
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Bad);
    w.click(u"applyButton"_s);
    QCOMPARE(message(w)->tone(), MessageLabel::Tone::Bad);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->connection.url, m_broker.url());
}

void TestProfilePage::draftSurvivesAnotherDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"a"_s));
    w.add(w.profile(u"b"_s));
    w.selectRows({0});
    w.trigger(u"actionProfilePage"_s);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(5);
    w.selectRows({1});
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 60);
    QVERIFY(!w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
    w.selectRows({0});
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 5);
    QVERIFY(w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
}

void TestProfilePage::saysWhoSharesTheProfile()
{
    ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw-${index}"_s, 3);
    w.openPage(profile);
    QCOMPARE(w.field<QLabel>(u"sharedLabel"_s)->text(), u"Shared by all 3 devices of gw.json."_s);
    QVERIFY(w.field<QLabel>(u"sharedLabel"_s)->isVisible());
    w.enter(u"keepAliveBox"_s, 17);
    w.click(u"applyButton"_s);
    for (const QString &id : w.engine->fleet().ids())
        QCOMPARE(w.engine->fleet().profile(id)->connection.keepAlive, 17);
    w.add(w.profile(u"alone"_s));
    w.selectRows({3});
    QVERIFY(!w.field<QLabel>(u"sharedLabel"_s)->isVisible());
}

void TestProfilePage::subscriptionsAreEdited()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.subscriptions = {{.topic = u"a/#"_s, .qos = 1}};
    w.openPage(profile);
    auto *table = w.field<QTableWidget>(u"subscriptionTable"_s);
    QCOMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 0)->text(), u"a/#"_s);
    QTest::mouseClick(w.field<QAbstractButton>(u"addSubscriptionButton"_s), Qt::LeftButton);
    QCOMPARE(table->rowCount(), 2);
    table->item(1, 0)->setText(u"b/+"_s);
    table->item(1, 1)->setText(u"2"_s);
    w.click(u"applyButton"_s);
    QList<Subscription> wanted = profile.subscriptions;
    wanted.append({.topic = u"b/+"_s, .qos = 2});
    QVERIFY(w.engine->fleet().profile(u"gw"_s)->subscriptions == wanted);
    table->setCurrentCell(0, 0);
    QTest::mouseClick(w.field<QAbstractButton>(u"removeSubscriptionButton"_s), Qt::LeftButton);
    w.click(u"applyButton"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->subscriptions.size(), 1);
    QCOMPARE(w.engine->fleet().profile(u"gw"_s)->subscriptions.first().topic, u"b/+"_s);
}

void TestProfilePage::optionsOfSubscriptionsAreEdited()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = MqttVersion::V5_0;
    profile.subscriptions = {{.topic = u"a/#"_s, .qos = 1}, {.topic = u"b"_s}};
    w.openPage(profile);
    auto *table = w.field<QTableWidget>(u"subscriptionTable"_s);
    table->setCurrentCell(1, 0);
    QVERIFY2(!w.field<QAbstractButton>(u"applyButton"_s)->isEnabled(), "to choose a row is not an edit");
    w.field<QComboBox>(u"subscriptionRetainedBox"_s)->setCurrentIndex(2);
    w.field<QCheckBox>(u"subscriptionNoLocalBox"_s)->click();
    w.field<QCheckBox>(u"subscriptionAsPublishedBox"_s)->click();
    QTest::keyClicks(w.field<QLineEdit>(u"subscriptionPropertiesEdit"_s), u"site=lab; n=1"_s);
    w.click(u"applyButton"_s);
    QList<Subscription> wanted = profile.subscriptions;
    wanted[1].options = {.noLocal = true,
                         .retainAsPublished = true,
                         .retainHandling = 2,
                         .userProperties = {{u"site"_s, u"lab"_s}, {u"n"_s, u"1"_s}}};
    QVERIFY(w.engine->fleet().profile(u"gw"_s)->subscriptions == wanted);
    w.enter(u"versionBox"_s, u"3.1.1"_s);
    QVERIFY(!w.field<QWidget>(u"subscriptionOptions"_s)->isEnabled());
    QVERIFY(!w.field<QWidget>(u"commandPropertiesEdit"_s)->isEnabled());
}

void TestProfilePage::columnsFollowTheWidth()
{
    const ProfilePageFixture w(m_broker);
    w.openPage(w.profile(u"gw"_s));
    const auto *page = w.find<QWidget>(u"ProfilePage"_s);
    const auto *columns = page->findChild<QBoxLayout *>(u"columns"_s);
    w.window->resize(1700, 900);
    QTRY_VERIFY(page->width() >= 740);
    QCOMPARE(columns->direction(), QBoxLayout::LeftToRight);
    w.window->resize(900, 900);
    QTRY_VERIFY(page->width() < 740);
    QTRY_COMPARE(columns->direction(), QBoxLayout::TopToBottom);
}

void TestProfilePage::wheelScrollsTheForm()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionProfilePage"_s);
    auto *box = w.find<QSpinBox>(u"keepAliveBox"_s);
    const auto turn = [box] {
        const QPointF at = box->rect().center();
        QWheelEvent event(at, box->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(box, &event);
    };
    turn();
    QCOMPARE(box->value(), 60);
    box->setFocus();
    turn();
    QCOMPARE(box->value(), 61);
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
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = mqttVersionFromString(version).value();
    w.openPage(profile);
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
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url.setPort(wire.serverPort());
    profile.connection.version = version == u"5.0" ? MqttVersion::V3_1_1 : MqttVersion::V5_0;
    w.openPage(profile);
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
    const ProfilePageFixture w(m_broker);
    const DialogAnswer answer([&](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"urlEdit"_s)->setText(m_broker.url().toString());
        dialog.findChild<QComboBox *>(u"versionBox"_s)->setCurrentText(u"5.0"_s);
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(w.engine->fleet().profile(u"device-0"_s)->connection.version == MqttVersion::V5_0);
    QTRY_COMPARE(w.state(u"device-0"_s), u"online"_s);
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
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(encrypted ? u"mqtt://broker"_s : u"mqtts://broker"_s);
    w.openPage(profile);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), !encrypted);
    auto *edit = w.field<QLineEdit>(u"urlEdit"_s);
    edit->selectAll();
    QTest::keyClicks(edit, url);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), encrypted);
    QCOMPARE(w.find<QLabel>(u"tlsHint"_s)->isVisible(), !encrypted);
    w.click(u"revertButton"_s);
    QCOMPARE(w.find<QWidget>(u"tlsFields"_s)->isEnabled(), !encrypted);
}

void TestProfilePage::someFieldsNeedVersion5()
{
    const ProfilePageFixture w(m_broker);
    w.openPage(w.profile(u"gw"_s));
    const auto *expiry = w.field<QWidget>(u"sessionExpiryBox"_s);
    const auto *delay = w.field<QWidget>(u"willDelayBox"_s);
    QVERIFY(!expiry->isEnabled());
    w.enter(u"versionBox"_s, u"5.0"_s);
    QVERIFY(expiry->isEnabled());
    QVERIFY2(!delay->isEnabled(), "there is no will");
    w.find<QGroupBox>(u"willGroup"_s)->setChecked(true);
    QVERIFY(delay->isEnabled());
    w.enter(u"versionBox"_s, u"3.1.1"_s);
    QVERIFY(!expiry->isEnabled() && !delay->isEnabled());
}

void TestProfilePage::warnsWithoutVerification()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    w.openPage(profile);
    const auto *warning = w.find<QLabel>(u"verifyWarning"_s);
    QVERIFY(w.field<QCheckBox>(u"verifyPeerBox"_s)->isChecked());
    QVERIFY(!warning->isVisible());
    w.enter(u"verifyPeerBox"_s, false);
    QVERIFY(warning->isVisible());
}

void TestProfilePage::problemMarksItsField()
{
    const ProfilePageFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = QUrl(u"mqtts://127.0.0.1"_s);
    w.openPage(profile);
    const auto isMarked = [&](const QString &name) {
        const auto *widget = w.field<QWidget>(name);
        return widget->palette().color(QPalette::Text) == Colors::bad(w.window->palette());
    };
    w.enter(u"certificateEdit/pathEdit"_s, u"gw.pem"_s);
    QVERIFY(!isMarked(u"pkcs12Edit/pathEdit"_s));
    w.enter(u"pkcs12Edit/pathEdit"_s, u"gw.p12"_s);
    QVERIFY(isMarked(u"pkcs12Edit/pathEdit"_s));
    w.enter(u"pkcs12Edit/pathEdit"_s, QString());
    QVERIFY(!isMarked(u"pkcs12Edit/pathEdit"_s));
    w.enter(u"keyEdit/pathEdit"_s, u"${what"_s);
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
    const ProfilePageFixture w(m_broker);
    w.openPage(w.profile(u"gw"_s));
    QString ca = certificates.caFile();
    if (below) {
        ca = w.folder.filePath(u"certs/ca.pem"_s);
        QVERIFY(QDir(w.folder.path()).mkdir(u"certs"_s) && QFile::copy(certificates.caFile(), ca));
    }
    w.enter(u"urlEdit"_s, u"mqtts://127.0.0.1:%1"_s.arg(broker.tlsPort()));
    w.click(u"applyButton"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"failed"_s); // its CA is unknown

    const DialogAnswer answer(DialogAnswer::choosingFile(ca));
    QTest::mouseClick(w.field<QAbstractButton>(u"caEdit/browseButton"_s), Qt::LeftButton);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.field<QLineEdit>(u"caEdit/pathEdit"_s)->text(), below ? u"certs/ca.pem"_s : ca);
    w.click(u"applyButton"_s);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
}

STANDIN_TEST(TestProfilePage)
#include "tst_profilepage.moc"
