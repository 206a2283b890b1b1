// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/statechip.h"
#include "gui/widgets/messagelabel.h"
#include "gui/widgets/payloadeditor.h"
#include "gui/windowfixture.h"
#include "models/journalmodel.h"
#include "profile/profilefile.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QToolButton>
#include <QWheelEvent>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Models;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// What a tester does with the window, done by clicks and keys, against a real broker.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void emptyWindowSaysWhatToDo();
    void samplesComeOnline();
    void newDeviceByDialog();
    void newDeviceTellsWhatIsWrong();
    void connectsByButton();
    void failureIsExplained();
    void offlineModes_data();
    void offlineModes();
    void publishesAndLogs();
    void publishFailureIsTold();
    void publishesFromAllSelected();
    void badJsonIsMarked();
    void savedMessages();
    void presetReply();
    void defaultReply();
    void profileEdit();
    void profileEditIsChecked();
    void draftSurvivesAnotherDevice();
    void opensAndSaves();
    void closingAsks_data();
    void closingAsks();
    void removingAsks();
    void sessionComesBack();
    void deviceFilters();
    void themes();
    void shortcutsAreUnique();
    void wheelScrollsTheForm();
    void chosenTabIsKept();
    void removingUnsavedAsks();
    void duplicateTakesNextId();
    void newDeviceOnLocalBroker();
    void samplesOnlyOnce();
    void severalSelectedAreCounted();
    void topicIsAskedFor();
    void messagesFollowTheTheme();

private:
    LocalBroker m_broker;
};

void TestMainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestMainWindow::emptyWindowSaysWhatToDo()
{
    const WindowFixture w(m_broker);
    const auto *welcome = w.find<QWidget>(u"WelcomePanel"_s);
    QVERIFY(welcome->isVisible());
    QVERIFY(w.find<QWidget>(u"samplesButton"_s)->isVisible());
    for (const QString &name : {u"actionConnect"_s, u"actionOffline"_s, u"actionReconnect"_s, u"actionRemove"_s,
                                u"actionDuplicate"_s, u"actionSave"_s, u"actionSaveAs"_s})
        QVERIFY2(!w.find<QAction>(name)->isEnabled(), qPrintable(name));
    QCOMPARE(w.find<QLabel>(u"onlineLabel"_s)->text(), u"0 of 0 online"_s);
}

void TestMainWindow::samplesComeOnline()
{
    const WindowFixture w(m_broker);
    w.click(u"samplesButton"_s);
    QTRY_COMPARE(w.fleet->totals().online, 2);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Online"_s);
    QVERIFY(!w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
    QVERIFY(w.find<QToolButton>(u"brokerButton"_s)->text().contains(m_broker.url().toString()));
    QVERIFY2(!w.window->isWindowModified(), "samples can be had again, there is nothing to save");
}

void TestMainWindow::newDeviceByDialog()
{
    const WindowFixture w(m_broker);
    const DialogAnswer answer([](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"pump"_s);
        dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->setText(u"pump-${index}"_s);
        dialog.findChild<QSpinBox *>(u"countBox"_s)->setValue(4);
        QVERIFY(dialog.findChild<QLabel *>(u"clientIdHint"_s)->text().contains(u"pump-0, pump-1, pump-2, …"));
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.fleet->ids().size(), 4);
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"pump-0"_s);
    QVERIFY(w.window->isWindowModified());
}

void TestMainWindow::newDeviceTellsWhatIsWrong()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"taken"_s));
    const DialogAnswer answer([](QWidget &dialog) {
        auto *id = dialog.findChild<QLineEdit *>(u"clientIdEdit"_s);
        auto *message = dialog.findChild<QLabel *>(u"messageLabel"_s);
        id->setText(u"taken"_s);
        static_cast<QDialog &>(dialog).accept();
        QVERIFY(message->text().contains(u"already"));
        dialog.findChild<QLineEdit *>(u"urlEdit"_s)->setText(u"gopher://x"_s);
        static_cast<QDialog &>(dialog).accept();
        QVERIFY(message->text().contains(u"/connection/url"));
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.fleet->ids().size(), 1);
}

void TestMainWindow::connectsByButton()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-0"_s);
    w.click(u"connectButton"_s);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Online"_s);
    QCOMPARE(w.state(u"gw-1"_s), u"offline"_s);
    QTRY_COMPARE(w.find<QLabel>(u"onlineLabel"_s)->text(), u"1 of 2 online"_s);
}

