// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/statusfacts.h"
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolButton>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The status bar: with only a fleet, and in a real window.
class TestStatusFacts : public QObject
{
    Q_OBJECT

private:
    struct Bar
    {
        Engine engine{{.workers = 1}};
        Fleet &fleet = engine.fleet();
        QStatusBar bar;
        StatusFacts facts{fleet, bar};

        [[nodiscard]] QToolButton *button(const QString &name) const { return bar.findChild<QToolButton *>(name); }
        [[nodiscard]] QLabel *label(const QString &name) const { return bar.findChild<QLabel *>(name); }
    };

    LocalBroker m_broker;

private slots:
    void initTestCase();

    void restIsOff();
    void restSaysWhyItIsOff();
    void addressesAreShown();
    void addressIsCopied();
    void brokerIsHiddenUntilItRuns();
    void devicesAreCounted();
    void statesAreCounted();
    void largeNumbersAreGrouped();
    void ratesAreShown();
    void windowShowsTheServices();
};

void TestStatusFacts::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestStatusFacts::restIsOff()
{
    Bar b;
    const QToolButton *rest = b.button(u"restButton"_s);
    QCOMPARE(rest->text(), u"REST off"_s);
    QVERIFY(!rest->isEnabled());
    b.facts.setRestUrl(QUrl(u"http://127.0.0.1:8000"_s));
    b.facts.setRestUrl({});
    QCOMPARE(rest->text(), u"REST off"_s);
    QVERIFY(!rest->isEnabled());
}

void TestStatusFacts::restSaysWhyItIsOff()
{
    WindowFixture w(m_broker);
    w.window->setRestFailure({.code = ErrorCode::InvalidArgument,
                              .message = u"another program uses this port"_s,
                              .where = u"127.0.0.1 port 8000"_s});
    auto *rest = w.find<QToolButton>(u"restButton"_s);
    QVERIFY2(rest->text().contains(u"8000"), qPrintable(rest->text()));
    QVERIFY(rest->toolTip().replace(u'\n', u' ').contains(u"another program uses this port"));
    const auto *notice = w.find<QLabel>(u"noticeText"_s);
    QVERIFY(notice->isVisible() && notice->text().contains(u"8000") && notice->text().contains(u"--port 0"));
    w.click(u"closeNoticeButton"_s);
    QVERIFY(!notice->isVisible());
    w.click(u"restButton"_s);
    QVERIFY(notice->isVisible());
    w.window->setRestUrl(QUrl(u"http://127.0.0.1:8001"_s));
    QCOMPARE(rest->text(), u"REST http://127.0.0.1:8001"_s);
}

void TestStatusFacts::addressesAreShown()
{
    Bar b;
    b.facts.setRestUrl(QUrl(u"http://127.0.0.1:8000"_s));
    QCOMPARE(b.button(u"restButton"_s)->text(), u"REST http://127.0.0.1:8000"_s);
    QVERIFY(b.button(u"restButton"_s)->isEnabled());
    b.facts.setLocalBroker(QUrl(u"mqtt://127.0.0.1:1883"_s));
    QCOMPARE(b.button(u"brokerButton"_s)->text(), u"Local broker mqtt://127.0.0.1:1883"_s);
}

void TestStatusFacts::addressIsCopied()
{
    Bar b;
    b.bar.show();
    b.facts.setRestUrl(QUrl(u"http://127.0.0.1:8000"_s));
    QGuiApplication::clipboard()->clear();
    QTest::mouseClick(b.button(u"restButton"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:8000"_s);
    QCOMPARE(b.bar.currentMessage(), u"Copied http://127.0.0.1:8000"_s);
}

void TestStatusFacts::brokerIsHiddenUntilItRuns()
{
    Bar b;
    b.bar.show();
    const QToolButton *broker = b.button(u"brokerButton"_s);
    QVERIFY(!broker->isVisible());
    b.facts.setLocalBroker(QUrl(u"mqtt://127.0.0.1:1883"_s));
    QVERIFY(broker->isVisible());
    b.facts.setLocalBroker({});
    QVERIFY(!broker->isVisible());
}

void TestStatusFacts::devicesAreCounted()
{
    Bar b;
    QCOMPARE(b.label(u"onlineLabel"_s)->text(), u"0 of 0 online"_s);
    Profile profile;
    profile.count = 3;
    VERIFY_RESULT(b.fleet.addDevices(profile));
    QVERIFY2(b.label(u"onlineLabel"_s)->text() == u"0 of 0 online"_s, "it is told when to look");
    b.facts.refresh();
    QCOMPARE(b.label(u"onlineLabel"_s)->text(), u"0 of 3 online"_s);
}

void TestStatusFacts::statesAreCounted()
{
    Bar b;
    Profile good;
    good.clientId = u"good"_s;
    good.connection.url = m_broker.url();
    Profile bad;
    bad.clientId = u"bad"_s;
    bad.connection.url = QUrl(u"mqtt://127.0.0.1:1"_s);
    VERIFY_RESULT(b.fleet.addDevices(good));
    VERIFY_RESULT(b.fleet.addDevices(bad));
    AWAIT_RESULT(b.fleet.perform(u"good"_s, Order::Connect()));
    AWAIT_ERROR(b.fleet.perform(u"bad"_s, Order::Connect()), ErrorCode::ConnectionRefused);
    b.facts.refresh();
    QCOMPARE(b.label(u"onlineLabel"_s)->text(), u"1 of 2 online, 1 failed"_s);
}

void TestStatusFacts::largeNumbersAreGrouped()
{
    Bar b;
    Profile profile;
    profile.count = 1200;
    VERIFY_RESULT(b.fleet.addDevices(profile));
    b.facts.refresh();
    QCOMPARE(b.label(u"onlineLabel"_s)->text(), u"0 of %L1 online"_s.arg(1200));
}

void TestStatusFacts::ratesAreShown()
{
    Bar b;
    const QLabel *rates = b.label(u"ratesLabel"_s);
    QCOMPARE(rates->text(), u"↓ 0/s   ↑ 0/s"_s);
    QVERIFY(!rates->toolTip().isEmpty());
    Profile profile;
    profile.clientId = u"rates"_s;
    profile.connection.url = m_broker.url();
    VERIFY_RESULT(b.fleet.addDevices(profile));
    AWAIT_RESULT(b.fleet.perform(u"rates"_s, Order::Connect()));
    for (int i = 0; i < 50; ++i)
        AWAIT_RESULT(b.fleet.perform(u"rates"_s, Order::Publish{{.topic = u"t"_s, .payload = "x"}}));
    const auto shown = [&] {
        b.facts.refresh();
        return rates->text();
    };
    QTRY_VERIFY(!shown().endsWith(u"↑ 0/s"));
    QVERIFY(rates->text().startsWith(u"↓ 0/s"));
    QTRY_VERIFY2(shown().endsWith(u"↑ 0/s"), "nothing was sent since");
}

void TestStatusFacts::windowShowsTheServices()
{
    const WindowFixture w(m_broker);
    QTRY_COMPARE(w.find<QToolButton>(u"restButton"_s)->text(), u"REST http://127.0.0.1:8000"_s);
    QVERIFY(!w.find<QToolButton>(u"brokerButton"_s)->isVisible());
    w.trigger(u"actionStartBroker"_s);
    QVERIFY(w.find<QToolButton>(u"brokerButton"_s)->text().contains(w.engine->broker().url().toString()));
}

STANDIN_TEST(TestStatusFacts)
#include "tst_statusfacts.moc"
