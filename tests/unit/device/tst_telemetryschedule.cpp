// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/telemetry/telemetryschedule.h"
#include "support/fakeclock.h"
#include "support/testprogram.h"

#include <algorithm>
#include <array>

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using FirstReport = TelemetrySchedule::FirstReport;

class TestTelemetrySchedule : public QObject
{
    Q_OBJECT

private:
    /// A schedule that records what it sends, as "name@milliseconds since the start".
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

    void phaseMovesAllReports_data()
    {
        QTest::addColumn<int>("everyMs");
        QTest::addColumn<bool>("now");
        QTest::addColumn<double>("phase");
        QTest::addColumn<QStringList>("sent");
        QTest::newRow("a short interval") << 1000 << true << 0.25 << QStringList{u"a@250"_s, u"a@1250"_s, u"a@2250"_s};
        QTest::newRow("a long one: the first within a second")
            << 10'000 << true << 0.25 << QStringList{u"a@250"_s, u"a@12500"_s, u"a@22500"_s};
        QTest::newRow("after the interval") << 1000 << false << 0.25 << QStringList{u"a@1250"_s, u"a@2250"_s};
    }

    void phaseMovesAllReports()
    {
        QFETCH(int, everyMs);
        QFETCH(bool, now);
        QFETCH(double, phase);
        QFETCH(QStringList, sent);
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, everyMs}}), now ? FirstReport::Now : FirstReport::AfterTheInterval, phase);
        QVERIFY(rig.sent.isEmpty());
        for (int ms = 0; ms < 30'000 && rig.sent.size() < sent.size(); ++ms)
            rig.time.advance(1ms);
        QCOMPARE(rig.sent, sent);
    }

    /// 2,000 devices that come online at once, with an interval of 10 s.
    void fleetReportsEvenly()
    {
        constexpr int devices = 2000;
        constexpr int slots_ = 100; // of 100 ms each
        std::array<int, slots_> later{};
        std::array<int, 10> first{};
        for (int index = 0; index < devices; ++index) {
            const double phase = TelemetrySchedule::phaseOf(index);
            QVERIFY(phase >= 0 && phase < 1);
            ++later.at(static_cast<size_t>(phase * slots_));
            ++first.at(static_cast<size_t>(phase * 10));
        }
        QCOMPARE(TelemetrySchedule::phaseOf(0), 0.0);
        QVERIFY2(*std::max_element(later.begin(), later.end()) <= 22, "20 in each tenth of a second");
        QVERIFY2(*std::max_element(first.begin(), first.end()) <= 203, "200 in each tenth of the first second");
    }

    void stopEndsASpreadStart()
    {
        Rig rig;
        rig.schedule.start(reports({{u"a"_s, 1000}}), FirstReport::Now, 0.5);
        rig.schedule.stop();
        rig.time.advance(1h);
        QVERIFY(rig.sent.isEmpty());
        QCOMPARE(rig.time.timers.count(), size_t(0));
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
