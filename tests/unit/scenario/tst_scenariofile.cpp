// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/stepreader.h"
#include "scenario/file/stepwriter.h"
#include "scenariotexts.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The file format of scenarios.
class TestScenarioFile : public QObject
{
    Q_OBJECT

private slots:
    void readsAllKeys();
    void readsDefaults();
    void stepsAreWrittenAsTheyWereRead_data();
    void stepsAreWrittenAsTheyWereRead();
    void longFormsMeanTheSame_data();
    void longFormsMeanTheSame();
    void stepsHaveTheirPlaces();
    void keepsWhatWasNotEdited();
    void writesANewScenario();
    void isSavedAndLoaded();
    void includesFiles();
    void refusesIncludes_data();
    void refusesIncludes();
    void everyFaultIsFound();

private:
    void write(const QString &name, const QByteArray &text) const
    {
        VERIFY_RESULT(File::writeAtomically(m_folder.filePath(name), text));
    }

    QTemporaryDir m_folder;
};

void TestScenarioFile::readsAllKeys()
{
    const auto scenario = ScenarioFile::parse(R"({"$schema":"x","format":"standin.scenario/1","name":"n",
        "description":"d","tags":["smoke"],"vars":{"a":1.50},
        "devices":{"gw":"gateway.json","door":{"profile":{"name":"door"},"count":2,"connection":{"keepAlive":5}}},
        "probes":{"backend":{"clientId":"b","connection":{"username":"u"}}},
        "rows":[{"op":"a"},{"op":"b"}],
        "setup":[{"connect":"gw"}],"steps":[{"wait":1},{"wait":2}],"teardown":[{"offline":"gw"}]})");
    VERIFY_RESULT(scenario);
    QCOMPARE(scenario->name, u"n"_s);
    QCOMPARE(scenario->description, u"d"_s);
    QCOMPARE(scenario->tags, QStringList{u"smoke"_s});
    QCOMPARE(scenario->vars.text().toByteArray(), QByteArray(R"({"a":1.50})"));
    QCOMPARE(scenario->devices.size(), 2);
    QCOMPARE(scenario->devices[0].file, u"gateway.json"_s);
    QVERIFY(scenario->devices[0].profile.isUndefined());
    QCOMPARE(scenario->devices[1].name, u"door"_s);
    QCOMPARE(scenario->devices[1].profile.toCompact(), QByteArray(R"({"name":"door"})"));
    QCOMPARE(scenario->devices[1].overrides.toCompact(), QByteArray(R"({"count":2,"connection":{"keepAlive":5}})"));
    QCOMPARE(scenario->probes.size(), 1);
    QCOMPARE(scenario->probes[0].clientId, u"b"_s);
    QCOMPARE(scenario->rows.inlined.size(), 2);
    QCOMPARE(scenario->setup.size(), 1U);
    QCOMPARE(scenario->steps.size(), 2U);
    QCOMPARE(scenario->teardown.size(), 1U);
    QCOMPARE(ScenarioFile::parse(R"({"format":"standin.scenario/1","rows":"a.csv","steps":[]})")->rows.csv, u"a.csv"_s);
}

