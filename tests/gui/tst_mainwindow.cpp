// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/settingsformat.h"
#include "gui/style/colors.h"
#include "gui/widgets/noticebar.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSplitter>
#include <QStandardPaths>
#include <QTableWidget>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The whole window: contents, keys, menus, themes and saved settings.
class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void emptyWindowSaysWhatToDo();
    void viewsAreSwitched();
    void nothingSelectedSaysWhatToDo();
    void layoutComesBack();
    void pageComesBack();
    void findInLogShowsTheLog();
    void helpIsShown();
    void everyMenuEntryHasAKey();
    void themes();
    void shortcutsAreUnique();
    void messagesFollowTheTheme();
    void settingsThatAreNotSavedAreTold();

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

void TestMainWindow::layoutComesBack()
{
    WindowFixture w(m_broker);
    w.trigger(u"actionThemeDark"_s);
    w.trigger(u"actionShowLog"_s);
    w.window->resize(1111, 777);
    auto *splitter = w.find<QSplitter>(u"topSplitter"_s);
    splitter->setSizes({450, 600});
    const QList<int> sizes = splitter->sizes();
    w.restart();
    QVERIFY(w.find<QAction>(u"actionThemeDark"_s)->isChecked());
    QVERIFY(Colors::isDark(w.window->palette()));
    QVERIFY(!w.find<QWidget>(u"LogPane"_s)->isVisible());
    QVERIFY(!w.find<QAction>(u"actionShowLog"_s)->isChecked());
    w.window->resize(1111, 777);
    QTRY_COMPARE(w.find<QSplitter>(u"topSplitter"_s)->sizes(), sizes);
    w.trigger(u"actionShowLog"_s);
    QVERIFY(w.find<QWidget>(u"LogPane"_s)->isVisible());
    w.trigger(u"actionThemeLight"_s);
}

void TestMainWindow::findInLogShowsTheLog()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionShowLog"_s);
    QVERIFY(!w.find<QWidget>(u"LogPane"_s)->isVisible());
    QTest::keyClick(w.window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(w.find<QWidget>(u"LogPane"_s)->isVisible());
    QVERIFY(w.find<QAction>(u"actionShowLog"_s)->isChecked());
    QTRY_VERIFY(w.find<QWidget>(u"textEdit"_s)->hasFocus());
}

void TestMainWindow::viewsAreSwitched()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    QVERIFY(w.find<QWidget>(u"DevicesView"_s)->isVisible());
    QVERIFY(w.find<QWidget>(u"viewSwitch"_s)->isVisible());
    w.trigger(u"actionScenariosView"_s);
    QVERIFY(w.find<QWidget>(u"ScenariosView"_s)->isVisible());
    QVERIFY(!w.find<QWidget>(u"DevicesView"_s)->isVisible());
    w.trigger(u"actionDevicesView"_s);
    QVERIFY(w.find<QWidget>(u"DevicesView"_s)->isVisible());
}

void TestMainWindow::nothingSelectedSaysWhatToDo()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.deviceTable()->clearSelection();
    const auto *view = w.find<QWidget>(u"DevicesView"_s);
    const QList<QLabel *> labels = view->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
        return label->isVisible() && label->text() == u"Choose a device on the left.";
    }));
    QVERIFY(!w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
    w.selectRows({0});
    QVERIFY(w.find<QWidget>(u"pages"_s)->isVisible());
}

void TestMainWindow::helpIsShown()
{
    const WindowFixture w(m_broker);
    {
        const DialogAnswer about([](QWidget &dialog) {
            QVERIFY(static_cast<QMessageBox &>(dialog).text().contains(u"GNU General Public License"));
            static_cast<QDialog &>(dialog).reject();
        });
        w.trigger(u"actionAbout"_s);
        QVERIFY(about.wasAsked());
    }
    QStringList keys;
    const DialogAnswer shortcuts([&keys](QWidget &dialog) {
        const auto *table = dialog.findChild<QTableWidget *>();
        for (int row = 0; row < table->rowCount(); ++row)
            keys.append(table->item(row, 0)->text() + u": "_s + table->item(row, 1)->text());
        static_cast<QDialog &>(dialog).reject();
    });
    w.trigger(u"actionShortcuts"_s);
    QVERIFY(shortcuts.wasAsked());
    for (const QString &key : {u"Publish: Ctrl+1"_s, u"Profile: Ctrl+3"_s, u"Connect: F5"_s, u"New Device: Ctrl+N"_s})
        QVERIFY2(keys.contains(key), qPrintable(key));
}

void TestMainWindow::everyMenuEntryHasAKey()
{
    const WindowFixture w(m_broker);
    for (const auto *menu : w.window->menuBar()->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
        QSet<QChar> used;
        for (const QAction *action : menu->actions()) {
            if (action->isSeparator() || menu->objectName() == u"menuRecent")
                continue;
            const qsizetype at = action->text().indexOf(u'&');
            QVERIFY2(at >= 0, qPrintable(action->text()));
            const QChar key = action->text().at(at + 1).toLower();
            QVERIFY2(!used.contains(key), qPrintable(menu->objectName() + u": "_s + action->text()));
            used.insert(key);
        }
    }
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
    const auto isOfWindow = [](const QAction *action) { return action->shortcutContext() == Qt::WindowShortcut; };
    QHash<QKeySequence, const QAction *> seen;
    for (const auto *action : w.window->findChildren<QAction *>()) {
        if (action->shortcut().isEmpty())
            continue;
        const QAction *other = seen.value(action->shortcut());
        // Two widgets may have the same key for what they contain.
        QVERIFY2(!other || (!isOfWindow(action) && !isOfWindow(other) && action->parent() != other->parent()),
                 qPrintable(u"%1 and %2"_s.arg(other ? other->objectName() : QString(), action->objectName())));
        seen.insert(action->shortcut(), action);
    }
    QVERIFY(seen.size() > 15);
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

void TestMainWindow::pageComesBack()
{
    WindowFixture w(m_broker);
    w.showRules(w.profile(u"gw"_s));
    {
        const DialogAnswer discard(DialogAnswer::pressing(QMessageBox::Discard));
        w.restart();
    }
    w.add(w.profile(u"gw"_s));
    QVERIFY(w.find<QWidget>(u"RulesPage"_s)->isVisible());
}

void TestMainWindow::settingsThatAreNotSavedAreTold()
{
    QSettings settings(u"/proc/standin/settings.json"_s, settingsFormat());
    Engine engine({.workers = 1});
    MainWindow window(engine, settings);
    auto *notice = window.findChild<NoticeBar *>();
    notice->show(u"about something else"_s, NoticeBar::Weight::Serious);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(notice->text(), u"about something else"_s);
    notice->hide(); // as its button does
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(settings.fileName()));
    QVERIFY(notice->text().contains(u"--settings"));
    notice->hide();
    window.findChild<QAction *>(u"actionThemeDark"_s)->trigger();
    QTRY_VERIFY(settings.value(u"theme"_s).toString() == u"dark");
    QVERIFY2(notice->isHidden(), "it was told");
    window.close();
}

STANDIN_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
