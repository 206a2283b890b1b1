// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/profilefile.h"
#include "gui/profileform.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/wiretap.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStandardPaths>

using namespace Standin;
using namespace Qt::StringLiterals;

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

private:
    /// A window that shows the page of the only device of this profile, which was opened from a file.
    void open(const WindowFixture &w, const Profile &profile) const;

    LocalBroker m_broker;
};

void TestProfilePage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestProfilePage::open(const WindowFixture &w, const Profile &profile) const
{
    const QString path = w.folder.filePath(u"gw.json"_s);
    VERIFY_RESULT(ProfileFile::save(profile, path));
    VERIFY_RESULT(w.window->openProfile(path));
    w.trigger(u"actionProfilePage"_s);
    QVERIFY(w.find<QWidget>(u"ProfilePage"_s)->isVisible());
}

void TestProfilePage::showsTheVersion_data()
{
    QTest::addColumn<QString>("version");
    for (const QString &version : ProfileForm::versions())
        QTest::addRow("%s", qPrintable(version)) << version;
}

void TestProfilePage::showsTheVersion()
{
    QFETCH(QString, version);
    const WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = version;
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
    profile.connection.version = version == u"5.0" ? u"3.1.1"_s : u"5.0"_s;
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
    QCOMPARE(w.fleet->profile(u"device-0"_s)->connection.version, u"5.0"_s);
    QTRY_COMPARE(w.state(u"device-0"_s), u"online"_s);
}

QTEST_MAIN(TestProfilePage)
#include "tst_profilepage.moc"