void TestScenarioFile::readsDefaults()
{
    const auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(
        R"({"expect":{}},{"expectNone":{}},{"expectState":{"state":"online"}},{"http":"GET http://x"},{"offline":{}})"));
    VERIFY_RESULT(scenario);
    const auto &expect = std::get<Expect>(scenario->steps[0].kind);
    QVERIFY(expect.entries.devices.isDefault());
    QVERIFY(expect.entries.kind == EntryKind::In);
    QCOMPARE(expect.amount.least, 1);
    QVERIFY(!expect.amount.hasMost());
    QCOMPARE(expect.withinMs, 5000);
    QCOMPARE(std::get<ExpectNone>(scenario->steps[1].kind).forMs, 500);
    QCOMPARE(std::get<HttpStep>(scenario->steps[3].kind).method, u"GET"_s);
    QVERIFY(std::get<GoOffline>(scenario->steps[4].kind).mode == OfflineMode::Clean);
    QVERIFY(!scenario->steps[0].continueOnFailure);
    QVERIFY(!scenario->steps[0].timeoutMs);
}

void TestScenarioFile::stepsAreWrittenAsTheyWereRead_data()
{
    QTest::addColumn<QByteArray>("step");
    const auto row = [](const char *name, const QByteArray &step) { QTest::newRow(name) << step; };
    row("connect", R"({"connect":"gw"})");
    row("connect of several", R"({"connect":["gw","thermo[1]"]})");
    row("connect that fails", R"({"connect":{"device":"gw","fails":true}})");
    row("connect that fails with a code",
        R"({"connect":{"device":"gw","fails":{"error":"broker-refused","reasonCode":135}}})");
    row("connect of the only device", R"({"connect":{}})");
    row("offline", R"({"offline":"gw"})");
    row("offline with a mode", R"({"offline":{"device":"gw","mode":"abrupt"}})");
    row("reconnect", R"({"reconnect":{"device":"gw","fails":"connection-lost"}})");
    row("saved message", R"({"publish":{"device":"gw","message":"Door opened"}})");
    row("publish", R"({"publish":{"device":"gw","topic":"a/${run.id}","payload":{"n":1.50},"qos":0,"retain":true}})");
    row("publish of text", R"({"publish":{"payload":"hello","fails":"not-online"}})");
    row("publish of bytes", R"({"publish":{"payloadBase64":"/w=="}})");
    row("preset", R"({"preset":{"device":"gw","match":{"topic":"a"},"payload":{"code":1,"t":"${requestTime}"}}})");
    row("rule", R"({"rule":{"device":"gw","when":{"topic":"a/{b}"},"then":[{"reply":{"payload":{"b":2}}}]}})");
    row("setState", R"({"setState":{"device":"gw","values":{"fw":"1.0"},"all":true}})");
    row("expect", R"({"expect":{"device":"gw","topic":"cmd/#","json":{"op":"reboot"},"count":1,"withinMs":100,)"
                  R"("forMs":10,"since":"a","capture":{"t":"/traceId","l":{"topicLevel":1}}}})");
    row("expect of another kind",
        R"({"expect":{"kind":"out","payload":{"jsonPointer":"/a","equalTo":1},"atLeast":2}})");
    row("expect of an event", R"({"expect":{"event":"event-fired","topic":"door"}})");
    row("expect with limits", R"({"expect":{"topic":"a","atLeast":2,"atMost":3}})");
    row("expect at most", R"({"expect":{"topic":"a","atMost":3}})");
    row("expectNone", R"({"expectNone":{"topic":"a","qos":1,"forMs":100,"since":"start"}})");
    row("expectOrder", R"({"expectOrder":{"device":"gw","messages":[{"topic":"a"},{"kind":"out","topic":"b"}],)"
                       R"("withinMs":10,"since":"s","capture":{"x":"/x"}}})");
    row("expectState", R"({"expectState":{"device":"gw","state":"failed","error":"broker-refused","reasonCode":135,)"
                       R"("withinMs":1}})");
    row("capture", R"({"capture":{"a":"/a","b":{"property":"contentType"},"c":{"jsonPointer":"/c","matches":"v.*"}},)"
                   R"("from":"s"})");
    row("http", R"({"http":{"url":"http://127.0.0.1/${vars.site}"}})");
    row("http with all",
        R"({"http":{"method":"POST","url":"https://x/","headers":{"A":"b","T":{"env":"TOKEN"}},"json":{"n":1.0},)"
        R"("ca":"ca.pem","expect":{"status":[200,202],"headers":{"content-type":{"startsWith":"application/json"}},)"
        R"("json":{"ok":true},"body":{"jsonPointer":"/id","present":true}},"capture":{"id":"/id"},"withinMs":10,)"
        R"("everyMs":20}})");
    row("http with text", R"({"http":{"method":"PUT","url":"http://x/","body":"text"}})");
    row("probe publishes", R"({"probe":{"name":"backend","publish":{"topic":"a","payload":1,"qos":0,"retain":true,)"
                           R"("properties":{"responseTopic":"r"}}}})");
    row("probe subscribes", R"({"probe":{"subscribe":"state/#"}})");
    row("probe subscribes to several", R"({"probe":{"subscribe":{"topic":["a","b"],"qos":0}}})");
    row("probe expects", R"({"probe":{"expect":{"topic":"a","retain":true,"count":2,"withinMs":1,"since":"s",)"
                         R"("capture":{"x":"/x"}}}})");
    row("probe expects nothing", R"({"probe":{"expectNone":{"topic":"a","forMs":1}}})");
    row("group", R"({"name":"g","group":[{"connect":"gw"},{"wait":1}]})");
    row("parallel", R"({"parallel":[[{"connect":"gw"},{"wait":1}],{"wait":2}]})");
    row("repeat", R"({"repeat":{"times":3,"as":"round","steps":[{"wait":1}]}})");
    row("forEachDevice", R"({"forEachDevice":{"device":"thermo","parallel":true,"steps":[{"connect":{}}]}})");
    row("include", R"({"include":"a.scenario.json"})");
    row("include with vars", R"({"include":{"file":"a.scenario.json","vars":{"user":"anna"}}})");
    row("wait", R"({"wait":500})");
    row("wait by chance", R"({"wait":{"type":"uniform","lower":1,"upper":2}})");
    row("all that every step has",
        R"({"name":"a step","when":"vars.site == 'lab'","timeoutMs":100,"continueOnFailure":true,"wait":1})");
}

void TestScenarioFile::stepsAreWrittenAsTheyWereRead()
{
    QFETCH(QByteArray, step);
    const auto reading = ScenarioFile::read(ScenarioTexts::withSteps(step));
    QVERIFY2(reading.faults.isEmpty(),
             qPrintable(reading.faults.isEmpty() ? QString() : reading.faults.first().toString()));
    QCOMPARE(reading.scenario.steps.size(), 1U);
    QCOMPARE(toJson(reading.scenario.steps.front()).toCompact(), step);
}

void TestScenarioFile::longFormsMeanTheSame_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("shortest");
    const auto row = [](const char *name, const QByteArray &written, const QByteArray &shortest) {
        QTest::newRow(name) << written << shortest;
    };
    row("device", R"({"connect":{"device":"gw"}})", R"({"connect":"gw"})");
    row("array of one", R"({"connect":["gw"]})", R"({"connect":"gw"})");
    row("http", R"({"http":"POST http://x"})", R"({"http":{"method":"POST","url":"http://x"}})");
    row("http without a method", R"({"http":"http://x"})", R"({"http":{"url":"http://x"}})");
    row("usual values", R"({"expect":{"topic":"a","kind":"in","atLeast":1,"withinMs":5000}})",
        R"({"expect":{"topic":"a"}})");
    row("include", R"({"include":{"file":"a"}})", R"({"include":"a"})");
    row("fails not", R"({"connect":{"device":"gw","fails":false}})", R"({"connect":"gw"})");
}

void TestScenarioFile::longFormsMeanTheSame()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, shortest);
    const auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(written));
    VERIFY_RESULT(scenario);
    QCOMPARE(toJson(scenario->steps.front()).toCompact(), shortest);
}

void TestScenarioFile::stepsHaveTheirPlaces()
{
    const auto scenario = ScenarioFile::parse("\n{\"format\":\"standin.scenario/1\",\n"
                                              "\"setup\":[{\"wait\":1}],\n\"steps\":[\n  {\"wait\":1},\n"
                                              "  {\"repeat\":{\"times\":2,\n    \"steps\":[\n      {\"wait\":2}]}},\n"
                                              "  {\"parallel\":[{\"wait\":1},\n   [{\"wait\":1}]]}]}");
    VERIFY_RESULT(scenario);
    QCOMPARE(scenario->setup[0].pointer, u"/setup/0"_s);
    QCOMPARE(scenario->setup[0].line, 3);
    QCOMPARE(scenario->steps[0].pointer, u"/steps/0"_s);
    QCOMPARE(scenario->steps[0].line, 5);
    const Step &inner = std::get<Repeat>(scenario->steps[1].kind).steps[0];
    QCOMPARE(inner.pointer, u"/steps/1/repeat/steps/0"_s);
    QCOMPARE(inner.line, 8);
    const auto &branches = std::get<Parallel>(scenario->steps[2].kind).branches;
    QCOMPARE(branches[0][0].pointer, u"/steps/2/parallel/0"_s);
    QCOMPARE(branches[1][0].pointer, u"/steps/2/parallel/1/0"_s);
    QCOMPARE(branches[1][0].line, 10);
}

void TestScenarioFile::keepsWhatWasNotEdited()
{
    const QByteArray text = "{ \"format\" : \"standin.scenario/1\",\n  \"name\": \"old\",\n"
                            "  \"vars\": { \"pi\": 3.1400 },\n  \"devices\": { \"gw\": { \"profile\": \"a.json\" } },\n"
                            "  \"steps\": [\n    { \"connect\": { \"device\": \"gw\" } },\n"
                            "    { \"expect\": { \"topic\" : \"a\", \"withinMs\": 5000 } }\n  ]\n}\n";
    auto scenario = ScenarioFile::parse(text);
    VERIFY_RESULT(scenario);
    QCOMPARE(ScenarioFile::toText(*scenario), text);
    scenario->name = u"new"_s;
    QCOMPARE(ScenarioFile::toText(*scenario), QByteArray(text).replace("old", "new"));
    std::get<Expect>(scenario->steps[1].kind).withinMs = 100;
    QCOMPARE(ScenarioFile::toText(*scenario), QByteArray(text).replace("old", "new").replace("5000", "100"));
    scenario->steps.erase(scenario->steps.begin());
    const QByteArray shorter = ScenarioFile::toText(*scenario);
    QVERIFY2(!shorter.contains("connect") && shorter.contains("3.1400"), shorter.constData());
    QVERIFY(ScenarioFile::parse(shorter).has_value());
}

void TestScenarioFile::writesANewScenario()
{
    Scenario scenario;
    scenario.name = u"made"_s;
    scenario.devices = {{.name = u"gw"_s, .file = u"gw.json"_s}};
    scenario.steps = {{.kind = Connect{{{u"gw"_s}}}}};
    QCOMPARE(ScenarioFile::toText(scenario),
             QByteArray("{\n  \"format\": \"standin.scenario/1\",\n  \"name\": \"made\",\n  \"devices\": {\n"
                        "    \"gw\": \"gw.json\"\n  },\n  \"steps\": [\n    {\n      \"connect\": \"gw\"\n    }\n"
                        "  ]\n}\n"));
}

void TestScenarioFile::isSavedAndLoaded()
{
    auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(R"({"connect":"gw"})"));
    scenario->name.clear();
    const QString path = m_folder.filePath(u"boot.scenario.json"_s);
    VERIFY_RESULT(ScenarioFile::save(*scenario, path));
    const auto loaded = ScenarioFile::load(path);
    VERIFY_RESULT(loaded);
    QCOMPARE(loaded->name, u"boot"_s);
    QCOMPARE(loaded->path, path);
    QCOMPARE(loaded->baseDir, m_folder.path());
    // The name that the file does not have is not written into it.
    QCOMPARE(ScenarioFile::toText(*loaded), loaded->source);
    QVERIFY(ScenarioFile::load(m_folder.filePath(u"none.json"_s)).error().code == ErrorCode::FileNotReadable);
}

void TestScenarioFile::includesFiles()
{
    write(u"inner.scenario.json"_s, R"({"format":"standin.scenario/1","vars":{"user":"bob"},"steps":[{"wait":1}]})");
    write(u"outer.scenario.json"_s, R"({"format":"standin.scenario/1","steps":[{"include":"inner.scenario.json"},
        {"repeat":{"times":2,"steps":[{"include":{"file":"inner.scenario.json","vars":{"user":"anna"}}}]}}]})");
    const auto scenario = ScenarioFile::load(m_folder.filePath(u"outer.scenario.json"_s));
    VERIFY_RESULT(scenario);
    const auto &first = std::get<Include>(scenario->steps[0].kind);
    QVERIFY(first.scenario);
    QCOMPARE(first.scenario->steps.size(), 1U);
    const auto &second = std::get<Include>(std::get<Repeat>(scenario->steps[1].kind).steps[0].kind);
    QCOMPARE(second.scenario, first.scenario); // it was read once
    QCOMPARE(ScenarioFile::toText(*scenario), scenario->source);
}

