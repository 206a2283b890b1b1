// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windowfixture.h"
#include "profile/profilefile.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// New, duplicated and removed devices in a real window, with the dialogs on the way.
class TestDeviceFlow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void makesDevicesByDialog();
    void newDeviceIsConnected();
    void newDeviceTakesAFreeId();
    void newDeviceIsOnTheLocalBroker();
    void takenIdIsReported();
    void cancelledDialogMakesNothing();
    void duplicateTakesTheNextId_data();
    void duplicateTakesTheNextId();
    void duplicateHasTheSameProfile();
    void duplicateOfAGoneDeviceIsReported();
    void savedDuplicateIsThereAfterARestart();
    void takenIdOfADuplicateIsReported();
    void renamedIsThereAfterARestart();
    void renamedOnlineConnectsAgain();
    void removedIsGoneAfterARestart();
    void passwordIsAskedForOnConnect();
    void cancelledPasswordConnectsNothing();
    void newDeviceIsOnTheBrokerUsedLast();
    void newDeviceIsOnTheBrokerOfTheOthers();
    void plainRemovalAsksNothing();
    void removingSeveralAsks();
    void removingOnlineAsks();
    void removingUnsavedAsks_data();
    void removingUnsavedAsks();
    void removesMany();

private:
    static DialogAnswer::Deal creating(const QString &clientId, bool connectsNow = false)
    {
        return [=](QWidget &dialog) {
            dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->setText(clientId);
            dialog.findChild<QAbstractButton *>(u"connectNowBox"_s)->setChecked(connectsNow);
            static_cast<QDialog &>(dialog).accept();
        };
    }
    static DialogAnswer::Deal cancelling(QString &clientId)
    {
        return [&clientId](QWidget &dialog) {
            clientId = dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->text();
            static_cast<QDialog &>(dialog).reject();
        };
    }
    static QString message(const QWidget &dialog)
    {
        const auto &box = static_cast<const QMessageBox &>(dialog);
        return box.text() + u'\n' + box.informativeText();
    }

    LocalBroker m_broker;
};

void TestDeviceFlow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestDeviceFlow::makesDevicesByDialog()
{
    const WindowFixture w(m_broker);
    const DialogAnswer answer([](QWidget &dialog) {
        dialog.findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"pump"_s);
        dialog.findChild<QSpinBox *>(u"countBox"_s)->setValue(4);
        creating(u"pump-${index}"_s)(dialog);
    });
    QTest::keyClick(w.window.get(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().ids(), QStringList({u"pump-0"_s, u"pump-1"_s, u"pump-2"_s, u"pump-3"_s}));
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"pump-0"_s);
    QVERIFY(w.window->isWindowModified());
    QCOMPARE(w.state(u"pump-0"_s), u"offline"_s);
}

void TestDeviceFlow::newDeviceIsConnected()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartBroker"_s);
    const DialogAnswer answer(creating(u"gw"_s, true));
    w.click(u"newButton"_s);
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
}

void TestDeviceFlow::newDeviceTakesAFreeId()
{
    WindowFixture w(m_broker);
    QString offered;
    {
        const DialogAnswer answer(cancelling(offered));
        w.trigger(u"actionNewDevice"_s);
        QCOMPARE(offered, u"device-${index}"_s);
    }
    w.add(w.profile(u"device-0"_s));
    w.add(w.profile(u"device-1"_s));
    const DialogAnswer answer(cancelling(offered));
    w.trigger(u"actionNewDevice"_s);
    QCOMPARE(offered, u"device-2"_s);
}

void TestDeviceFlow::newDeviceIsOnTheLocalBroker()
{
    const WindowFixture w(m_broker);
    QString url;
    const auto look = [&url](QWidget &dialog) {
        url = dialog.findChild<QLineEdit *>(u"urlEdit"_s)->text();
        static_cast<QDialog &>(dialog).reject();
    };
    {
        const DialogAnswer answer(look);
        w.trigger(u"actionNewDevice"_s);
        QCOMPARE(url, Profile().connection.url.toString());
    }
    w.trigger(u"actionStartBroker"_s);
    const DialogAnswer answer(look);
    w.trigger(u"actionNewDevice"_s);
    QCOMPARE(url, w.engine->broker().url().toString());
}

void TestDeviceFlow::takenIdIsReported()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"taken"_s));
    const DialogAnswer answer([](QWidget &dialog) {
        const auto *message = dialog.findChild<QLabel *>(u"messageLabel"_s);
        creating(u"taken"_s)(dialog);
        QVERIFY(message->text().contains(u"already"));
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().ids().size(), 1);
}

