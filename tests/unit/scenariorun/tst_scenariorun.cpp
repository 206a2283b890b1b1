// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulebook.h"
#include "scenario/report/plaintext.h"
#include "scenario/run/scenariorun.h"
#include "support/testprogram.h"
#include "unit/scenariorun/runworld.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// One run of a scenario with a real broker: its order, its end, what it leaves.
class TestScenarioRun : public QObject
{
    Q_OBJECT

    RunWorld m_world;

    std::unique_ptr<ScenarioRun> make(const QByteArray &members, RunTerms terms = {})
    {
        const auto scenario = RunWorld::scenario(members);
        if (!scenario) {
            qWarning() << scenario.error().toString();
            return nullptr;
        }
        terms.scenario = *scenario;
        terms.broker = m_world.url();
        return std::make_unique<ScenarioRun>(m_world.services, terms);
    }

private slots:
    void initTestCase() { QVERIFY2(m_world.broker.start(), qPrintable(m_world.broker.errorText())); }
    /// Whatever a run does, nothing of it is left.
    void cleanup()
    {
        QTRY_COMPARE(m_world.fleet.ids(), QStringList());
        QCOMPARE(m_world.fleet.rules().rules().size(), 0);
        QCOMPARE(m_world.services.awaits().size(), size_t(0));
    }

    void reportsWhatHappened();
    void teardownRunsAfter_data();
    void teardownRunsAfter();
    void cancelEndsTheStepAtWork_data();
    void cancelEndsTheStepAtWork();
    void cancelBeforeTheFirstStep();
    void aStepHasItsOwnTimeLimit_data();
    void aStepHasItsOwnTimeLimit();
    void theRunHasATimeLimit();
    void skipsStepsWhoseConditionDoesNotHold();
    void goesOnAfterAFailureOnlyWhereItIsAllowed();
    void capturedValuesAreUsed();
    void valuesOfTemplatesAreReported();
    void branchesHaveCapturedValuesOfTheirOwn();
    void anExpectationLooksBehindTheActionBeforeIt();
    void sinceNamesAnotherBeginning();
    void droppedEntriesProveNothing_data();
    void droppedEntriesProveNothing();
    void variablesOfTheTermsHavePriority();
    void rowsAreInScope();
    void delaysRepeatWithTheSeed();
    void idsAndValuesRepeatWithTheSeed();
    void manyStepsThatEndAtOnce();
    void manyRoundsAreBounded();
    void unreachableBroker();
    void namesTheClientIdThatIsInUse();
    void removesItsRulesAndDevices();
    void destroyingItEndsIt();
    void leavesNoSessionAtTheBroker_data();
    void leavesNoSessionAtTheBroker();
    void keepsTheEvidence();
};

void TestScenarioRun::reportsWhatHappened()
{
    const auto run = make("'steps':[{'name':'on','connect':'gw'},{'publish':{'device':'gw','payload':{'a':1}}},"
                          "{'expect':{'device':'gw','kind':'out','json':{'a':1}}}]");
    QVERIFY(run && RunWorld::finish(*run));
    const RunReport &report = run->report();
    QVERIFY2(report.verdict == Verdict::Passed, qPrintable(failureText(report)));
    QCOMPARE(report.steps.size(), 3);
    QCOMPARE(report.steps[0].title(), u"on"_s);
    QCOMPARE(report.steps[0].kind, u"connect"_s);
    QCOMPARE(report.steps[0].pointer, u"/steps/0"_s);
    QVERIFY(report.steps[0].last > report.steps[0].after);
    QCOMPARE(report.steps[2].lookedAfter, report.steps[1].after);
    QCOMPARE(report.steps[2].matched.size(), 1);
    QCOMPARE(m_world.journal.at(report.steps[2].matched.first())->payload, "{\"a\":1}"_ba);
    QCOMPARE(report.devices, QStringList(u"gw-"_s + report.runId));
    QCOMPARE(report.counts().passed, 3);
    QVERIFY(report.startedAt > 0 && report.tookMicros > 0);
}