void TestMainWindow::failureIsExplained()
{
    WindowFixture w(m_broker);
    Profile nowhere = w.profile(u"lost"_s);
    nowhere.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    w.add(nowhere);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Failed"_s);
    const auto *reason = w.find<QLabel>(u"reasonLabel"_s);
    QVERIFY(reason->isVisible());
    QVERIFY(reason->text().contains(u"Nobody answers"));
    QVERIFY(reason->text().contains(u"Check host and port"));
}

void TestMainWindow::offlineModes_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("chip");
    QTest::newRow("button") << u"actionOffline"_s << u"Offline · clean"_s;
    QTest::newRow("clean") << u"actionOffline-clean"_s << u"Offline · clean"_s;
    QTest::newRow("abrupt") << u"actionOffline-abrupt"_s << u"Offline · abrupt"_s;
    QTest::newRow("reset") << u"actionOffline-reset"_s << u"Offline · reset"_s;
    QTest::newRow("silent") << u"actionOffline-silent"_s << u"Offline · silent"_s;
}

void TestMainWindow::offlineModes()
{
    QFETCH(QString, action);
    QFETCH(QString, chip);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(action);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), chip);
    w.trigger(u"actionReconnect"_s);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Online"_s);
}

void TestMainWindow::publishesAndLogs()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/pub/#"_s));
    w.add(w.profile(u"pub"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"pub"_s), u"online"_s);

    auto *editor = w.find<PayloadEditor>(u"editor"_s);
    QCOMPARE(w.find<QLabel>(u"resolvedLabel"_s)->text(), u"→ mqtt/pub/v1/req"_s);
    editor->setPayload(R"({"id": "${clientId}"})");
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/pub/v1/req"_s).size(), 1);
    QVERIFY(backEnd.heard().first().payload.contains("\"pub\""));
    const auto *result = w.find<MessageLabel>(u"resultLabel"_s);
    QTRY_VERIFY(result->text().startsWith(u"Acknowledged by the broker"));
    QCOMPARE(result->tone(), MessageLabel::Tone::Good);
    QTRY_VERIFY(w.logColumn(JournalModel::TopicColumn).contains(u"mqtt/pub/v1/req"_s));
}

void TestMainWindow::publishFailureIsTold()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"asleep"_s));
    w.click(u"sendButton"_s);
    const auto *result = w.find<MessageLabel>(u"resultLabel"_s);
    QTRY_COMPARE(result->tone(), MessageLabel::Tone::Bad);
    QVERIFY(result->text().contains(u"Connect it first"));
}

void TestMainWindow::publishesFromAllSelected()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/+/v1/req"_s));
    w.add(w.profile(u"many-${index}"_s, 3));
    QVERIFY(!w.find<QWidget>(u"sendToSelectedButton"_s)->isVisible());
    w.selectRows({0, 2});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.fleet->totals().online, 2);
    w.click(u"sendToSelectedButton"_s);
    QTRY_COMPARE(backEnd.heard().size(), 2);
    QTRY_VERIFY(w.find<QLabel>(u"resultLabel"_s)->text().startsWith(u"2 messages acknowledged"));
}

void TestMainWindow::badJsonIsMarked()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    auto *editor = w.find<PayloadEditor>(u"editor"_s);
    editor->setPayload("{\n  \"a\": x\n}");
    const auto *problem = w.find<MessageLabel>(u"problemLabel"_s);
    QVERIFY(problem->text().startsWith(u"Line 2, column 8"));
    QVERIFY(!w.find<QAbstractButton>(u"formatButton"_s)->isEnabled());
    editor->setPayload("hello");
    QCOMPARE(problem->tone(), MessageLabel::Tone::Quiet);
    editor->setPayload("{\"a\":1}");
    QVERIFY(problem->text().isEmpty());
    w.click(u"formatButton"_s);
    QCOMPARE(editor->payload(), QByteArray("{\n  \"a\": 1\n}"));
}