void TestDeviceFlow::cancelledDialogMakesNothing()
{
    const WindowFixture w(m_broker);
    QString offered;
    const DialogAnswer answer(cancelling(offered));
    w.trigger(u"actionNewDevice"_s);
    QVERIFY(answer.wasAsked());
    QVERIFY(w.engine->fleet().ids().isEmpty());
    QVERIFY(!w.window->isWindowModified());
}

void TestDeviceFlow::duplicateTakesTheNextId_data()
{
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("next");
    QTest::newRow("number") << QStringList{u"gw-3"_s} << u"gw-4"_s;
    QTest::newRow("no number") << QStringList{u"pump"_s} << u"pump-2"_s;
    QTest::newRow("leading zeros") << QStringList{u"gw-08"_s, u"gw-09"_s} << u"gw-10"_s;
    QTest::newRow("the next is taken") << QStringList{u"a1"_s, u"a2"_s, u"a3"_s} << u"a4"_s;
    QTest::newRow("number alone") << QStringList{u"9"_s} << u"10"_s;
}

void TestDeviceFlow::duplicateTakesTheNextId()
{
    QFETCH(QStringList, ids);
    QFETCH(QString, next);
    WindowFixture w(m_broker);
    for (const QString &id : ids)
        w.add(w.profile(id));
    w.selectRows({0});
    QString offered;
    const DialogAnswer answer(cancelling(offered));
    w.trigger(u"actionDuplicate"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(offered, next);
}

void TestDeviceFlow::duplicateHasTheSameProfile()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw-${index}"_s, 2);
    profile.connection.keepAlive = 17;
    profile.reply = "{}";
    w.add(profile);
    w.selectRows({0});
    const DialogAnswer answer([](QWidget &dialog) {
        dialog.findChild<QAbstractButton *>(u"connectNowBox"_s)->setChecked(false);
        static_cast<QDialog &>(dialog).accept();
    });
    w.trigger(u"actionDuplicate"_s);
    const auto copy = w.engine->fleet().profile(u"gw-2"_s);
    VERIFY_RESULT(copy);
    QCOMPARE(copy->connection.keepAlive, 17);
    QCOMPARE(copy->reply, QByteArray("{}"));
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-2"_s);
}

void TestDeviceFlow::duplicateOfAGoneDeviceIsReported()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    auto *duplicate = w.find<QAction>(u"actionDuplicate"_s);
    auto removal = w.engine->fleet().perform(u"gw"_s, Order::Remove()); // as by REST
    removal.waitForFinished();                                          // the window has not refreshed yet
    duplicate->trigger();
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->text().contains(u"gw"));
}

void TestDeviceFlow::savedDuplicateIsThereAfterARestart()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"fleet.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"gw-${index}"_s, 6), path));
    VERIFY_RESULT(w.window->openFile(path));
    w.selectRows({2});
    {
        const DialogAnswer answer([](QWidget &dialog) {
            QCOMPARE(dialog.findChild<QLineEdit *>(u"clientIdEdit"_s)->text(), u"gw-6"_s);
            QVERIFY(dialog.findChild<QLabel *>(u"explanationLabel"_s)->text().contains(u"fleet.json"));
            creating(u"gw-6"_s)(dialog);
        });
        w.trigger(u"actionDuplicate"_s);
    }
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-6"_s);
    QVERIFY(w.window->isWindowModified());
    w.trigger(u"actionSave"_s); // no dialog: it is the same file
    QVERIFY(!w.window->isWindowModified());
    w.restart();
    w.window->openLastFiles();
    QCOMPARE(w.engine->fleet().ids().size(), 7);
    QCOMPARE(w.engine->fleet().ids().last(), u"gw-6"_s);
}

void TestDeviceFlow::takenIdOfADuplicateIsReported()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"a"_s));
    const DialogAnswer answer([](QWidget &dialog) {
        creating(u"a"_s)(dialog);
        QVERIFY(dialog.findChild<QLabel *>(u"messageLabel"_s)->text().contains(u"already"));
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionDuplicate"_s);
    QVERIFY(answer.wasAsked());
    QCOMPARE(w.engine->fleet().ids().size(), 1);
}

void TestDeviceFlow::renamedIsThereAfterARestart()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"fleet.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"gw-${index}"_s, 3), path));
    VERIFY_RESULT(w.window->openFile(path));
    w.selectRows({1});
    const DialogAnswer answer(creating(u"north"_s));
    w.deviceTable()->setFocus();
    QTest::keyClick(w.deviceTable(), Qt::Key_F2);
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.engine->fleet().ids(), QStringList({u"gw-0"_s, u"gw-2"_s, u"north"_s}));
    QTRY_COMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"north"_s);
    w.trigger(u"actionSave"_s);
    w.restart();
    w.window->openLastFiles();
    QCOMPARE(w.engine->fleet().ids(), QStringList({u"gw-0"_s, u"north"_s, u"gw-2"_s}));
}