void TestScenarioRun::teardownRunsAfter_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("success") << "'steps':[{'connect':'gw'}]"_ba << Verdict::Passed;
    QTest::newRow("a failed step") << "'steps':[{'expect':{'device':'gw','withinMs':1}}]"_ba << Verdict::Failed;
    QTest::newRow("a failed setup") << "'setup':[{'expect':{'device':'gw','withinMs':1}}],'steps':[{'wait':1}]"_ba
                                    << Verdict::Failed;
    QTest::newRow("a time-out") << "'steps':[{'timeoutMs':1,'wait':60000}]"_ba << Verdict::Failed;
}

void TestScenarioRun::teardownRunsAfter()
{
    QFETCH(QByteArray, members);
    QFETCH(Verdict, verdict);
    const auto run = make(members + ",'teardown':[{'name':'last','reconnect':'gw'}]");
    QVERIFY(run && RunWorld::finish(*run));
    QCOMPARE(toString(run->report().verdict), toString(verdict));
    QCOMPARE(run->report().teardown.size(), 1);
    QCOMPARE(toString(run->report().teardown.first().outcome), toString(StepOutcome::Passed));
}

void TestScenarioRun::cancelEndsTheStepAtWork_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::newRow("wait") << "{'wait':60000}"_ba;
    QTest::newRow("expect") << "{'expect':{'device':'gw','withinMs':60000}}"_ba;
    QTest::newRow("expectNone") << "{'expectNone':{'device':'gw','forMs':60000}}"_ba;
    QTest::newRow("expectOrder")
        << "{'expectOrder':{'device':'gw','messages':[{'topic':'a'},{'topic':'b'}],'withinMs':60000}}"_ba;
    QTest::newRow("expectState") << "{'expectState':{'device':'gw','state':'online','withinMs':60000}}"_ba;
    QTest::newRow("group") << "{'group':[{'wait':60000}]}"_ba;
    QTest::newRow("repeat") << "{'repeat':{'times':5,'steps':[{'wait':60000}]}}"_ba;
    QTest::newRow("parallel") << "{'parallel':[[{'wait':60000}],[{'wait':60000}]]}"_ba;
    QTest::newRow("forEachDevice") << "{'forEachDevice':{'steps':[{'wait':60000}]}}"_ba;
    QTest::newRow("probe") << "{'probe':{'expect':{'topic':'a','withinMs':60000}}}"_ba;
}

void TestScenarioRun::cancelEndsTheStepAtWork()
{
    QFETCH(QByteArray, step);
    const auto run = make("'steps':[" + step + ",{'connect':'gw'}],'teardown':[{'connect':'gw'}]");
    QVERIFY(run);
    QSignalSpy began(run.get(), &ScenarioRun::stepBegan);
    QSignalSpy finished(run.get(), &ScenarioRun::finished);
    run->start();
    QTRY_VERIFY(!began.isEmpty());
    run->cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Cancelled));
    QCOMPARE(toString(run->report().steps[0].outcome), toString(StepOutcome::Cancelled));
    QCOMPARE(toString(run->report().steps[1].outcome), toString(StepOutcome::NotRun));
    QCOMPARE(toString(run->report().teardown[0].outcome), toString(StepOutcome::Passed));
}

void TestScenarioRun::cancelBeforeTheFirstStep()
{
    const auto run = make("'steps':[{'connect':'gw'}]");
    QVERIFY(run);
    QSignalSpy finished(run.get(), &ScenarioRun::finished);
    run->start();
    run->cancel();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Cancelled));
}

void TestScenarioRun::aStepHasItsOwnTimeLimit_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("got");
    QTest::newRow("wait") << "{'timeoutMs':5,'wait':60000}"_ba << u"had not ended after"_s;
    QTest::newRow("expect") << "{'timeoutMs':5,'expect':{'device':'gw','withinMs':60000}}"_ba << u"none"_s;
    QTest::newRow("group") << "{'timeoutMs':5,'group':[{'wait':60000}]}"_ba << u"had not ended after"_s;
    QTest::newRow("state") << "{'timeoutMs':5,'expectState':{'device':'gw','state':'failed','withinMs':60000}}"_ba
                           << u"is offline"_s;
}