void TestScenarioFile::refusesIncludes_data()
{
    QTest::addColumn<QByteArray>("included");
    QTest::addColumn<QString>("message");
    QTest::newRow("itself") << QByteArray(R"("steps":[{"include":"a.json"}])") << u"the file includes itself"_s;
    QTest::newRow("the first file") << QByteArray(R"("steps":[{"include":"main.json"}])") << u"includes itself"_s;
    QTest::newRow("not there") << QByteArray(R"("steps":[{"include":"none.json"}])") << u"none.json"_s;
    QTest::newRow("setup") << QByteArray(R"("setup":[{"wait":1}],"steps":[])") << u"found \"setup\""_s;
    QTest::newRow("teardown") << QByteArray(R"("teardown":[{"wait":1}],"steps":[])") << u"found \"teardown\""_s;
    QTest::newRow("rows") << QByteArray(R"("rows":[{}],"steps":[])") << u"found \"rows\""_s;
    QTest::newRow("devices") << QByteArray(R"("devices":{"a":"a"},"steps":[])") << u"found \"devices\""_s;
    QTest::newRow("a fault in it") << QByteArray(R"("steps":[{"wiat":1}])") << u"did you mean \"wait\""_s;
}

void TestScenarioFile::refusesIncludes()
{
    QFETCH(QByteArray, included);
    QFETCH(QString, message);
    write(u"a.json"_s, R"({"format":"standin.scenario/1",)" + included + "}");
    write(u"main.json"_s, R"({"format":"standin.scenario/1","steps":[{"include":"a.json"}]})");
    const auto scenario = ScenarioFile::load(m_folder.filePath(u"main.json"_s));
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().toString().contains(message), qPrintable(scenario.error().toString()));
    QVERIFY(scenario.error().where.contains(u".json: /"_s));
}

void TestScenarioFile::everyFaultIsFound()
{
    const auto reading = ScenarioFile::read(ScenarioTexts::withSteps(
        R"({"conect":"gw"},{"wait":-1},{"group":[{"expect":{"qos":5}},{"offline":{"mode":"x"}}]},5)",
        R"("teardwon":[],)"));
    QStringList places;
    for (const Error &fault : reading.faults)
        places.append(fault.where);
    QCOMPARE(places, (QStringList{u"/steps/0"_s, u"/steps/1/wait"_s, u"/steps/2/group/0/expect/qos"_s,
                                  u"/steps/2/group/1/offline/mode"_s, u"/steps/3"_s, u"/teardwon"_s}));
}

STANDIN_TEST(TestScenarioFile)
#include "tst_scenariofile.moc"