void TestDeviceFlow::renamedOnlineConnectsAgain()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"before"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"before"_s), u"online"_s);
    const DialogAnswer answer(creating(u"after"_s));
    w.trigger(u"actionRename"_s);
    QTRY_COMPARE(w.state(u"after"_s), u"online"_s);
    QVERIFY(!w.engine->fleet().contains(u"before"_s));
}

void TestDeviceFlow::removedIsGoneAfterARestart()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"fleet.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"gw-${index}"_s, 3), path));
    VERIFY_RESULT(w.window->openFile(path));
    w.selectRows({1});
    const DialogAnswer answer(DialogAnswer::pressing(u"Save and remove"_s));
    w.trigger(u"actionRemove"_s);
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.engine->fleet().ids().size(), 2);
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 2);
    w.restart();
    w.window->openLastFiles();
    QCOMPARE(w.engine->fleet().ids(), QStringList({u"gw-0"_s, u"gw-2"_s}));
}

void TestDeviceFlow::passwordIsAskedForOnConnect()
{
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"fleet.json"_s);
    Profile profile = w.profile(u"gw-${index}"_s, 2);
    profile.connection.username = u"me"_s;
    profile.connection.password.value = u"hunter2"_s;
    VERIFY_RESULT(ProfileFile::save(profile, path));
    VERIFY_RESULT(w.window->openFile(path));
    w.deviceTable()->selectAll();
    {
        const DialogAnswer answer(DialogAnswer::entering(u"hunter3"_s));
        w.trigger(u"actionConnect"_s);
        QVERIFY(answer.wasAsked());
    }
    QTRY_COMPARE(w.state(u"gw-0"_s), u"online"_s);
    QTRY_COMPARE(w.state(u"gw-1"_s), u"online"_s);
    QCOMPARE(w.engine->fleet().profile(u"gw-1"_s)->connection.password.value, u"hunter3"_s);
    QVERIFY(!w.window->isWindowModified());
    w.trigger(u"actionReconnect"_s); // no further question
    QTRY_COMPARE(w.state(u"gw-0"_s), u"online"_s);
}

void TestDeviceFlow::cancelledPasswordConnectsNothing()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.password.ask = true;
    w.add(profile);
    Profile other = w.profile(u"other"_s);
    w.add(other);
    w.deviceTable()->selectAll();
    const DialogAnswer answer([](QWidget &dialog) { static_cast<QDialog &>(dialog).reject(); });
    w.trigger(u"actionConnect"_s);
    QVERIFY(answer.wasAsked());
    QTRY_COMPARE(w.state(u"other"_s), u"online"_s);
    QCOMPARE(w.state(u"gw"_s), u"offline"_s);
}

void TestDeviceFlow::newDeviceIsOnTheBrokerUsedLast()
{
    WindowFixture w(m_broker);
    QString url;
    const auto offered = [&] {
        const DialogAnswer answer([&url](QWidget &dialog) {
            url = dialog.findChild<QLineEdit *>(u"urlEdit"_s)->text();
            static_cast<QDialog &>(dialog).reject();
        });
        w.trigger(u"actionNewDevice"_s);
        return url;
    };
    {
        const DialogAnswer answer([](QWidget &dialog) {
            dialog.findChild<QLineEdit *>(u"urlEdit"_s)->setText(u"mqtt://broker.lab:1884"_s);
            creating(u"gw"_s)(dialog);
        });
        w.trigger(u"actionNewDevice"_s);
    }
    QCOMPARE(offered(), u"mqtt://broker.lab:1884"_s);
    w.trigger(u"actionStartBroker"_s);
    QCOMPARE(offered(), w.engine->broker().url().toString());
    w.trigger(u"actionStopBroker"_s);
    QCOMPARE(offered(), u"mqtt://broker.lab:1884"_s);

    // A device that connects uses its broker, too.
    w.add(w.profile(u"second"_s));
    w.selectRows({1});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"second"_s), u"online"_s);
    QCOMPARE(offered(), m_broker.url().toString());
    {
        const DialogAnswer discard(DialogAnswer::pressing(QMessageBox::Discard));
        w.restart();
    }
    QCOMPARE(offered(), m_broker.url().toString());
}

