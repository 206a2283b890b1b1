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
    void takenIdIsTold();
    void cancelledDialogMakesNothing();
    void duplicateTakesTheNextId_data();
    void duplicateTakesTheNextId();
    void duplicateHasTheSameProfile();
    void duplicateOfAGoneDeviceIsTold();
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

void TestDeviceFlow::takenIdIsTold()
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
        QCOMPARE(dialog.findChild<QSpinBox *>(u"countBox"_s)->value(), 1);
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

void TestDeviceFlow::duplicateOfAGoneDeviceIsTold()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    auto *duplicate = w.find<QAction>(u"actionDuplicate"_s);
    auto removal = w.engine->fleet().perform(u"gw"_s, Order::Remove()); // as somebody does by REST
    removal.waitForFinished();                                          // the window has not seen it yet
    duplicate->trigger();
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->text().contains(u"gw"));
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
    VERIFY_RESULT(w.window->openProfile(path));
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
