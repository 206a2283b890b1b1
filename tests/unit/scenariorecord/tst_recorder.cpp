// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "broker/localbroker.h"
#include "fleet/bulk.h"
#include "fleet/fleet.h"
#include "profile/profileregistry.h"
#include "rules/rulebook.h"
#include "scenario/file/scenariofile.h"
#include "scenario/record/recorder.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QSignalSpy>

#include <thread>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Recordings of real devices at a real broker.
class TestRecorder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void recordsOrdersAndMessages();
    void recordsRules();
    void recordsBulkOrders();
    void chosenDevices();
    void devicesOfRunsAreLeftOut();
    void reportsAreLeftOut();
    void whatWasThere();
    void settingsThatChange();
    void severalAtOnce();
    void endsAtItsLimits_data();
    void endsAtItsLimits();
    void refuses_data();
    void refuses();
    void forgetsTheOldest();
    void unknownIds();
    void nothingIsObservedOtherwise();
    void ordersFromManyThreads();
    void ordersAnsweredAfterItsEnd();

private:
    [[nodiscard]] Profile profile() const
    {
        Profile profile;
        profile.connection.url = m_broker.url();
        return profile;
    }
    [[nodiscard]] QStringList kindsOf(const RecordedScenario &recorded) const
    {
        QStringList kinds;
        for (const Step &step : recorded.scenario.steps)
            kinds.append(step.kindName());
        return kinds;
    }
    [[nodiscard]] qsizetype messagesOf(const QString &id) const { return m_recorder->status(id)->messages; }

    Broker::LocalBroker m_broker;
    SystemClock m_clock;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<ProfileRegistry> m_profiles;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<Recorder> m_recorder;
};

void TestRecorder::initTestCase()
{
    VERIFY_RESULT(m_broker.start());
}

void TestRecorder::init()
{
    m_journal = std::make_unique<Journal>(m_clock);
    m_profiles = std::make_unique<ProfileRegistry>();
    m_fleet = std::make_unique<Fleet>(m_clock, *m_journal, *m_profiles, 2);
    m_recorder = std::make_unique<Recorder>(m_clock, *m_journal, *m_fleet);
}

void TestRecorder::cleanup()
{
    m_recorder.reset();
    m_fleet.reset();
    m_profiles.reset();
    m_journal.reset();
}

void TestRecorder::recordsOrdersAndMessages()
{
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url()));
    QSignalSpy started(m_recorder.get(), &Recorder::started);
    QSignalSpy stopped(m_recorder.get(), &Recorder::stopped);
    QSignalSpy progressed(m_recorder.get(), &Recorder::progressed);
    const auto id = m_recorder->start({.name = u"A session"_s});
    VERIFY_RESULT(id);
    QCOMPARE(started.size(), 1);

    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Publish{{.payload = R"({"temperature":21.5})"}}));
    backEnd.send(u"mqtt/gw-1/v1/bypass"_s, R"({"op":"info","requestTime":1769860800100})", 1);
    QTRY_COMPARE(messagesOf(*id), 2); // the command and the reply
    QTRY_VERIFY(!progressed.isEmpty());
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::GoOffline{OfflineMode::Reset}));
    const RecordingStatus status = *m_recorder->status(*id);
    QVERIFY(status.state == RecordingStatus::State::Running);
    QCOMPARE(status.actions, 3);
    QCOMPARE(status.steps(), 5);
    QCOMPARE(status.devices, 1);

    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(recorded->scenario.name, u"A session"_s);
    QCOMPARE(kindsOf(*recorded), (QStringList{u"connect"_s, u"publish"_s, u"expect"_s, u"expect"_s, u"offline"_s}));
    QVERIFY(recorded->warnings.isEmpty());
    VERIFY_RESULT(ScenarioFile::parse(ScenarioFile::toText(recorded->scenario)));

    // It stays as it is.
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    const auto again = m_recorder->stop(*id);
    QVERIFY(again);
    QCOMPARE(kindsOf(*again), kindsOf(*recorded));
    QCOMPARE(stopped.size(), 1);
    QVERIFY(m_recorder->status(*id)->state == RecordingStatus::State::Stopped);
}