void TestDeviceFlow::newDeviceIsOnTheBrokerOfTheOthers()
{
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"rest"_s);
    profile.connection.url = QUrl(u"mqtt://broker.lab:1884"_s);
    VERIFY_RESULT(w.engine->fleet().addDevice(u"rest"_s, profile));
    QString url;
    const DialogAnswer answer([&url](QWidget &dialog) {
        url = dialog.findChild<QLineEdit *>(u"urlEdit"_s)->text();
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionNewDevice"_s);
    QCOMPARE(url, u"mqtt://broker.lab:1884"_s);
}

void TestDeviceFlow::plainRemovalAsksNothing()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionRemove"_s);
    QTRY_VERIFY(w.engine->fleet().ids().isEmpty());
    QTRY_VERIFY(w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
    QVERIFY(!w.find<QAction>(u"actionSaveAs"_s)->isEnabled());
}

void TestDeviceFlow::removingSeveralAsks()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.selectRows({0, 1});
    {
        const DialogAnswer no([](QWidget &dialog) {
            QVERIFY(message(dialog).contains(u"Remove 2 devices?"));
            DialogAnswer::pressing(QMessageBox::Cancel)(dialog);
        });
        w.trigger(u"actionRemove"_s);
        QVERIFY(no.wasAsked());
        QCOMPARE(w.engine->fleet().ids().size(), 3);
    }
    const DialogAnswer yes(DialogAnswer::pressing(u"Remove"_s));
    w.trigger(u"actionRemove"_s);
    QTRY_COMPARE(w.deviceTable()->model()->rowCount(), 1);
    QCOMPARE(w.engine->fleet().ids(), QStringList{u"gw-2"_s});
}

void TestDeviceFlow::removingOnlineAsks()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    const DialogAnswer answer([](QWidget &dialog) {
        QVERIFY(message(dialog).contains(u"taken offline cleanly first"));
        DialogAnswer::pressing(u"Remove"_s)(dialog);
    });
    w.trigger(u"actionRemove"_s);
    QVERIFY(answer.wasAsked());
    QTRY_VERIFY(w.engine->fleet().ids().isEmpty());
}

void TestDeviceFlow::removingUnsavedAsks_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("removed");
    QTest::addColumn<bool>("saved");
    QTest::newRow("cancel") << u"Cancel"_s << false << false;
    QTest::newRow("remove without saving") << u"Remove without saving"_s << true << false;
    QTest::newRow("save and remove") << u"Save and remove"_s << true << true;
}

void TestDeviceFlow::removingUnsavedAsks()
{
    QFETCH(QString, button);
    QFETCH(bool, removed);
    QFETCH(bool, saved);
    WindowFixture w(m_broker);
    const QString path = w.folder.filePath(u"pump.json"_s);
    VERIFY_RESULT(ProfileFile::save(w.profile(u"pump"_s), path));
    VERIFY_RESULT(w.window->openFile(path));
    w.find<QSpinBox>(u"keepAliveBox"_s)->setValue(33);
    const DialogAnswer answer([&](QWidget &dialog) {
        QVERIFY(message(dialog).contains(u"pump.json"));
        DialogAnswer::pressing(button)(dialog);
    });
    w.trigger(u"actionRemove"_s);
    QVERIFY(answer.wasAsked());
    if (removed)
        QTRY_VERIFY(w.engine->fleet().ids().isEmpty());
    else
        QCOMPARE(w.engine->fleet().ids().size(), 1);
    QCOMPARE(ProfileFile::load(path)->profile.connection.keepAlive, saved ? 33 : 60);
    if (removed)
        QVERIFY2(w.window->close(), "there is nothing left to ask about");
}

void TestDeviceFlow::removesMany()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 600));
    w.deviceTable()->selectAll();
    const DialogAnswer answer(DialogAnswer::pressing(u"Remove"_s));
    w.trigger(u"actionRemove"_s);
    QTRY_VERIFY_WITH_TIMEOUT(w.engine->fleet().ids().isEmpty(), 20'000);
    QTRY_VERIFY(w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
}

STANDIN_TEST(TestDeviceFlow)
#include "tst_deviceflow.moc"