void TestMainWindow::savedMessages()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/saver/#"_s));
    w.add(w.profile(u"saver"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"saver"_s), u"online"_s);
    w.find<PayloadEditor>(u"editor"_s)->setPayload("{\"door\":\"open\"}");
    const DialogAnswer answer(DialogAnswer::entering(u"Door opened"_s));
    w.click(u"saveMessageButton"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.fleet->profile(u"saver"_s)->messages.value(0).name, u"Door opened"_s);
    QVERIFY(w.window->isWindowModified());

    w.find<PayloadEditor>(u"editor"_s)->setPayload("{}");
    auto *bar = w.find<QWidget>(u"savedMessages"_s);
    auto *button = bar->findChild<QToolButton *>();
    QCOMPARE(button->text(), u"Door opened"_s);
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(10, 10));
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/saver/v1/req"_s).value(0), QByteArray("{\"door\":\"open\"}"));
    QCOMPARE(w.find<PayloadEditor>(u"editor"_s)->payload(), QByteArray("{}"));

    button->menu()->actions().last()->trigger();
    QVERIFY(w.fleet->profile(u"saver"_s)->messages.isEmpty());
}

void TestMainWindow::presetReply()
{
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"mqtt/preset/#"_s));
    w.add(w.profile(u"preset"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"preset"_s), u"online"_s);
    w.trigger(u"actionRepliesPage"_s);
    w.find<PayloadEditor>(u"presetEditor"_s)->setPayload(R"({"code":7,"requestTime":"${requestTime}"})");
    w.click(u"addPresetButton"_s);
    const auto *queue = w.find<QListWidget>(u"presetList"_s);
    QTRY_COMPARE(queue->count(), 1);
    backEnd.send(u"mqtt/preset/v1/bypass"_s, R"({"requestTime":99})", 1);
    QTRY_COMPARE(backEnd.heardOn(u"mqtt/preset/v1/bypass/rsp"_s).value(0),
                 QByteArray(R"({"code":7,"requestTime":99})"));
    QTRY_COMPARE(queue->count(), 0);

    w.click(u"addPresetButton"_s);
    QTRY_COMPARE(queue->count(), 1);
    w.click(u"clearPresetsButton"_s);
    QTRY_COMPARE(queue->count(), 0);
}

void TestMainWindow::defaultReply()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    w.trigger(u"actionRepliesPage"_s);
    auto *editor = w.find<PayloadEditor>(u"defaultEditor"_s);
    editor->setPayload(R"({"code":1})");
    QVERIFY(w.window->isWindowModified());
    w.click(u"revertDefaultButton"_s);
    QVERIFY(!w.window->isWindowModified());
    editor->setPayload(R"({"code":2})");
    w.click(u"applyDefaultButton"_s);
    QCOMPARE(w.fleet->profile(u"gw-1"_s)->reply, Profile().reply);
    QCOMPARE(w.fleet->profile(u"gw-0"_s)->reply, QByteArray(R"({"code":2})"));
    QVERIFY(!w.find<QAbstractButton>(u"applyDefaultButton"_s)->isEnabled());
}

void TestMainWindow::profileEdit()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(u"actionProfilePage"_s);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(17);
    QCOMPARE(w.fleet->profile(u"gw"_s)->connection.keepAlive, 60);
    w.click(u"applyButton"_s);
    QCOMPARE(w.fleet->profile(u"gw"_s)->connection.keepAlive, 17);
    QVERIFY2(w.find<QWidget>(u"reconnectButton"_s) != nullptr, "the page offers to reconnect");
    QVERIFY(w.find<QWidget>(u"ProfilePage"_s)->findChild<QWidget *>(u"reconnectButton"_s)->isVisible());
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(18);
    w.click(u"revertButton"_s);
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 17);
}

void TestMainWindow::profileEditIsChecked()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionProfilePage"_s);
    auto *page = w.find<QWidget>(u"ProfilePage"_s);
    auto *url = page->findChild<QLineEdit *>(u"urlEdit"_s);
    url->selectAll();
    QTest::keyClicks(url, u"gopher://x"_s);
    const auto *message = page->findChild<MessageLabel *>(u"messageLabel"_s);
    QCOMPARE(message->tone(), MessageLabel::Tone::Bad);
    w.click(u"applyButton"_s);
    QCOMPARE(message->tone(), MessageLabel::Tone::Bad);
    QCOMPARE(w.fleet->profile(u"gw"_s)->connection.url, m_broker.url());
}

void TestMainWindow::draftSurvivesAnotherDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"a"_s));
    w.add(w.profile(u"b"_s));
    w.selectRows({0});
    w.trigger(u"actionProfilePage"_s);
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(5);
    w.selectRows({1});
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 60);
    w.selectRows({0});
    QCOMPARE(w.find<QSpinBox>(u"keepAliveBox"_s)->value(), 5);
    QVERIFY(w.find<QAbstractButton>(u"applyButton"_s)->isEnabled());
}

