// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/newdevicedialog.h"
#include "gui/widgets/messagelabel.h"
#include "support/testprogram.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// The dialog and the devices that it makes.
struct Shown
{
    explicit Shown(const Profile &start = {})
        : dialog(
              start,
              [this](const Profile &profile) -> Result<> {
                  asked.append(profile);
                  if (refusal)
                      return Failure(*refusal);
                  return {};
              },
              nullptr)
    {
        dialog.show();
    }

    template <typename Widget>
    [[nodiscard]] Widget *find(const QString &name) const
    {
        return dialog.findChild<Widget *>(name);
    }

    void type(const QString &field, const QString &text) const
    {
        auto *edit = find<QLineEdit>(field);
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    void create() const { QTest::mouseClick(button(QDialogButtonBox::Ok), Qt::LeftButton); }

    [[nodiscard]] QPushButton *button(QDialogButtonBox::StandardButton which) const
    {
        return find<QDialogButtonBox>(u"buttons"_s)->button(which);
    }

    [[nodiscard]] QString hint() const { return find<QLabel>(u"clientIdHint"_s)->text(); }
    [[nodiscard]] MessageLabel *message() const { return find<MessageLabel>(u"messageLabel"_s); }

    QList<Profile> asked;
    std::optional<Error> refusal;
    NewDeviceDialog dialog;
};

} // namespace

class TestNewDeviceDialog : public QObject
{
    Q_OBJECT

private slots:
    void showsWhereItStarts();
    void makesWhatTheFieldsSay();
    void enterCreates();
    void escapeMakesNothing();
    void hintNamesTheClients_data();
    void hintNamesTheClients();
    void inputIsChecked_data();
    void inputIsChecked();
    void refusalKeepsItOpen();
    void messageGoesWithTheNextKey();
    void passwordIsKept_data();
    void passwordIsKept();
    void passwordIsNotForAnotherBroker();
    void whatHasNoFieldStays();
    void everyFieldHasAKey();
};

void TestNewDeviceDialog::showsWhereItStarts()
{
    Profile start;
    start.name = u"pump"_s;
    start.clientId = u"pump-${index}"_s;
    start.count = 4;
    start.connection.url = QUrl(u"mqtts://broker:8883"_s);
    start.connection.version = MqttVersion::V5_0;
    start.connection.username = u"me"_s;
    const Shown shown(start);
    QCOMPARE(shown.find<QLineEdit>(u"nameEdit"_s)->text(), u"pump"_s);
    QCOMPARE(shown.find<QLineEdit>(u"clientIdEdit"_s)->text(), u"pump-${index}"_s);
    QCOMPARE(shown.find<QSpinBox>(u"countBox"_s)->value(), 4);
    QCOMPARE(shown.find<QLineEdit>(u"urlEdit"_s)->text(), u"mqtts://broker:8883"_s);
    QCOMPARE(shown.find<QComboBox>(u"versionBox"_s)->currentText(), u"5.0"_s);
    QCOMPARE(shown.find<QComboBox>(u"versionBox"_s)->count(), mqttVersionNames().size());
    QCOMPARE(shown.find<QLineEdit>(u"usernameEdit"_s)->text(), u"me"_s);
    QCOMPARE(shown.button(QDialogButtonBox::Ok)->text(), u"Create"_s);
}

void TestNewDeviceDialog::makesWhatTheFieldsSay()
{
    const Shown shown;
    shown.type(u"nameEdit"_s, u" pump "_s);
    shown.type(u"clientIdEdit"_s, u" pump-${index} "_s);
    shown.find<QSpinBox>(u"countBox"_s)->setValue(3);
    shown.type(u"urlEdit"_s, u" ws://127.0.0.1:9001/mqtt "_s);
    shown.find<QComboBox>(u"versionBox"_s)->setCurrentText(u"3.1"_s);
    shown.type(u"usernameEdit"_s, u"user"_s);
    shown.type(u"passwordEdit"_s, u"secret"_s);
    shown.find<QCheckBox>(u"connectNowBox"_s)->setChecked(false);
    shown.create();
    QCOMPARE(shown.dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(shown.asked.size(), 1);
    const Profile &made = shown.asked.first();
    QCOMPARE(made.name, u"pump"_s);
    QCOMPARE(made.clientId, u"pump-${index}"_s);
    QCOMPARE(made.count, 3);
    QCOMPARE(made.connection.url, QUrl(u"ws://127.0.0.1:9001/mqtt"_s));
    QVERIFY(made.connection.version == MqttVersion::V3_1);
    QCOMPARE(made.connection.username, u"user"_s);
    QCOMPARE(made.connection.password.value, u"secret"_s);
    QVERIFY(!shown.dialog.connectsNow());
}

void TestNewDeviceDialog::enterCreates()
{
    const Shown shown;
    QTest::keyClick(shown.find<QLineEdit>(u"nameEdit"_s), Qt::Key_Return);
    QCOMPARE(shown.asked.size(), 1);
    QVERIFY(!shown.dialog.isVisible());
    QVERIFY2(shown.dialog.connectsNow(), "that is what most want");
}

void TestNewDeviceDialog::escapeMakesNothing()
{
    const Shown shown;
    QTest::keyClick(shown.find<QLineEdit>(u"nameEdit"_s), Qt::Key_Escape);
    QCOMPARE(shown.dialog.result(), static_cast<int>(QDialog::Rejected));
    QVERIFY(shown.asked.isEmpty());
}

void TestNewDeviceDialog::hintNamesTheClients_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("hint");
    QTest::newRow("one") << u"gw"_s << 1 << u"Makes gw"_s;
    QTest::newRow("one with its number") << u"gw-${index}"_s << 1 << u"Makes gw-0"_s;
    QTest::newRow("three") << u"gw-${index}"_s << 3 << u"Makes gw-0, gw-1, gw-2"_s;
    QTest::newRow("more") << u"gw-${index}"_s << 4 << u"Makes gw-0, gw-1, gw-2, …"_s;
    QTest::newRow("several of one name") << u"gw"_s << 2
                                         << u"Each device needs a client ID of its own: put ${index} into it."_s;
}

