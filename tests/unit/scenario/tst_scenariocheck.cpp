// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/scenariofile.h"
#include "scenariotexts.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The check of a scenario's meaning: what is right, advice, and files. TestScenarioFaults has what is wrong.
class TestScenarioCheck : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void warns_data();
    void warns();
    void findsAllFaults();
    void checksProfiles();
    void checksRows();
    void checksIncludedFiles();

private:
    QTemporaryDir m_folder;
};

void TestScenarioCheck::accepts_data()
{
    QTest::addColumn<QByteArray>("steps");
    const auto row = [](const char *name, const QByteArray &steps) { QTest::newRow(name) << steps; };
    const QByteArray expect = R"(,{"expect":{"device":"gw","topic":"a"}})";
    row("devices", R"({"connect":"*"},{"connect":["gw","thermo[2]"]})" + expect);
    row("current device",
        R"({"forEachDevice":{"device":"thermo","steps":[{"connect":{}},{"expect":{"topic":"${clientId}"}},)"
        R"({"http":"http://x/${clientId}"}]}})");
    row("saved message", R"({"publish":{"device":"gw","message":"Door opened"}})" + expect);
    row("variables", R"({"publish":{"device":"gw","payload":"${vars.site}/${vars.room}/${vars.limit + 1}"}})" + expect);
    row("captured",
        R"({"expect":{"device":"gw","capture":{"t":"/t"}}},{"publish":{"device":"gw","payload":"${vars.t}"}})");
    row("captured in a branch", R"({"parallel":[{"expect":{"device":"gw","capture":{"t":"/t"}}},{"connect":"gw"}]},)"
                                R"({"publish":{"device":"gw","payload":"${vars.t}"}})");
    row("captured by a step of its own",
        R"({"name":"a","expect":{"device":"gw"}},{"capture":{"t":"/t"},"from":"a"},{"setState":{"device":"gw","values":{"t":"${vars.t}"}}})");
    row("round",
        R"({"repeat":{"times":2,"as":"i","steps":[{"publish":{"device":"gw","payload":"${vars.i}"}}]}})" + expect);
    row("since",
        R"({"name":"a","connect":"gw"},{"expect":{"device":"gw","since":"a"}},{"expectNone":{"device":"gw","since":"start"}})");
    row("command in a preset",
        R"({"preset":{"device":"gw","payload":{"t":"${requestTime}","c":"${command.topic}","v":"${vars.site}"}}})" +
            expect);
    row("command in a rule", R"({"rule":{"device":"gw","when":{"topic":"a/{b}","script":"command.json.x > 1"},)"
                             R"("then":[{"reply":{"payload":"${command.levels.b} ${traceId}"}}]}})" +
                                 expect);
    row("operators with templates", R"({"expect":{"device":"gw","qos":"${vars.limit}","payload":{"allOf":[)"
                                    R"({"jsonPointer":"/n","greaterThan":"${vars.limit}"},{"in":"${vars.limit}"},)"
                                    R"({"matches":"a-${vars.site}-[0-9]+"}]}}})");
    row("failed", R"({"expectState":{"device":"gw","state":"failed","error":"broker-refused"}})");
    row("event", R"({"expect":{"device":"gw","event":"event-fired","topic":"door"}})");
    row("other device",
        R"({"probe":{"publish":{"topic":"${devices.gw.topics.command}","payload":"${devices.thermo.1.clientId}"}}})" +
            expect);
    row("answer of HTTP",
        R"({"http":{"url":"${vars.site}/a","expect":{"json":{"s":"${vars.site}"}},"capture":{"id":"/id"}}},)"
        R"({"http":"http://x/${vars.id}"})");
}

void TestScenarioCheck::accepts()
{
    QFETCH(QByteArray, steps);
    const auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(steps));
    VERIFY_RESULT(scenario);
    const CheckResult result = checkScenario(*scenario);
    QVERIFY2(result.faults.isEmpty(), qPrintable(result.faults.isEmpty() ? QString() : result.faults[0].toString()));
    QVERIFY2(result.warnings.isEmpty(),
             qPrintable(result.warnings.isEmpty() ? QString() : result.warnings[0].toString()));
}

void TestScenarioCheck::warns_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QString>("warning");
    QTest::newRow("wait") << QByteArray(R"({"wait":5},{"expect":{"device":"gw"}})")
                          << u"/steps/0: a wait makes a test slow"_s;
    QTest::newRow("no expectation") << QByteArray(R"({"connect":"gw"})") << u"/steps: no step expects anything"_s;
    QTest::newRow("always") << QByteArray(R"({"expect":{"device":"gw","atLeast":0}})")
                            << u"/steps/0: it always holds"_s;
    QTest::newRow("time") << QByteArray(R"({"expect":{"device":"gw","withinMs":500},"timeoutMs":400})")
                          << u"/steps/0: the step ends after timeoutMs"_s;
}