void TestScenarioRun::aStepHasItsOwnTimeLimit()
{
    QFETCH(QByteArray, step);
    QFETCH(QString, got);
    const auto run = make("'steps':[" + step + "]");
    QVERIFY(run && RunWorld::finish(*run));
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Failed));
    QCOMPARE(toString(run->report().steps[0].outcome), toString(StepOutcome::TimedOut));
    QVERIFY2(run->report().firstFailure()->got.contains(got), qPrintable(run->report().firstFailure()->got));
}

void TestScenarioRun::theRunHasATimeLimit()
{
    RunTerms terms;
    terms.timeout = std::chrono::milliseconds(20);
    const auto run = make("'steps':[{'wait':60000},{'connect':'gw'}],'teardown':[{'wait':30}]", terms);
    QVERIFY(run && RunWorld::finish(*run));
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Failed));
    QCOMPARE(toString(run->report().steps[0].outcome), toString(StepOutcome::TimedOut));
    QCOMPARE(toString(run->report().steps[1].outcome), toString(StepOutcome::NotRun));
    QCOMPARE(toString(run->report().teardown[0].outcome), toString(StepOutcome::Passed)); // it has its own time
}

void TestScenarioRun::skipsStepsWhoseConditionDoesNotHold()
{
    const auto run = make("'vars':{'n':1},'steps':[{'when':'vars.n === 1','wait':0},{'when':'vars.n === 2','wait':0},"
                          "{'name':'no condition','when':'vars.n','wait':0}]");
    QVERIFY(run && RunWorld::finish(*run));
    const auto &steps = run->report().steps;
    QCOMPARE(toString(steps[0].outcome), toString(StepOutcome::Passed));
    QCOMPARE(toString(steps[1].outcome), toString(StepOutcome::Skipped));
    QCOMPARE(toString(steps[2].outcome), toString(StepOutcome::Failed));
    QVERIFY2(run->report().reason().contains(u"true or false"), qPrintable(run->report().reason()));
}

void TestScenarioRun::goesOnAfterAFailureOnlyWhereItIsAllowed()
{
    const auto run = make("'steps':[{'continueOnFailure':true,'expect':{'device':'gw','withinMs':1}},"
                          "{'group':[{'continueOnFailure':true,'expect':{'device':'gw','withinMs':1}},{'wait':0}]},"
                          "{'name':'last','wait':0},{'expect':{'device':'gw','withinMs':1}},{'wait':0}]");
    QVERIFY(run && RunWorld::finish(*run));
    const auto &steps = run->report().steps;
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Failed));
    QCOMPARE(toString(steps[0].outcome), toString(StepOutcome::Failed));
    QCOMPARE(toString(steps[1].outcome), toString(StepOutcome::Failed));
    QCOMPARE(toString(steps[1].steps[1].outcome), toString(StepOutcome::Passed));
    QCOMPARE(toString(steps[2].outcome), toString(StepOutcome::Passed));
    QCOMPARE(toString(steps[3].outcome), toString(StepOutcome::Failed));
    QCOMPARE(toString(steps[4].outcome), toString(StepOutcome::NotRun));
}

void TestScenarioRun::capturedValuesAreUsed()
{
    const auto run =
        make("'steps':[{'connect':'gw'},"
             "{'probe':{'publish':{'topic':'${topics.command}','payload':{'requestTime':17,'op':'x'}}}},"
             "{'expect':{'device':'gw','json':{'op':'x'},'capture':{'time':'/requestTime','level':{'topicLevel':1}}}},"
             "{'publish':{'device':'gw','payload':{'was':'${vars.time}','of':'${vars.level}'}}},"
             "{'expect':{'device':'gw','kind':'out','json':{'was':17,'of':'${clientId}'}}}]");
    QVERIFY(run && RunWorld::finish(*run));
    QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    QCOMPARE(run->report().steps[2].captured.value(u"time").toWholeNumber(), std::optional<qint64>(17));
}

