// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/devicepane.h"
#include "gui/devices/statechip.h"
#include "gui/pages/devicepages.h"
#include "gui/style/colors.h"
#include "gui/widgets/messagelabel.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QStandardPaths>
#include <QTabWidget>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The header and the tabs of the current device, in a real window.
class TestDevicePane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void pagesComeFromTheList();
    void everyPageHasATabAndAnAction();
    void actionsAreInTheViewMenu();
    void pageIsShownByItsKeys();
    void tabsAreWalkedByKeys();
    void pagesNeedADevice();
    void pageStaysWithAnotherDevice();
    void headerShowsTheCurrentDevice();
    void headerCountsTheSelected();
    void headerMarksUnsavedChanges();
    void failureIsExplained();
    void lostConnectionIsExplained();
    void wholeErrorIsShown();
    void errorOfOldSettingsIsMarked();
    void currentDeviceIsTheOneClickedLast();

private:
    static QTabWidget *tabs(const WindowFixture &w) { return w.find<QTabWidget>(u"pages"_s); }
    static QString shownPage(const WindowFixture &w) { return tabs(w)->currentWidget()->objectName(); }

    LocalBroker m_broker;
};

void TestDevicePane::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestDevicePane::pagesComeFromTheList()
{
    const WindowFixture w(m_broker);
    ProfileDocuments documents(w.engine->fleet());
    const auto pages = makeDevicePages({w.engine->fleet(), documents, [](const QStringList &) {}});
    QCOMPARE(tabs(w)->count(), static_cast<int>(pages.size()));
    for (int i = 0; i < tabs(w)->count(); ++i) {
        QCOMPARE(tabs(w)->widget(i)->objectName(), pages.at(static_cast<size_t>(i))->objectName());
        QVERIFY(qobject_cast<DevicePage *>(tabs(w)->widget(i)));
    }
}

void TestDevicePane::everyPageHasATabAndAnAction()
{
    const WindowFixture w(m_broker);
    QSet<QString> texts;
    for (int i = 0; i < tabs(w)->count(); ++i) {
        const auto *page = qobject_cast<DevicePage *>(tabs(w)->widget(i));
        QCOMPARE(tabs(w)->tabText(i), page->text().remove(u'&'));
        QVERIFY(!tabs(w)->tabIcon(i).isNull());
        const auto *action = w.find<QAction>(u"action"_s + page->objectName());
        QVERIFY2(action, qPrintable(page->objectName()));
        QCOMPARE(action->text(), page->text());
        QVERIFY2(page->text().count(u'&') == 1, "the menu is for the keyboard too");
        QCOMPARE(action->shortcut(), QKeySequence(u"Ctrl+%1"_s.arg(i + 1)));
        texts.insert(page->text());
    }
    QCOMPARE(texts.size(), tabs(w)->count());
}

void TestDevicePane::actionsAreInTheViewMenu()
{
    const WindowFixture w(m_broker);
    const QList<QAction *> entries = w.find<QMenu>(u"menuView"_s)->actions();
    QStringList names;
    for (const QAction *entry : entries.first(tabs(w)->count() + 4))
        names.append(entry->isSeparator() ? u"-"_s : entry->objectName());
    QCOMPARE(names, QStringList({u"actionDevicesView"_s, u"actionScenariosView"_s, u"actionPublishPage"_s,
                                 u"actionRulesPage"_s, u"actionProfilePage"_s, u"actionRecord"_s, u"-"_s}));
}

void TestDevicePane::pageIsShownByItsKeys()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    QCOMPARE(shownPage(w), u"PublishPage"_s);
    w.deviceTable()->setFocus();
    QTest::keyClick(w.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(shownPage(w), u"ProfilePage"_s);
    QTest::keyClick(w.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(shownPage(w), u"RulesPage"_s);
    QTest::keyClick(w.window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(shownPage(w), u"PublishPage"_s);
    QVERIFY(w.find<QWidget>(u"PublishPage"_s)->isVisible());
    QVERIFY(!w.find<QWidget>(u"ProfilePage"_s)->isVisible());
}

void TestDevicePane::tabsAreWalkedByKeys()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    tabs(w)->tabBar()->setFocus();
    QTest::keyClick(tabs(w)->tabBar(), Qt::Key_Right);
    QCOMPARE(shownPage(w), u"RulesPage"_s);
    QTest::keyClick(tabs(w)->tabBar(), Qt::Key_Left);
    QCOMPARE(shownPage(w), u"PublishPage"_s);
}

void TestDevicePane::pagesNeedADevice()
{
    WindowFixture w(m_broker);
    const QStringList names{u"actionPublishPage"_s, u"actionRulesPage"_s, u"actionProfilePage"_s};
    for (const QString &name : names)
        QVERIFY2(!w.find<QAction>(name)->isEnabled(), qPrintable(name));
    w.add(w.profile(u"gw"_s));
    for (const QString &name : names)
        QVERIFY2(w.find<QAction>(name)->isEnabled(), qPrintable(name));
    w.deviceTable()->clearSelection();
    QVERIFY(!tabs(w)->isVisible());
    for (const QString &name : names)
        QVERIFY2(!w.find<QAction>(name)->isEnabled(), qPrintable(name));
}

void TestDevicePane::pageStaysWithAnotherDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    w.trigger(u"actionProfilePage"_s);
    w.selectRows({1});
    QCOMPARE(shownPage(w), u"ProfilePage"_s);
    QCOMPARE(w.find<QLabel>(u"clientIdText"_s)->text(), u"gw-1"_s);
}