void TestScenarioCheck::warns()
{
    QFETCH(QByteArray, steps);
    QFETCH(QString, warning);
    const CheckResult result = checkScenario(ScenarioFile::parse(ScenarioTexts::withSteps(steps)).value());
    QVERIFY(result.faults.isEmpty());
    QCOMPARE(result.warnings.size(), 1);
    QVERIFY2(result.warnings[0].toString().startsWith(warning), qPrintable(result.warnings[0].toString()));
}

void TestScenarioCheck::findsAllFaults()
{
    const auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(
        R"({"connect":"a"},{"group":[{"publish":{"device":"gw","message":"b"}},{"publish":{"device":"gw","payload":"${vars.c}"}}]},)"
        R"({"expectNone":{"device":"gw","forMs":0}})",
        R"("teardown":[{"offline":"d"}],)"));
    QStringList places;
    for (const Error &fault : checkScenario(*scenario).faults)
        places.append(fault.where);
    QCOMPARE(places, (QStringList{u"/steps/0/connect/device"_s, u"/steps/1/group/0/publish/message"_s,
                                  u"/steps/1/group/1/publish/payload"_s, u"/steps/2/expectNone/forMs"_s,
                                  u"/teardown/0/offline/device"_s}));
}

void TestScenarioCheck::checksProfiles()
{
    const QString path = m_folder.filePath(u"a.scenario.json"_s);
    VERIFY_RESULT(File::writeAtomically(m_folder.filePath(u"broken.json"_s),
                                        R"({"format":"standin.profile/1","clientId":"${clientID}"})"));
    VERIFY_RESULT(File::writeAtomically(path, R"({"format":"standin.scenario/1","devices":{"a":"none.json",
        "b":"broken.json","c":{"profile":{"connection":{"keepAlive":-1}}},"d":{"profile":{},"count":0}},
        "steps":[{"expect":{"device":"a"}}]})"));
    const QList<Error> faults = checkScenarioFile(path).faults;
    QCOMPARE(faults.size(), 4);
    QCOMPARE(faults[0].where, path + u": /devices/a"_s);
    QVERIFY2(faults[0].message.contains(u"none.json"), qPrintable(faults[0].message));
    QVERIFY2(faults[1].message.contains(u"broken.json: /clientId"), qPrintable(faults[1].message));
    QVERIFY2(faults[2].message.contains(u"/devices/c/connection/keepAlive"), qPrintable(faults[2].message));
    QVERIFY2(faults[3].message.contains(u"/devices/d/count"), qPrintable(faults[3].message));
}

void TestScenarioCheck::checksRows()
{
    const auto check = [](const QByteArray &rows) {
        return checkScenario(ScenarioFile::parse(
                                 ScenarioTexts::withSteps(R"({"expect":{"device":"gw","topic":"${row.op}"}})", rows))
                                 .value())
            .faults;
    };
    QVERIFY(check(R"("rows":[{"op":"a"},{"op":"b","x":1}],)").isEmpty());
    const auto missing = check(R"("rows":[{"op":"a"},{"opp":"b"}],)");
    QCOMPARE(missing.size(), 1);
    QVERIFY2(missing[0].message.contains(u"a row has no \"op\""), qPrintable(missing[0].message));
    const auto noFile = check(R"("rows":"none.csv",)");
    QCOMPARE(noFile[0].where, u"/rows"_s);
}

void TestScenarioCheck::checksIncludedFiles()
{
    const QString path = m_folder.filePath(u"outer.scenario.json"_s);
    const QString inner = m_folder.filePath(u"inner.scenario.json"_s);
    VERIFY_RESULT(File::writeAtomically(inner, R"({"format":"standin.scenario/1","vars":{"user":"bob"},"steps":[
        {"expect":{"device":"gw","topic":"${vars.user}","capture":{"t":"/t"}}},{"connect":"gv"}]})"));
    VERIFY_RESULT(File::writeAtomically(
        path,
        ScenarioTexts::withSteps(
            R"({"include":{"file":"inner.scenario.json","vars":{"usr":"anna"}}},{"expect":{"device":"gw","topic":"${vars.t}"}},)"
            R"({"expect":{"device":"gw","topic":"${vars.user}"}})")));
    QStringList faults;
    for (const Error &fault : checkScenarioFile(path).faults)
        faults.append(fault.where);
    QCOMPARE(faults, (QStringList{path + u": /steps/0/include/vars"_s, inner + u": /steps/1/connect/device"_s,
                                  path + u": /steps/2/expect"_s}));
}

STANDIN_TEST(TestScenarioCheck)
#include "tst_scenariocheck.moc"