void TestScenarioRun::branchesHaveCapturedValuesOfTheirOwn()
{
    const auto scenario = ScenarioFile::parse(
        R"({"format":"standin.scenario/1","devices":{"d":{"profile":{"clientId":"d${index}-${run.id}"},"count":20}},
            "steps":[{"connect":"d"},{"forEachDevice":{"device":"d","parallel":true,"steps":[
              {"publish":{"payload":{"mine":"${clientId}"}}},
              {"expect":{"kind":"out","capture":{"mine":"/mine"}}},
              {"publish":{"payload":{"again":"${vars.mine}"}}},
              {"expect":{"kind":"out","json":{"again":"${clientId}"},"withinMs":2000}}]}}]})");
    VERIFY_RESULT(scenario);
    RunTerms terms{.scenario = std::make_shared<const Scenario>(*scenario)};
    terms.broker = m_world.url();
    ScenarioRun run(m_world.services, terms);
    QVERIFY(RunWorld::finish(run));
    QVERIFY2(run.report().verdict == Verdict::Passed, qPrintable(failureText(run.report())));
    QCOMPARE(run.report().steps[1].steps.size(), 20);
}

void TestScenarioRun::anExpectationLooksBehindTheActionBeforeIt()
{
    const auto run = make("'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':'one'}},"
                          "{'expect':{'device':'gw','kind':'out','text':'one'}},"
                          "{'expect':{'device':'gw','kind':'out','text':'one'}},"
                          "{'publish':{'device':'gw','payload':'two'}},"
                          "{'name':'old','expect':{'device':'gw','kind':'out','text':'one','withinMs':1}}]");
    QVERIFY(run && RunWorld::finish(*run));
    const auto &steps = run->report().steps;
    QCOMPARE(toString(steps[2].outcome), toString(StepOutcome::Passed));
    QCOMPARE(toString(steps[3].outcome), toString(StepOutcome::Passed));
    QCOMPARE(run->report().firstFailure()->name, u"old"_s);
}

void TestScenarioRun::sinceNamesAnotherBeginning()
{
    const auto run = make("'steps':[{'connect':'gw'},{'name':'first','publish':{'device':'gw','payload':'one'}},"
                          "{'publish':{'device':'gw','payload':'two'}},"
                          "{'expect':{'device':'gw','kind':'out','text':'one','since':'first'}},"
                          "{'expect':{'device':'gw','event':'connack-received','since':'start'}}]");
    QVERIFY(run && RunWorld::finish(*run));
    QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
}

void TestScenarioRun::droppedEntriesProveNothing_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("got"); // empty: it passes
    const QString unknown = u"entries were dropped, so this cannot be said"_s;
    QTest::newRow("none") << "{'expectNone':{'kind':'out','topic':'x','since':'start','forMs':1}}"_ba << unknown;
    QTest::newRow("none of a probe") << "{'probe':{'expectNone':{'topic':'x','since':'start','forMs':1}}}"_ba
                                     << unknown;
    QTest::newRow("exactly") << "{'expect':{'kind':'out','json':{'n':9},'since':'start','count':1,'forMs':1}}"_ba
                             << unknown;
    QTest::newRow("at most") << "{'expect':{'kind':'out','json':{'n':9},'since':'start','atMost':3,'forMs':1}}"_ba
                             << unknown;
    QTest::newRow("too few") << "{'expect':{'kind':'out','json':{'n':0},'since':'start','withinMs':1}}"_ba << unknown;
    QTest::newRow("too many") << "{'expect':{'kind':'out','since':'start','count':1}}"_ba << u"2 or more: "_s;
    QTest::newRow("at least") << "{'expect':{'kind':'out','json':{'n':9},'since':'start'}}"_ba << QString();
    QTest::newRow("nothing was dropped since") << "{'expectNone':{'kind':'out','topic':'x','forMs':1}}"_ba << QString();
}