void TestDevicePane::headerShowsTheCurrentDevice()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-0"_s);
    QCOMPARE(w.find<QLabel>(u"brokerLabel"_s)->text(), u"127.0.0.1:%1"_s.arg(m_broker.port()));
    QCOMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Offline"_s);
    QCOMPARE(w.find<QWidget>(u"stateChip"_s)->accessibleName(), u"Offline"_s);
    QCOMPARE(w.find<QLabel>(u"profileLabel"_s)->text(), u"kind"_s);
    QVERIFY(w.find<QLabel>(u"reasonLabel"_s)->text().isEmpty());
    w.selectRows({1});
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-1"_s);
}

void TestDevicePane::headerCountsTheSelected()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    QVERIFY(!w.find<QWidget>(u"selectedLabel"_s)->isVisible());
    w.selectRows({0, 2});
    QCOMPARE(w.find<QLabel>(u"selectedLabel"_s)->text(), u"2 selected"_s);
    QVERIFY(w.find<QWidget>(u"selectedLabel"_s)->isVisible());
    w.selectRows({1});
    QVERIFY(!w.find<QWidget>(u"selectedLabel"_s)->isVisible());
}

void TestDevicePane::headerMarksUnsavedChanges()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    const auto *label = w.find<QLabel>(u"profileLabel"_s);
    QCOMPARE(label->text(), u"kind"_s);
    w.trigger(u"actionProfilePage"_s);
    w.find<QAbstractButton>(u"cleanStartBox"_s)->click();
    QCOMPARE(label->text(), u"kind *"_s);
    QVERIFY(label->toolTip().contains(u"not saved"));
    w.find<QAbstractButton>(u"cleanStartBox"_s)->click();
    QCOMPARE(label->text(), u"kind"_s);
}

void TestDevicePane::failureIsExplained()
{
    WindowFixture w(m_broker);
    Profile nowhere = w.profile(u"lost"_s);
    nowhere.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    w.add(nowhere);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Failed"_s);
    const auto *reason = w.find<MessageLabel>(u"reasonLabel"_s);
    QVERIFY(reason->isVisible());
    QVERIFY(reason->text().contains(u"No program listens"));
    QVERIFY(reason->text().contains(u"Check host and port"));
    QCOMPARE(reason->tone(), MessageLabel::Tone::Bad);
}

void TestDevicePane::lostConnectionIsExplained()
{
    WindowFixture w(m_broker);
    LocalBroker own;
    VERIFY_RESULT(own.start());
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = own.url();
    w.add(profile);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    own.kill();
    QTRY_VERIFY(w.find<StateChip>(u"stateChip"_s)->text().startsWith(u"Reconnecting"));
    const auto *reason = w.find<MessageLabel>(u"reasonLabel"_s);
    QTRY_VERIFY(reason->text().endsWith(u"The device tries again automatically."));
    QCOMPARE(reason->tone(), MessageLabel::Tone::Warning);
    w.trigger(u"actionOffline"_s);
    QTRY_VERIFY(reason->text().isEmpty());
}

void TestDevicePane::wholeErrorIsShown()
{
    WindowFixture w(m_broker);
    Profile nowhere = w.profile(u"lost"_s);
    nowhere.connection.url = QUrl(u"mqtts://localhost:%1"_s.arg(m_broker.port()));
    nowhere.connection.tls.ca = w.folder.filePath(QString(u"a long name "_s).repeated(14) + u".pem"_s);
    w.add(nowhere);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"lost"_s), u"failed"_s);
    const auto *reason = w.find<MessageLabel>(u"reasonLabel"_s);
    QTRY_VERIFY(!reason->text().isEmpty());
    QTRY_VERIFY2(reason->height() > 2 * reason->fontMetrics().height(), "it takes several lines");
    QTRY_VERIFY(reason->height() >= reason->heightForWidth(reason->width()));
    QTRY_VERIFY(reason->visibleRegion().boundingRect().height() == reason->height());
}

void TestDevicePane::errorOfOldSettingsIsMarked()
{
    WindowFixture w(m_broker);
    Profile nowhere = w.profile(u"lost"_s);
    nowhere.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    w.add(nowhere);
    w.trigger(u"actionConnect"_s);
    const auto *reason = w.find<MessageLabel>(u"reasonLabel"_s);
    QTRY_COMPARE(reason->tone(), MessageLabel::Tone::Bad);
    const QString before = reason->text();
    Profile other = nowhere;
    other.connection.url = QUrl(u"mqtt://127.0.0.1:2"_s);
    VERIFY_RESULT(w.engine->fleet().setProfile(u"lost"_s, other));
    QTRY_COMPARE(reason->tone(), MessageLabel::Tone::Quiet);
    QVERIFY(reason->text().contains(u"previous settings") && reason->text().endsWith(before));
    VERIFY_RESULT(w.engine->fleet().setProfile(u"lost"_s, nowhere));
    QTRY_COMPARE(reason->text(), before);
    VERIFY_RESULT(w.engine->fleet().setProfile(u"lost"_s, other));
    w.trigger(u"actionConnect"_s);
    QTRY_VERIFY(reason->text() != before && reason->tone() == MessageLabel::Tone::Bad);
}

void TestDevicePane::currentDeviceIsTheOneClickedLast()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.selectRows({2, 0});
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-0"_s);
    w.selectRows({0, 1, 2});
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-2"_s);
}

STANDIN_TEST(TestDevicePane)
#include "tst_devicepane.moc"
