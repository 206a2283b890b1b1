// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windowfixture.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QStandardPaths>

using namespace Standin;
using namespace Standin::Broker;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

/// The window must respond under any load of the devices.
class TestWindowLoad : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void doesNotBlock();

private:
    LocalBroker m_broker;
};

void TestWindowLoad::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    VERIFY_RESULT(m_broker.start());
}

void TestWindowLoad::doesNotBlock()
{
    constexpr int devices = 200;
    constexpr quint64 messages = 3'000; // three seconds' worth
    WindowFixture w(m_broker);
    Profile profile = w.profile(u"busy-${index}"_s, devices);
    profile.telemetry = {{.name = u"load"_s,
                          .topic = profile.topics.report,
                          .payload = R"({"at":"${isoNow()}"})",
                          .qos = 0,
                          .everyMs = 200}};
    w.add(profile);
    w.deviceTable()->selectAll();
    w.trigger(u"actionConnect"_s);
    QTRY_COMPARE_WITH_TIMEOUT(w.engine->fleet().totals().online, devices, 30'000);

    qint64 longest = 0;
    QElapsedTimer sinceTick;
    QTimer tick;
    tick.setTimerType(Qt::PreciseTimer);
    connect(&tick, &QTimer::timeout, this, [&] { longest = qMax(longest, sinceTick.restart()); });
    sinceTick.start();
    tick.start(10);
    const quint64 before = w.engine->fleet().totals().sent;
    QTRY_VERIFY_WITH_TIMEOUT(w.engine->fleet().totals().sent - before > messages, 30'000);
    qInfo("longest gap of a 10 ms timer: %lld ms", static_cast<long long>(longest));
    QVERIFY2(longest < 250, qPrintable(u"the event loop stood still for %1 ms"_s.arg(longest)));
    QVERIFY(w.logTable()->model()->rowCount() > 0);
}

STANDIN_TEST(TestWindowLoad)
#include "tst_windowload.moc"