void TestNewDeviceDialog::hintNamesTheClients()
{
    QFETCH(QString, pattern);
    QFETCH(int, count);
    QFETCH(QString, hint);
    const Shown shown;
    shown.find<QSpinBox>(u"countBox"_s)->setValue(count);
    shown.type(u"clientIdEdit"_s, pattern);
    QCOMPARE(shown.hint(), hint);
}

void TestNewDeviceDialog::inputIsChecked_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("no client id") << u"clientIdEdit"_s << QString() << u"/clientId"_s;
    QTest::newRow("unknown template") << u"clientIdEdit"_s << u"gw-${nonsense}"_s << u"/clientId"_s;
    QTest::newRow("unknown scheme") << u"urlEdit"_s << u"gopher://x"_s << u"/connection/url"_s;
    QTest::newRow("no host") << u"urlEdit"_s << u"mqtt://"_s << u"/connection/url"_s;
    QTest::newRow("no URL") << u"urlEdit"_s << QString() << u"/connection/url"_s;
}

void TestNewDeviceDialog::inputIsChecked()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, where);
    const Shown shown;
    shown.type(field, text);
    shown.create();
    QVERIFY(shown.dialog.isVisible());
    QVERIFY2(shown.asked.isEmpty(), "nothing is made of it");
    QCOMPARE(shown.message()->tone(), MessageLabel::Tone::Bad);
    QVERIFY2(shown.message()->text().contains(where), qPrintable(shown.message()->text()));
}

void TestNewDeviceDialog::refusalKeepsItOpen()
{
    Shown shown;
    shown.refusal = Error{ErrorCode::DeviceExists, u"there is a device gw already"_s, u"gw"_s};
    shown.create();
    QVERIFY(shown.dialog.isVisible());
    QCOMPARE(shown.asked.size(), 1);
    QVERIFY(shown.message()->text().contains(u"gw"));
    shown.refusal.reset();
    shown.create();
    QVERIFY(!shown.dialog.isVisible());
    QCOMPARE(shown.asked.size(), 2);
}

void TestNewDeviceDialog::messageGoesWithTheNextKey()
{
    const Shown shown;
    shown.type(u"urlEdit"_s, u"gopher://x"_s);
    shown.create();
    QVERIFY(!shown.message()->text().isEmpty());
    QTest::keyClicks(shown.find<QLineEdit>(u"urlEdit"_s), u"y"_s);
    QVERIFY(shown.message()->text().isEmpty());
}

void TestNewDeviceDialog::passwordIsKept_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<Secret>("kept");
    QTest::newRow("left alone") << QString() << Secret{.value = {}, .env = u"PASSWORD"_s, .file = {}};
    QTest::newRow("typed anew") << u"other"_s << Secret{.value = u"other"_s, .env = {}, .file = {}};
}

void TestNewDeviceDialog::passwordIsKept()
{
    QFETCH(QString, typed);
    QFETCH(Secret, kept);
    Profile start;
    start.connection.password = {.value = {}, .env = u"PASSWORD"_s, .file = {}};
    const Shown shown(start);
    const auto *edit = shown.find<QLineEdit>(u"passwordEdit"_s);
    QVERIFY(edit->text().isEmpty());
    QCOMPARE(edit->placeholderText(), u"As before"_s);
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    shown.type(u"passwordEdit"_s, typed);
    shown.create();
    QVERIFY(shown.asked.first().connection.password == kept);
}

void TestNewDeviceDialog::passwordIsNotForAnotherBroker()
{
    Profile start;
    start.connection.password = {.value = {}, .env = u"PASSWORD"_s, .file = {}};
    const Shown shown(start);
    const auto *edit = shown.find<QLineEdit>(u"passwordEdit"_s);
    const QString url = shown.find<QLineEdit>(u"urlEdit"_s)->text();
    shown.type(u"urlEdit"_s, u"mqtt://other:1883"_s);
    QVERIFY(edit->placeholderText().isEmpty());
    shown.type(u"urlEdit"_s, url);
    QCOMPARE(edit->placeholderText(), u"As before"_s);
    shown.type(u"urlEdit"_s, u"mqtt://other:1883"_s);
    shown.create();
    QVERIFY(!shown.asked.first().connection.password.isSet());
}

void TestNewDeviceDialog::whatHasNoFieldStays()
{
    Profile start;
    start.reply = "{}";
    start.connection.keepAlive = 17;
    start.messages = {{.name = u"m"_s, .payload = "1"}};
    const Shown shown(start);
    shown.create();
    QCOMPARE(shown.asked.first().reply, start.reply);
    QCOMPARE(shown.asked.first().connection.keepAlive, 17);
    QVERIFY(shown.asked.first().messages == start.messages);
}

void TestNewDeviceDialog::everyFieldHasAKey()
{
    const Shown shown;
    for (const auto *label : shown.dialog.findChildren<QLabel *>()) {
        if (label->buddy())
            QVERIFY2(label->text().contains(u'&'), qPrintable(label->text()));
    }
    QSet<const QWidget *> reached;
    for (const auto *label : shown.dialog.findChildren<QLabel *>())
        reached.insert(label->buddy());
    for (const auto *edit : shown.dialog.findChildren<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(reached.contains(edit), qPrintable(edit->objectName()));
}

STANDIN_TEST(TestNewDeviceDialog)
#include "tst_newdevicedialog.moc"
