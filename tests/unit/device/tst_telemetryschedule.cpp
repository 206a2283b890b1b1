// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/telemetry/telemetryschedule.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using FirstReport = TelemetrySchedule::FirstReport;

class TestTelemetrySchedule : public QObject
{
    Q_OBJECT

private:
    /// A schedule that notes what it sends, as "name@milliseconds since the start".
    struct Rig
    {
        FakeTime time;
        const Clock::Instant begin = time.clock.steadyNow();
        QStringList sent;
        std::function<void()> whenSent = [] {};
        TelemetrySchedule schedule{time.timers, [this](const CompiledProfile::Telemetry &report) {
                                       const auto at = time.clock.steadyNow() - begin;
                                       sent.append(u"%1@%2"_s.arg(report.settings.name)
                                                       .arg(std::chrono::round<std::chrono::milliseconds>(at).count()));
                                       whenSent();
                                   }};
    };

    static std::shared_ptr<const CompiledProfile> reports(const QList<std::pair<QString, int>> &intervals)
    {
        Profile profile;
        for (const auto &[name, everyMs] : intervals)
            profile.telemetry.append({.name = name, .payload = "x", .everyMs = everyMs});
        return CompiledProfile::make(profile).value();
    }

private slots:
    void startsNowOrAfterTheInterval_data()
    {
        QTest::addColumn<bool>("now");
        QTest::addColumn<QStringList>("sent");
        QTest::newRow("now") << true << QStringList{u"a@0"_s, u"a@100"_s, u"a@200"_s};
        QTest::newRow("after the interval") << false << QStringList{u"a@100"_s, u"a@200"_s};
    }

    void startsNowOrAfterTheInterval()
    {
        QFETCH(bool, now);
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 100}}), now ? FirstReport::Now : FirstReport::AfterTheInterval);
        rig.time.advance(250ms);
        QTEST(rig.sent, "sent");
    }

    void eachHasItsOwnInterval()
    {
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 100}, {u"b"_s, 150}}), FirstReport::Now);
        rig.time.advance(300ms);
        QCOMPARE(rig.sent,
                 (QStringList{u"a@0"_s, u"b@0"_s, u"a@100"_s, u"b@150"_s, u"a@200"_s, u"b@300"_s, u"a@300"_s}));
        QCOMPARE(rig.time.timers.count(), size_t(2));
    }

    void doesNotDrift()
    {
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 100}}), FirstReport::AfterTheInterval);
        rig.time.clock.advanceTo(rig.begin + 130ms); // the thread was busy
        rig.time.timers.runDue();
        rig.time.advance(70ms);
        QCOMPARE(rig.sent, (QStringList{u"a@130"_s, u"a@200"_s}));
    }

    void doesNotMakeUpForWhatWasMissed()
    {
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 100}}), FirstReport::AfterTheInterval);
        rig.time.clock.advanceTo(rig.begin + 1000ms);
        rig.time.timers.runDue();
        QCOMPARE(rig.sent.size(), 1);
        rig.time.timers.runDue();
        QCOMPARE(rig.sent.size(), 2); // one that is late, then the interval again
        rig.time.advance(99ms);
        QCOMPARE(rig.sent.size(), 2);
        rig.time.advance(1ms);
        QCOMPARE(rig.sent.size(), 3);
    }

    void stops()
    {
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 100}}), FirstReport::Now);
        rig.schedule.stop();
        rig.schedule.stop();
        rig.time.advance(1h);
        QCOMPARE(rig.sent, QStringList{u"a@0"_s});
        QCOMPARE(rig.time.timers.count(), size_t(0));
    }

    void aReportMayStopIt()
    {
        Rig rig;
        rig.whenSent = [&rig] { rig.schedule.stop(); };
        rig.schedule.start(reports({{u"a"_s, 100}, {u"b"_s, 100}}), FirstReport::Now);
        QCOMPARE(rig.sent, QStringList{u"a@0"_s});
        rig.schedule.start(reports({{u"a"_s, 100}}), FirstReport::AfterTheInterval);
        rig.time.advance(1s);
        QCOMPARE(rig.sent, (QStringList{u"a@0"_s, u"a@100"_s}));
    }

    void aReportMayStartItAnew()
    {
        Rig rig;
        const auto both = reports({{u"a"_s, 100}, {u"b"_s, 100}});
        rig.whenSent = [&] {
            if (rig.sent.size() > 1)
                return;
            rig.schedule.stop();
            rig.schedule.start(both, FirstReport::Now);
        };
        rig.schedule.start(both, FirstReport::Now);
        QCOMPARE(rig.sent, (QStringList{u"a@0"_s, u"a@0"_s, u"b@0"_s}));
        QCOMPARE(rig.time.timers.count(), size_t(2));
    }

    void aProfileWithoutReportsTakesNoTimer()
    {
        Rig rig;
        rig.schedule.start(reports({}), FirstReport::Now);
        QCOMPARE(rig.time.timers.count(), size_t(0));
        QVERIFY(rig.sent.isEmpty());
    }

    void keepsItsProfile()
    {
        Rig rig;
        auto profile = reports({{u"a"_s, 100}});
        const std::weak_ptr<const CompiledProfile> watched = profile;
        rig.schedule.start(std::move(profile), FirstReport::AfterTheInterval);
        QVERIFY(!watched.expired());
        rig.schedule.stop();
        QVERIFY(watched.expired());
    }
};

STANDIN_TEST(TestTelemetrySchedule)
#include "tst_telemetryschedule.moc"