void TestScenarioRun::droppedEntriesProveNothing()
{
    QFETCH(QByteArray, step);
    QFETCH(QString, got);
    m_world.journal.setLimits({.entries = 3});
    const auto limits = qScopeGuard([this] { m_world.journal.setLimits({}); });
    const auto run = make("'steps':[{'connect':'gw'},{'repeat':{'times':10,'as':'n','steps':["
                          "{'publish':{'device':'gw','payload':{'n':'${vars.n}'}}}]}}," +
                          step + "]");
    QVERIFY(run && RunWorld::finish(*run));
    const StepReport *failed = run->report().firstFailure();
    QVERIFY2((failed != nullptr) == !got.isEmpty(), qPrintable(failureText(run->report())));
    if (!failed)
        return;
    QVERIFY2(failed->got.contains(got), qPrintable(failed->got));
    QCOMPARE(failed->got.contains(u"dropped"), got.contains(u"dropped"));
}

void TestScenarioRun::variablesOfTheTermsHavePriority()
{
    RunTerms terms;
    terms.vars = JsonText::parse(R"({"b":2})").value();
    const auto run = make("'vars':{'a':1,'b':1},'steps':[{'connect':'gw'},"
                          "{'publish':{'device':'gw','payload':{'a':'${vars.a}','b':'${vars.b}'}}},"
                          "{'expect':{'device':'gw','kind':'out','json':{'a':1,'b':2},'withinMs':1000}}]",
                          terms);
    QVERIFY(run && RunWorld::finish(*run));
    QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
}

void TestScenarioRun::rowsAreInScope()
{
    RunTerms terms;
    terms.row = 1;
    terms.rowValues = JsonText::parse(R"({"op":"reboot"})").value();
    const auto run = make("'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':{'op':'${row.op}'}}},"
                          "{'expect':{'device':'gw','kind':'out','json':{'op':'reboot'},'withinMs':1000}}]",
                          terms);
    QVERIFY(run && RunWorld::finish(*run));
    QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    QCOMPARE(run->report().title(), u"s [row 2]"_s);
}

void TestScenarioRun::delaysRepeatWithTheSeed()
{
    QList<qint64> took;
    for (const quint64 seed : {7, 7, 8}) {
        RunTerms terms;
        terms.seed = seed;
        const auto run = make("'steps':[{'wait':{'type':'uniform','lower':0,'upper':300}}]", terms);
        QVERIFY(run && RunWorld::finish(*run));
        QCOMPARE(run->report().seed, seed);
        took.append(run->report().steps[0].tookMicros / 1000);
    }
    const auto expected = [](quint64 seed) {
        Random random(seed);
        return static_cast<qint64>(random.real(0, 300));
    };
    QVERIFY2(took[0] >= expected(7) && took[1] >= expected(7) && took[2] >= expected(8), "never earlier than drawn");
    QVERIFY(std::abs(expected(7) - expected(8)) > 20); // so the check above can fail
}

void TestScenarioRun::idsAndValuesRepeatWithTheSeed()
{
    QStringList payloads;
    for (const bool isRepeatable : {true, true, false}) {
        RunTerms terms;
        terms.seed = 7;
        terms.hasRepeatableId = isRepeatable;
        const auto run = make("'steps':[{'connect':'gw'},{'publish':{'device':'gw','payload':'${uuid()}'}},"
                              "{'expect':{'device':'gw','kind':'out'}}]",
                              terms);
        QVERIFY(run && RunWorld::finish(*run));
        const EntryPtr sent = m_world.journal.at(run->report().steps[2].matched.first());
        payloads.append(sent->device + u' ' + QString::fromUtf8(sent->payload));
        QTRY_COMPARE(m_world.fleet.ids(), QStringList());
    }
    QCOMPARE(payloads[0], payloads[1]);
    QVERIFY(payloads[0] != payloads[2]);
}

void TestScenarioRun::manyStepsThatEndAtOnce()
{
    const auto run = make("'steps':[{'repeat':{'times':20000,'steps':[{'group':[]},{'group':[]}]}}]");
    QVERIFY(run && RunWorld::finish(*run));
    QCOMPARE(toString(run->report().verdict), toString(Verdict::Passed));
}