void TestMainWindow::opensAndSaves()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"pumps.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"pump-${index}"_s, 3), path));
    VERIFY_RESULT(w.window->openProfile(path));
    QCOMPARE(w.fleet->ids().size(), 3);
    QVERIFY(w.window->windowTitle().startsWith(u"pumps.json"));
    QVERIFY(!w.find<QAction>(u"actionSave"_s)->isEnabled());

    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    w.trigger(u"actionSave"_s);
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, 33);
    QVERIFY(!w.window->isWindowModified());

    const QString other = w.folder.filePath(u"other.json"_s);
    const DialogAnswer answer(DialogAnswer::choosingFile(other));
    w.trigger(u"actionSaveAs"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(QFile::exists(other));
    QVERIFY(w.window->windowTitle().startsWith(u"other.json"));
    QCOMPARE(w.find<QMenu>(u"menuRecent"_s)->actions().first()->text(), u"other.json"_s);

    const auto missing = w.window->openProfile(w.folder.filePath(u"missing.json"_s));
    QVERIFY(!missing && missing.error().code == ErrorCode::FileNotReadable);
}

void TestMainWindow::closingAsks_data()
{
    QTest::addColumn<QMessageBox::StandardButton>("button");
    QTest::addColumn<bool>("closed");
    QTest::newRow("cancel") << QMessageBox::Cancel << false;
    QTest::newRow("discard") << QMessageBox::Discard << true;
    QTest::newRow("save") << QMessageBox::Save << true;
}

void TestMainWindow::closingAsks()
{
    QFETCH(QMessageBox::StandardButton, button);
    QFETCH(bool, closed);
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"pump.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"pump"_s), path));
    VERIFY_RESULT(w.window->openProfile(path));
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    const DialogAnswer answer(DialogAnswer::pressing(button));
    QCOMPARE(w.window->close(), closed);
    QVERIFY(answer.wasAsked());
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, button == QMessageBox::Save ? 33 : 60);
}

void TestMainWindow::removingAsks()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.selectRows({0, 1});
    {
        const DialogAnswer no(DialogAnswer::pressing(QMessageBox::Cancel));
        w.trigger(u"actionRemove"_s);
        QVERIFY(no.wasAsked());
        QCOMPARE(w.fleet->ids().size(), 3);
    }
    const DialogAnswer yes(DialogAnswer::pressing(u"Remove"_s));
    w.trigger(u"actionRemove"_s);
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 1);
    QCOMPARE(w.fleet->ids(), QStringList{u"gw-2"_s});
    w.selectRows({0});
    w.trigger(u"actionRemove"_s);
    QTRY_VERIFY(w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
}

void TestMainWindow::sessionComesBack()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"pump.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"pump"_s), path));
    VERIFY_RESULT(w.window->openProfile(path));
    w.trigger(u"actionThemeDark"_s);
    w.trigger(u"actionShowLog"_s);
    w.restart();
    w.window->openLastFiles();
    QCOMPARE(w.fleet->ids(), QStringList{u"pump"_s});
    QVERIFY(w.find<QAction>(u"actionThemeDark"_s)->isChecked());
    QVERIFY(!w.find<QWidget>(u"LogPane"_s)->isVisible());

    QVERIFY(QFile::remove(path));
    w.restart();
    w.window->openLastFiles();
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->text().contains(u"pump.json"));
}

void TestMainWindow::deviceFilters()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 12));
    w.trigger(u"actionFindDevice"_s);
    QTest::keyClicks(w.find<QLineEdit>(u"filterEdit"_s), u"gw-1"_s);
    QCOMPARE(w.deviceTable()->model()->rowCount(), 3);
    QCOMPARE(w.find<QWidget>(u"DeviceListPane"_s)->findChild<QLabel *>(u"countLabel"_s)->text(),
             u"Devices: 3 of 12 shown"_s);
    w.find<QLineEdit>(u"filterEdit"_s)->clear();
    w.selectRows({4});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw-4"_s), u"online"_s);
    w.find<QComboBox>(u"stateBox"_s)->setCurrentIndex(1);
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 1);
}

void TestMainWindow::themes()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionThemeDark"_s);
    QTRY_VERIFY(w.window->palette().color(QPalette::Window).lightness() < 80);
    w.trigger(u"actionThemeLight"_s);
    QTRY_VERIFY(w.window->palette().color(QPalette::Window).lightness() > 200);
}

