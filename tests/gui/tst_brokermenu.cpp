// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/statechip.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QStandardPaths>
#include <QToolButton>

#include <csignal>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

namespace {

/// As long as the object exists, the mosquitto that is found first ends at once with an error.
class BrokenMosquitto
{
public:
    BrokenMosquitto()
    {
        QFile program(m_folder.filePath(u"mosquitto"_s));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho out of order >&2\nexit 1\n");
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("PATH", m_folder.path().toLocal8Bit() + ':' + m_path);
    }
    ~BrokenMosquitto() { qputenv("PATH", m_path); }
    Q_DISABLE_COPY_MOVE(BrokenMosquitto)

private:
    const QByteArray m_path = qgetenv("PATH");
    QTemporaryDir m_folder;
};

} // namespace

/// The Broker menu of a real window, and the sample devices.
class TestBrokerMenu : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void startsAndStops();
    void failureIsReported();
    void endIsReported();
    void noticeGoesWhenTheBrokerRuns();
    void samplesComeOnline();
    void savedAddressOfTheLocalBrokerIsReported();
    void samplesByMenu();
    void samplesOnlyOnce();
    void failedStartAddsNoSamples();

private:
    static bool isEnabled(const WindowFixture &w, const QString &action)
    {
        return w.find<QAction>(action)->isEnabled();
    }

    LocalBroker m_broker;
};

void TestBrokerMenu::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestBrokerMenu::startsAndStops()
{
    const WindowFixture w(m_broker);
    QVERIFY(isEnabled(w, u"actionStartBroker"_s) && !isEnabled(w, u"actionStopBroker"_s));
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(!isEnabled(w, u"actionStartBroker"_s) && isEnabled(w, u"actionStopBroker"_s));
    QVERIFY(w.find<QToolButton>(u"brokerButton"_s)->isVisible());
    w.trigger(u"actionStopBroker"_s);
    QVERIFY(isEnabled(w, u"actionStartBroker"_s) && !isEnabled(w, u"actionStopBroker"_s));
    QVERIFY(!w.find<QToolButton>(u"brokerButton"_s)->isVisible());
}

void TestBrokerMenu::failureIsReported()
{
    const WindowFixture w(m_broker);
    const BrokenMosquitto broken;
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->text().contains(u"out of order"));
    QVERIFY(isEnabled(w, u"actionStartBroker"_s) && !isEnabled(w, u"actionStopBroker"_s));
}

void TestBrokerMenu::endIsReported()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(w.engine->broker().isRunning());
    ::kill(static_cast<pid_t>(w.engine->broker().processId()), SIGKILL);
    const auto *notice = w.find<QLabel>(u"noticeText"_s);
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(u"was killed or crashed"), qPrintable(notice->text()));
    QVERIFY(w.find<QAction>(u"actionStartBroker"_s)->isEnabled());
    QVERIFY(w.engine->journal().read({}).entries.first()->event == EntryEvent::LocalBrokerDied);
}

void TestBrokerMenu::noticeGoesWhenTheBrokerRuns()
{
    const WindowFixture w(m_broker);
    {
        const BrokenMosquitto broken;
        w.trigger(u"actionStartBroker"_s);
        QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    }
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(!w.find<QLabel>(u"noticeText"_s)->isVisible());
}

void TestBrokerMenu::samplesComeOnline()
{
    const WindowFixture w(m_broker);
    w.click(u"samplesButton"_s);
    QTRY_COMPARE(w.engine->fleet().totals().online, 3);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Online"_s);
    QVERIFY(!w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
    QVERIFY(w.find<QToolButton>(u"brokerButton"_s)->text().contains(w.engine->broker().url().toString()));
    QVERIFY2(!w.window->isWindowModified(), "samples can be had again, there is nothing to save");
}

void TestBrokerMenu::savedAddressOfTheLocalBrokerIsReported()
{
    WindowFixture w(m_broker);
    w.trigger(u"actionStartBroker"_s);
    Profile profile = w.profile(u"gw"_s);
    profile.connection.url = w.engine->broker().url();
    w.add(profile);
    const QString path = w.folder.filePath(u"gw.json"_s);
    {
        const DialogAnswer answer(DialogAnswer::choosingFile(path));
        w.trigger(u"actionSaveAs"_s);
    }
    const auto *notice = w.find<QLabel>(u"noticeText"_s);
    QVERIFY(notice->isVisible() && notice->text().contains(u"gw.json") && notice->text().contains(u"local broker"));
    profile.connection.url = m_broker.url();
    VERIFY_RESULT(w.engine->fleet().setProfile(u"gw"_s, profile));
    w.find<QAction>(u"actionSave"_s)->setEnabled(true);
    w.trigger(u"actionSave"_s);
    QVERIFY(!notice->isVisible());
}

void TestBrokerMenu::samplesByMenu()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartSamples"_s);
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), w.engine->fleet().ids().first());
    QTRY_COMPARE(w.engine->fleet().totals().online, 3);
}

void TestBrokerMenu::samplesOnlyOnce()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartSamples"_s);
    QVERIFY(!isEnabled(w, u"actionStartSamples"_s));
    QVERIFY(w.find<QAction>(u"actionStartSamples"_s)->toolTip().contains(u"already exist"));
    QVERIFY(w.find<QMenu>(u"menuBroker"_s)->toolTipsVisible());
    for (const QString &id : w.engine->fleet().ids())
        w.engine->fleet().perform(id, Order::Remove());
    QTRY_VERIFY(isEnabled(w, u"actionStartSamples"_s));
}

void TestBrokerMenu::failedStartAddsNoSamples()
{
    const WindowFixture w(m_broker);
    const BrokenMosquitto broken;
    w.click(u"samplesButton"_s);
    QVERIFY(w.engine->fleet().ids().isEmpty());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
}

STANDIN_TEST(TestBrokerMenu)
#include "tst_brokermenu.moc"
