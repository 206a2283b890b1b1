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

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The Broker menu of a real window, and the sample devices.
class TestBrokerMenu : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void startsAndStops();
    void failureIsTold();
    void noticeGoesWhenTheBrokerRuns();
    void samplesComeOnline();
    void samplesByMenu();
    void samplesOnlyOnce();
    void failedStartAddsNoSamples();
    void isNotOfferedWithoutBroker();

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

void TestBrokerMenu::failureIsTold()
{
    WindowFixture w(m_broker);
    w.brokerError = Error{ErrorCode::ProcessFailed, u"mosquitto is not installed"_s};
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->text().contains(u"mosquitto is not installed"));
    QVERIFY(isEnabled(w, u"actionStartBroker"_s) && !isEnabled(w, u"actionStopBroker"_s));
}

void TestBrokerMenu::noticeGoesWhenTheBrokerRuns()
{
    WindowFixture w(m_broker);
    w.brokerError = Error{ErrorCode::ProcessFailed, u"no"_s};
    w.trigger(u"actionStartBroker"_s);
    w.brokerError.reset();
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(!w.find<QLabel>(u"noticeText"_s)->isVisible());
}

void TestBrokerMenu::samplesComeOnline()
{
    const WindowFixture w(m_broker);
    w.click(u"samplesButton"_s);
    QTRY_COMPARE(w.fleet->totals().online, 2);
    QTRY_COMPARE(w.find<StateChip>(u"stateChip"_s)->text(), u"Online"_s);
    QVERIFY(!w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
    QVERIFY(w.find<QToolButton>(u"brokerButton"_s)->text().contains(m_broker.url().toString()));
    QVERIFY2(!w.window->isWindowModified(), "samples can be had again, there is nothing to save");
}

void TestBrokerMenu::samplesByMenu()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartSamples"_s);
    QCOMPARE(w.find<QLabel>(u"idLabel"_s)->text(), u"sample-0"_s);
    QTRY_COMPARE(w.fleet->totals().online, 2);
}

void TestBrokerMenu::samplesOnlyOnce()
{
    const WindowFixture w(m_broker);
    w.trigger(u"actionStartSamples"_s);
    QVERIFY(!isEnabled(w, u"actionStartSamples"_s));
    QVERIFY(w.find<QAction>(u"actionStartSamples"_s)->toolTip().contains(u"here already"));
    QVERIFY(w.find<QMenu>(u"menuBroker"_s)->toolTipsVisible());
    for (const QString &id : w.fleet->ids())
        w.fleet->perform(id, Order::Remove());
    QTRY_VERIFY(isEnabled(w, u"actionStartSamples"_s));
}

void TestBrokerMenu::failedStartAddsNoSamples()
{
    WindowFixture w(m_broker);
    w.brokerError = Error{ErrorCode::ProcessFailed, u"no"_s};
    w.click(u"samplesButton"_s);
    QVERIFY(w.fleet->ids().isEmpty());
    QVERIFY(w.find<QLabel>(u"noticeText"_s)->isVisible());
    QVERIFY(w.find<QWidget>(u"WelcomePanel"_s)->isVisible());
}

void TestBrokerMenu::isNotOfferedWithoutBroker()
{
    WindowFixture w(m_broker);
    w.offersBroker = false;
    w.restart();
    QVERIFY(!w.find<QMenu>(u"menuBroker"_s)->menuAction()->isVisible());
    QVERIFY(w.find<QWidget>(u"newButton"_s)->isVisible());
    QVERIFY(!w.find<QWidget>(u"samplesButton"_s)->isVisible());
    QVERIFY(!w.find<QWidget>(u"samplesHint"_s)->isVisible());
}

STANDIN_TEST(TestBrokerMenu)
#include "tst_brokermenu.moc"