void TestRecorder::recordsRules()
{
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"before"_s}}));
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"during"_s, .devices = {u"gw-1"_s}}}));
    VERIFY_RESULT(m_fleet->rules().put(Rules::Rule{.id = u"during"_s, .devices = {u"gw-1"_s}})); // no change
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"of another"_s, .devices = {u"x"_s}}}));
    VERIFY_RESULT(m_fleet->rules().remove(u"before"_s));
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QCOMPARE(recorded->scenario.setup.size(), 1);
    QCOMPARE(kindsOf(*recorded), (QStringList{u"rule"_s, u"connect"_s}));
    QCOMPARE(recorded->warnings,
             (QList<RecordingWarning>{{.kind = RecordingWarning::Kind::RuleRemoved, .detail = u"before"_s}}));
}

void TestRecorder::recordsBulkOrders()
{
    Profile fleet = profile();
    fleet.clientId = u"thermo-${index}"_s;
    fleet.count = 20;
    const auto ids = m_fleet->addDevices(fleet);
    VERIFY_RESULT(ids);
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    Bulk bulk(*m_fleet, *ids, Order::Connect());
    QSignalSpy finished(&bulk, &Bulk::finished);
    bulk.start();
    QVERIFY(finished.wait(20'000));
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QCOMPARE(kindsOf(*recorded), QStringList{u"connect"_s});
    QCOMPARE(recorded->scenario.devices.size(), 1);
    QCOMPARE(std::get<Connect>(recorded->scenario.steps.front().kind).devices.names.size(), 1);
}

void TestRecorder::chosenDevices()
{
    for (const QString &device : {u"gw-1"_s, u"gw-2"_s, u"door-1"_s})
        VERIFY_RESULT(m_fleet->addDevice(device, profile()));
    const auto id = m_recorder->start({.devices = {u"gw-*"_s}});
    VERIFY_RESULT(id);
    for (const QString &device : m_fleet->ids())
        AWAIT_RESULT(m_fleet->perform(device, Order::SetState{.values = *JsonText::parse(R"({"a":1})")}));
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QCOMPARE(recorded->scenario.devices.size(), 2);
    QCOMPARE(m_recorder->status(*id)->devices, 2);
}

void TestRecorder::devicesOfRunsAreLeftOut()
{
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    const auto ids = m_fleet->addDevices(profile(), u"run-1"_s);
    VERIFY_RESULT(ids);
    QCOMPARE(m_fleet->status(ids->first())->testId, u"run-1"_s);
    AWAIT_RESULT(m_fleet->perform(ids->first(), Order::Connect()));
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QVERIFY(recorded->scenario.devices.isEmpty());
    QVERIFY(recorded->scenario.steps.empty());
}

void TestRecorder::reportsAreLeftOut()
{
    Profile reporting = profile();
    reporting.telemetry = {{.name = u"t"_s, .payload = R"({"t":"${now()}"})", .everyMs = 20}};
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, reporting));
    const auto id = m_recorder->start();
    const auto all = m_recorder->start({.telemetry = true});
    VERIFY_RESULT(id);
    VERIFY_RESULT(all);
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Publish{{.payload = R"({"t":"${now()}","own":true})"}}));
    QTRY_VERIFY(messagesOf(*all) >= 3);
    QCOMPARE(messagesOf(*id), 0);
    QCOMPARE(kindsOf(*m_recorder->stop(*id)), (QStringList{u"connect"_s, u"publish"_s}));
    const QStringList kinds = kindsOf(*m_recorder->stop(*all));
    QCOMPARE(kinds.count(u"expect"_s), 1);
}