void TestScenarioRun::manyRoundsAreBounded()
{
    const auto run = make("'steps':[{'repeat':{'times':3000,'steps':[{'group':[]}]}}]");
    QVERIFY(run && RunWorld::finish(*run));
    QCOMPARE(run->report().steps[0].steps.size(), StepReport::mostParts);
    QCOMPARE(run->report().steps[0].omitted, 3000 - StepReport::mostParts);
}

void TestScenarioRun::unreachableBroker()
{
    const auto scenario = RunWorld::scenario("'steps':[{'connect':'gw'}],'teardown':[{'offline':'gw'}]");
    VERIFY_RESULT(scenario);
    ScenarioRun run(m_world.services, {.scenario = *scenario, .broker = QUrl(u"mqtt://127.0.0.1:9"_s)});
    QVERIFY(RunWorld::finish(run));
    QCOMPARE(toString(run.report().verdict), toString(Verdict::BrokerUnreachable));
    QVERIFY2(run.report().reason().contains(u"refused"), qPrintable(run.report().reason()));
}

void TestScenarioRun::namesTheClientIdThatIsInUse()
{
    const auto scenario = ScenarioFile::parse(
        R"({"format":"standin.scenario/1","devices":{"gw":{"profile":{"clientId":"fixed"}}},"steps":[{"wait":0}]})");
    VERIFY_RESULT(scenario);
    VERIFY_RESULT(m_world.fleet.addDevice(u"fixed"_s, Profile()));
    ScenarioRun run(m_world.services, {.scenario = std::make_shared<const Scenario>(*scenario)});
    QVERIFY(RunWorld::finish(run));
    QCOMPARE(toString(run.report().verdict), toString(Verdict::NotStarted));
    QVERIFY2(run.report().reason().contains(u"${run.id}"), qPrintable(run.report().reason()));
    QVERIFY(m_world.fleet.contains(u"fixed"_s)); // it is not the run's
    AWAIT_RESULT(m_world.fleet.perform(u"fixed"_s, Order::Remove()));
}

void TestScenarioRun::removesItsRulesAndDevices()
{
    const auto run = make("'steps':[{'connect':'gw'},{'rule':{'device':'gw','when':{'topic':'#'},"
                          "'then':[{'reply':{'payload':{'by':'rule'}}}]}},"
                          "{'probe':{'publish':{'topic':'${topics.command}','payload':{'requestTime':1}}}},"
                          "{'probe':{'expect':{'topic':'${topics.reply}','json':{'by':'rule'},'withinMs':2000}}}]");
    QVERIFY(run);
    qsizetype rules = 0;
    connect(run.get(), &ScenarioRun::stepEnded, this, [&] { rules = m_world.fleet.rules().rules().size(); });
    QVERIFY(RunWorld::finish(*run));
    QVERIFY2(run->report().verdict == Verdict::Passed, qPrintable(failureText(run->report())));
    QCOMPARE(rules, 1);
}

void TestScenarioRun::destroyingItEndsIt()
{
    auto run =
        make("'steps':[{'connect':'gw'},{'rule':{'device':'gw','when':{'topic':'#'},'then':[]}},{'wait':60000}]");
    QVERIFY(run);
    QSignalSpy began(run.get(), &ScenarioRun::stepBegan);
    run->start();
    QTRY_COMPARE(began.size(), 3);
    run.reset();
}

void TestScenarioRun::leavesNoSessionAtTheBroker_data()
{
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<QByteArray>("last"); // step
    QTest::newRow("3.1.1, online") << R"({"cleanStart":false})"_ba
                                   << R"({"wait":0})"_ba;
    QTest::newRow("3.1.1, offline") << R"({"cleanStart":false})"_ba
                                    << R"({"offline":"gw"})"_ba;
    QTest::newRow("5.0") << R"({"version":"5.0","cleanStart":false,"sessionExpiry":600})"_ba
                         << R"({"offline":{"device":"gw","mode":"abrupt"}})"_ba;
}

