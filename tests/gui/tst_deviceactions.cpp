// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/statechip.h"
#include "gui/windowfixture.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QStandardPaths>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The buttons, keys and menu entries that connect devices and take them offline, against a real broker.
class TestDeviceActions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void needsASelection();
    void connectsByButton();
    void connectsByKey();
    void offlineModes_data();
    void offlineModes();
    void willIsSent_data();
    void willIsSent();
    void reconnectsByKey();
    void actsOnAllSelected();
    void actsOnMany();
    void menuExplainsTheModes();

private:
    static QString chip(const WindowFixture &w) { return w.find<StateChip>(u"stateChip"_s)->text(); }

    LocalBroker m_broker;
};

void TestDeviceActions::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestDeviceActions::needsASelection()
{
    WindowFixture w(m_broker);
    const QStringList names{u"actionConnect"_s,           u"actionOffline"_s,   u"actionOffline-clean"_s,
                            u"actionOffline-with-will"_s, u"actionReconnect"_s, u"actionRemove"_s};
    for (const QString &name : names)
        QVERIFY2(!w.find<QAction>(name)->isEnabled(), qPrintable(name));
    w.add(w.profile(u"gw-${index}"_s, 2));
    for (const QString &name : names)
        QVERIFY2(w.find<QAction>(name)->isEnabled(), qPrintable(name));
    QVERIFY(w.find<QAction>(u"actionDuplicate"_s)->isEnabled());
    w.selectRows({0, 1});
    QVERIFY2(!w.find<QAction>(u"actionDuplicate"_s)->isEnabled(), "one device is duplicated, not several");
    w.deviceTable()->clearSelection();
    for (const QString &name : names)
        QVERIFY2(!w.find<QAction>(name)->isEnabled(), qPrintable(name));
}

void TestDeviceActions::connectsByButton()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 2));
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"gw-0"_s);
    w.click(u"connectButton"_s);
    QTRY_COMPARE(chip(w), u"Online"_s);
    QCOMPARE(w.state(u"gw-1"_s), u"offline"_s);
    QTRY_COMPARE(w.find<QLabel>(u"onlineLabel"_s)->text(), u"1 of 2 online"_s);
    w.click(u"reconnectButton"_s);
    QTRY_COMPARE(chip(w), u"Online"_s);
}

void TestDeviceActions::connectsByKey()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    QTest::keyClick(w.window.get(), Qt::Key_F5);
    QTRY_COMPARE(chip(w), u"Online"_s);
    QTest::keyClick(w.window.get(), Qt::Key_F6);
    QTRY_COMPARE(chip(w), u"Offline · clean"_s);
}

void TestDeviceActions::offlineModes_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("shown");
    QTest::newRow("button") << u"actionOffline"_s << u"Offline · clean"_s;
    QTest::newRow("clean") << u"actionOffline-clean"_s << u"Offline · clean"_s;
    QTest::newRow("abrupt") << u"actionOffline-abrupt"_s << u"Offline · abrupt"_s;
    QTest::newRow("reset") << u"actionOffline-reset"_s << u"Offline · reset"_s;
    QTest::newRow("silent") << u"actionOffline-silent"_s << u"Offline · silent"_s;
}

void TestDeviceActions::offlineModes()
{
    QFETCH(QString, action);
    QFETCH(QString, shown);
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(action);
    QTRY_COMPARE(chip(w), shown);
    w.trigger(u"actionReconnect"_s);
    QTRY_COMPARE(chip(w), u"Online"_s);
}

void TestDeviceActions::willIsSent_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("sent");
    QTest::newRow("clean") << u"5.0"_s << u"actionOffline-clean"_s << false;
    QTest::newRow("with will") << u"5.0"_s << u"actionOffline-with-will"_s << true;
    QTest::newRow("with will, 3.1.1") << u"3.1.1"_s << u"actionOffline-with-will"_s << true;
    QTest::newRow("abrupt") << u"3.1.1"_s << u"actionOffline-abrupt"_s << true;
    QTest::newRow("reset") << u"3.1.1"_s << u"actionOffline-reset"_s << true;
}

void TestDeviceActions::willIsSent()
{
    QFETCH(QString, version);
    QFETCH(QString, action);
    QFETCH(bool, sent);
    WindowFixture w(m_broker);
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"will/#"_s));
    Profile profile = w.profile(u"gw"_s);
    profile.connection.version = mqttVersionFromString(version).value();
    profile.connection.will = Will{.topic = u"will/${clientId}"_s, .payload = "gone"};
    w.add(profile);
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    w.trigger(action);
    QTRY_COMPARE(w.state(u"gw"_s), u"offline"_s);
    if (sent) {
        QTRY_COMPARE(backEnd.heardOn(u"will/gw"_s), QList<QByteArray>{"gone"});
        return;
    }
    w.trigger(u"actionConnect"_s); // the broker has processed the end of the session before this one begins
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    backEnd.send(u"will/end"_s, "end");
    QTRY_COMPARE(backEnd.heardOn(u"will/end"_s).size(), 1);
    QVERIFY(backEnd.heardOn(u"will/gw"_s).isEmpty());
}

void TestDeviceActions::reconnectsByKey()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw"_s));
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
    const auto connections = [&] {
        const auto states = w.engine->journal().read({}).entries;
        return std::count_if(states.cbegin(), states.cend(), [](const EntryPtr &entry) {
            return entry->event == EntryEvent::StateChanged && entry->device == u"gw"_s;
        });
    };
    const auto before = connections();
    QTest::keyClick(w.window.get(), Qt::Key_F7);
    QTRY_VERIFY(connections() > before);
    QTRY_COMPARE(w.state(u"gw"_s), u"online"_s);
}

void TestDeviceActions::actsOnAllSelected()
{
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, 3));
    w.selectRows({0, 2});
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE(w.engine->fleet().totals().online, 2);
    QCOMPARE(w.state(u"gw-1"_s), u"offline"_s);
    w.trigger(u"actionOffline-abrupt"_s);
    QTRY_COMPARE(w.engine->fleet().totals().online, 0);
    for (const QString &id : {u"gw-0"_s, u"gw-2"_s})
        QVERIFY(w.engine->fleet().status(id)->offlineMode == OfflineMode::Abrupt);
    QVERIFY(!w.engine->fleet().status(u"gw-1"_s)->offlineMode);
}

void TestDeviceActions::actsOnMany()
{
    constexpr int many = 600; // more than are connected at once
    WindowFixture w(m_broker);
    w.add(w.profile(u"gw-${index}"_s, many));
    w.deviceTable()->selectAll();
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE_WITH_TIMEOUT(w.engine->fleet().totals().online, many, 60'000);
    w.trigger(u"actionOffline"_s);
    QTRY_COMPARE_WITH_TIMEOUT(w.engine->fleet().totals().online, 0, 60'000);
}

void TestDeviceActions::menuExplainsTheModes()
{
    const WindowFixture w(m_broker);
    const QMenu *menu = w.find<QToolButton>(u"offlineButton"_s)->menu();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 5);
    QSet<QString> keys;
    for (const QAction *action : menu->actions()) {
        QVERIFY2(action->text().section(u": "_s, 1).size() > 10, qPrintable(action->text()));
        keys.insert(action->shortcut().toString());
    }
    QCOMPARE(keys.size(), 5);
}

STANDIN_TEST(TestDeviceActions)
#include "tst_deviceactions.moc"