void TestRecorder::whatWasThere()
{
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    VERIFY_RESULT(m_fleet->addDevice(u"unused"_s, profile()));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::AddPresetReply{{.payload = "1"}}));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::SetState{.values = *JsonText::parse(R"({"a":1})")}));
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Publish{{.payload = "1"}}));
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QStringList setup;
    for (const Step &step : recorded->scenario.setup)
        setup.append(step.kindName());
    QCOMPARE(setup, (QStringList{u"setState"_s, u"preset"_s, u"connect"_s}));
    QCOMPARE(recorded->scenario.devices.size(), 1);
}

void TestRecorder::settingsThatChange()
{
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    VERIFY_RESULT(m_fleet->setProfile(u"gw-1"_s, profile())); // the same
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    QVERIFY(m_recorder->scenario(*id)->warnings.isEmpty());
    Profile other = profile();
    other.connection.keepAlive = 7;
    VERIFY_RESULT(m_fleet->setProfile(u"gw-1"_s, other));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    const auto recorded = m_recorder->stop(*id);
    QCOMPARE(recorded->warnings,
             (QList<RecordingWarning>{{.kind = RecordingWarning::Kind::SettingsChanged, .device = u"gw-1"_s}}));
}

void TestRecorder::severalAtOnce()
{
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    const auto first = m_recorder->start();
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    const auto second = m_recorder->start();
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::GoOffline()));
    QVERIFY(*first != *second);
    QCOMPARE(kindsOf(*m_recorder->stop(*second)), QStringList{u"offline"_s});
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::Connect()));
    QCOMPARE(kindsOf(*m_recorder->stop(*first)), (QStringList{u"connect"_s, u"offline"_s, u"connect"_s}));
    QCOMPARE(m_recorder->statuses().size(), 2);
}

void TestRecorder::endsAtItsLimits_data()
{
    QTest::addColumn<qsizetype>("items");
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<int>("ms");
    QTest::newRow("items") << qsizetype(3) << RecordingLimits::mostBytes << 3'600'000;
    QTest::newRow("bytes") << qsizetype(1'000) << qsizetype(3'000) << 3'600'000;
    QTest::newRow("time") << qsizetype(1'000) << RecordingLimits::mostBytes << 1;
}

void TestRecorder::endsAtItsLimits()
{
    QFETCH(qsizetype, items);
    QFETCH(qsizetype, bytes);
    QFETCH(int, ms);
    QSignalSpy stopped(m_recorder.get(), &Recorder::stopped);
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    const auto id =
        m_recorder->start({.limits = {.items = items, .bytes = bytes, .time = std::chrono::milliseconds(ms)}});
    VERIFY_RESULT(id);
    for (int i = 0; i < 20; ++i)
        AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::AddPresetReply{{.payload = "1"}}));
    QTRY_COMPARE(stopped.size(), 1);
    QVERIFY(m_recorder->status(*id)->state == RecordingStatus::State::Full);
    QVERIFY(m_recorder->status(*id)->endedAt > 0);
    QVERIFY(m_recorder->status(*id)->actions <= 20);
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QVERIFY(recorded->warnings.contains(RecordingWarning{.kind = RecordingWarning::Kind::LimitReached}));
    QCOMPARE(stopped.size(), 1);
}

void TestRecorder::refuses_data()
{
    QTest::addColumn<RecordingOptions>("options");
    QTest::addColumn<QString>("where");
    QTest::newRow("no items") << RecordingOptions{.limits = {.items = 0}} << u"/maxItems"_s;
    QTest::newRow("too many items") << RecordingOptions{.limits = {.items = RecordingLimits::mostItems + 1}}
                                    << u"/maxItems"_s;
    QTest::newRow("no bytes") << RecordingOptions{.limits = {.bytes = 0}} << u"/maxBytes"_s;
    QTest::newRow("no time") << RecordingOptions{.limits = {.time = 0ms}} << u"/maxMs"_s;
    QTest::newRow("too much time") << RecordingOptions{.limits = {.time = RecordingLimits::longest + 1ms}}
                                   << u"/maxMs"_s;
    QTest::newRow("long name") << RecordingOptions{.name = QString(201, u'x')} << u"/name"_s;
}