void TestScenarioRun::leavesNoSessionAtTheBroker()
{
    QFETCH(QByteArray, connection);
    QFETCH(QByteArray, last);
    const auto scenario = ScenarioFile::parse(R"({"format":"standin.scenario/1","devices":{"gw":{"profile":{"clientId":
        "kept-${run.id}","connection":)" + connection +
                                              R"(}}},"steps":[{"connect":"gw"},)" + last + "]}");
    VERIFY_RESULT(scenario);
    ScenarioRun run(m_world.services,
                    {.scenario = std::make_shared<const Scenario>(*scenario), .broker = m_world.url()});
    QVERIFY(RunWorld::finish(run));
    QVERIFY2(run.report().verdict == Verdict::Passed, qPrintable(failureText(run.report())));
    Profile again;
    again.connection.url = m_world.url();
    again.connection.cleanStart = false;
    const QString id = run.report().devices.first();
    const Cursor before = m_world.journal.cursor();
    VERIFY_RESULT(m_world.fleet.addDevice(id, again));
    AWAIT_RESULT(m_world.fleet.perform(id, Order::Connect()));
    const auto connacks = m_world.journal.read({.after = before, .event = EntryEvent::ConnackReceived}).entries;
    QCOMPARE(connacks.size(), 1);
    QVERIFY(!connacks.first()->sessionPresent);
    AWAIT_RESULT(m_world.fleet.perform(id, Order::Remove()));
}

void TestScenarioRun::keepsTheEvidence()
{
    RunTerms terms;
    terms.keepsEvidence = false;
    const auto passed = make("'steps':[{'connect':'gw'}]", terms);
    QVERIFY(passed && RunWorld::finish(*passed));
    QCOMPARE(passed->report().entries.size(), 0);
    const auto failed = make("'steps':[{'connect':'gw'},{'expect':{'device':'gw','withinMs':1}}]", terms);
    QVERIFY(failed && RunWorld::finish(*failed));
    QVERIFY(failed->report().entries.size() >= 4);
    for (const EntryPtr &entry : failed->report().entries)
        QCOMPARE(entry->device, failed->report().devices.first());
}

void TestScenarioRun::valuesOfTemplatesAreReported()
{
    const auto run =
        make("'vars':{'n':7},'steps':[{'connect':'gw'},"
             "{'publish':{'device':'gw','topic':'up/${clientId}','payload':{'n':'${vars.n}','at':'${seq()}'}}},"
             "{'expect':{'device':'gw','kind':'out','topic':'up/+','json':{'n':'${vars.n}'}}},"
             "{'probe':{'publish':{'topic':'other/${run.id}','payload':{'n':'${vars.n}'}}}},"
             "{'setState':{'device':'gw','values':{'fw':'${vars.n}'}}},"
             "{'publish':{'device':'gw','topic':'up/x','payload':1}},"
             "{'expectOrder':{'device':'gw','since':'start','messages':[{'kind':'out','topic':'up/${clientId}'},"
             "{'kind':'out','topic':'up/+'}]}}]");
    QVERIFY(run && RunWorld::finish(*run));
    const RunReport &report = run->report();
    QVERIFY2(report.verdict == Verdict::Passed, qPrintable(failureText(report)));
    const QString id = report.runId;
    QVERIFY(report.steps[0].values.isEmpty());
    const QString sent = QString::fromUtf8(m_world.journal.at(report.steps[2].matched.first())->payload);
    QVERIFY(sent.startsWith(u"{\"n\":7"));
    QCOMPARE(report.steps[1].values, u"up/gw-%1 %2"_s.arg(id, sent)); // as the device has rendered it
    QCOMPARE(report.steps[2].values, u"up/+ {\"n\":7}"_s);
    QCOMPARE(report.steps[3].values, u"other/%1 {\"n\":7}"_s.arg(id));
    QCOMPARE(report.steps[4].values, u"{\"fw\":7}"_s);
    QCOMPARE(report.steps[6].values, u"up/gw-%1; up/+"_s.arg(id));
}

STANDIN_TEST(TestScenarioRun)
#include "tst_scenariorun.moc"