void TestMainWindow::shortcutsAreUnique()
{
    const WindowFixture w(m_broker);
    QHash<QKeySequence, QString> seen;
    for (const auto *action : w.window->findChildren<QAction *>()) {
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!seen.contains(action->shortcut()),
                 qPrintable(u"%1 and %2"_s.arg(seen.value(action->shortcut()), action->objectName())));
        seen.insert(action->shortcut(), action->objectName());
    }
    QVERIFY(seen.size() > 15);
}

void TestMainWindow::wheelScrollsTheForm()
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

void TestMainWindow::chosenTabIsKept()
{
    WindowFixture w(m_broker);
    for (const QByteArray payload : {"{}", "text", "[1]"})
        w.journal.append({.device = u"a"_s, .event = EntryEvent::MessageReceived, .topic = u"t"_s, .payload = payload});
    QTRY_COMPARE(w.logTable()->model()->rowCount(), 3);
    auto *tabs = w.find<QTabWidget>(u"tabs"_s);
    const auto shown = [&](int row) {
        w.logTable()->selectRow(row);
        return tabs->currentWidget()->objectName();
    };
    QCOMPARE(shown(0), u"prettyTab"_s);
    QCOMPARE(shown(1), u"rawTab"_s);
    QCOMPARE(shown(2), u"prettyTab"_s);
    tabs->setCurrentIndex(2);
    QCOMPARE(shown(0), u"hexTab"_s);
}

void TestMainWindow::removingUnsavedAsks()
{
    const WindowFixture w(m_broker);
    const DialogAnswer create([](QWidget &dialog) {
        dialog.findChild<QAbstractButton *>(u"connectNowBox"_s)->setChecked(false);
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(w.find<QAction>(u"actionSave"_s)->isEnabled());
    const DialogAnswer answer([](QWidget &dialog) {
        QVERIFY(static_cast<QMessageBox &>(dialog).text().contains(u"device-0"));
        DialogAnswer::pressing(u"Remove without saving"_s)(dialog);
    });
    w.trigger(u"actionRemove"_s);
    QVERIFY(answer.wasAsked());
    QTRY_VERIFY(w.fleet->ids().isEmpty());
    QVERIFY(w.window->close());
}

void TestMainWindow::duplicateTakesNextId()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-08"_s));
    w.add(w.profile(u"gw-09"_s));
    w.selectRows({0});
    const DialogAnswer answer([](QWidget &dialog) {
        QCOMPARE(dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->text(), u"gw-10"_s);
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionDuplicate"_s);
    QVERIFY(answer.wasAsked());
}

void TestMainWindow::newDeviceOnLocalBroker()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartBroker"_s);
    const DialogAnswer answer([](QWidget &dialog) { static_cast<QDialog &>(dialog).accept(); });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.state(u"device-0"_s), u"online"_s);
}

void TestMainWindow::samplesOnlyOnce()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartSamples"_s);
    QVERIFY(!w.find<QAction>(u"actionStartSamples"_s)->isEnabled());
    for (const QString &id : w.fleet->ids())
        w.fleet->perform(id, Order::Remove());
    QTRY_VERIFY(w.find<QAction>(u"actionStartSamples"_s)->isEnabled());
}

void TestMainWindow::severalSelectedAreCounted()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    QVERIFY(!w.find<QWidget>(u"selectedLabel"_s)->isVisible());
    w.selectRows({0, 2});
    QCOMPARE(w.find<QLabel>(u"selectedLabel"_s)->text(), u"2 selected"_s);
    QCOMPARE(w.find<QWidget>(u"DeviceListPane"_s)->findChild<QLabel *>(u"countLabel"_s)->text(),
             u"Devices: 3 · 2 selected"_s);
}

void TestMainWindow::topicIsAskedFor()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const auto *result = w.find<QLabel>(u"resultLabel"_s);
    w.find<QComboBox>(u"topicBox"_s)->clearEditText();
    w.click(u"sendButton"_s);
    QVERIFY(result->text().contains(u"topic"));
    w.find<QComboBox>(u"topicBox"_s)->setEditText(u"a"_s);
    QVERIFY(result->text().isEmpty());
}

void TestMainWindow::messagesFollowTheTheme()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionThemeLight"_s);
    const auto *label = w.find<QLabel>(u"resultLabel"_s);
    const QColor before = label->palette().color(QPalette::WindowText);
    w.trigger(u"actionThemeDark"_s);
    QTRY_VERIFY(label->palette().color(QPalette::WindowText) != before);
}

STANDIN_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