void TestRecorder::refuses()
{
    QFETCH(RecordingOptions, options);
    QFETCH(QString, where);
    const auto id = m_recorder->start(options);
    QVERIFY(!id);
    QCOMPARE(id.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(id.error().where, where);
    QVERIFY(m_recorder->statuses().isEmpty());
}

void TestRecorder::forgetsTheOldest()
{
    QSignalSpy removed(m_recorder.get(), &Recorder::removed);
    for (qsizetype i = 0; i < Recorder::mostRecordings; ++i)
        VERIFY_RESULT(m_recorder->start());
    const auto tooMany = m_recorder->start();
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().code, ErrorCode::LimitReached);
    const QString third = m_recorder->statuses().at(2).id;
    QVERIFY(m_recorder->stop(third));
    VERIFY_RESULT(m_recorder->start());
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().toString(), third);
    QCOMPARE(m_recorder->statuses().size(), Recorder::mostRecordings);
}

void TestRecorder::unknownIds()
{
    QVERIFY(!m_recorder->stop(u"rec-1"_s));
    QVERIFY(!m_recorder->scenario(u"rec-1"_s));
    QVERIFY(!m_recorder->status(u"rec-1"_s));
    QVERIFY(!m_recorder->remove(u"rec-1"_s));
    const auto id = m_recorder->start();
    QVERIFY(m_recorder->remove(*id));
    QVERIFY(!m_recorder->status(*id));
}

void TestRecorder::nothingIsObservedOtherwise()
{
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, profile()));
    const auto id = m_recorder->start();
    QVERIFY(m_recorder->stop(*id));
    AWAIT_RESULT(m_fleet->perform(u"gw-1"_s, Order::SetState{.values = *JsonText::parse(R"({"a":1})")}));
    VERIFY_RESULT(m_fleet->rules().add({Rules::Rule{.id = u"later"_s}}));
    QVERIFY(m_recorder->scenario(*id)->scenario.steps.empty());
}

void TestRecorder::ordersFromManyThreads()
{
    for (int i = 0; i < 4; ++i)
        VERIFY_RESULT(m_fleet->addDevice(u"gw-%1"_s.arg(i), profile()));
    const auto id = m_recorder->start();
    VERIFY_RESULT(id);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this, i] {
            for (int round = 0; round < 50; ++round) {
                const JsonText values = *JsonText::parse(R"({"round":)" + QByteArray::number(round) + '}');
                m_fleet->perform(u"gw-%1"_s.arg(i), Order::SetState{.values = values});
                static_cast<void>(m_fleet->rules().put(Rules::Rule{.id = u"r-%1"_s.arg(i), .priority = 1 + round}));
                static_cast<void>(m_recorder->statuses());
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(m_recorder->status(*id)->actions, 2 * 4 * 50);
    const auto recorded = m_recorder->stop(*id);
    QVERIFY(recorded);
    QCOMPARE(kindsOf(*recorded).count(u"rule"_s), 4 * 50);
}

void TestRecorder::ordersAnsweredAfterItsEnd()
{
    Profile silent = profile();
    silent.connection.url = QUrl(u"mqtt://127.0.0.1:9"_s);
    VERIFY_RESULT(m_fleet->addDevice(u"gw-1"_s, silent));
    VERIFY_RESULT(m_recorder->start());
    auto done = m_fleet->perform(u"gw-1"_s, Order::Connect());
    m_recorder.reset();
    AWAIT_ERROR(done, ErrorCode::ConnectionRefused);
}

STANDIN_TEST(TestRecorder)
#include "tst_recorder.moc"
