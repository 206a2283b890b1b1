// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/capture.h"
#include "scenario/file/deviceprofile.h"
#include "scenario/file/httprequest.h"
#include "scenario/file/scenariofile.h"
#include "scenario/file/scenarioscope.h"
#include "scenariotexts.h"
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptengine.h"

#include "base/file.h"
#include "base/jsonreader.h"

#include <QTemporaryDir>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// Templates of a scenario, and what is made of them.
class TestScenarioScope : public QObject
{
    Q_OBJECT

private slots:
    void rendersAllNames_data();
    void rendersAllNames();
    void leavesTheDevicesNames();
    void capturesAreShared();
    void varsOfAnIncludeHideOthers();
    void conditions();
    void patterns();
    void answersOfHttp_data();
    void answersOfHttp();
    void captures_data();
    void captures();
    void profilesOfDevices();
    void profilesOfFiles();
    void connectionsOfProbes();

private:
    static JsonText json(const QByteArray &text) { return JsonText::parse(text).value(); }

    ScenarioScope scope()
    {
        ScenarioScope made(m_clock, 1, &m_scripts);
        made.setVars(json(R"({"site":"lab","n":5})"));
        made.setRow(json(R"({"op":"reboot"})"));
        made.setRun(json(R"({"id":"r1","testId":"T-1","seed":7})"));
        made.setDevices(json(R"({"gw":{"clientId":"gw-r1","topics":{"command":"c/gw"},"0":{"clientId":"gw-r1"}}})"));
        made.setCurrent({.clientId = u"gw-r1"_s,
                         .index = 2,
                         .vars = json(R"({"room":"a","site":"of the profile"})"),
                         .state = json(R"({"fw":"1.0"})"),
                         .correlation = {u"requestTime"_s}});
        return made;
    }

    const Tests::FakeClock m_clock;
    ScriptEngine m_scripts;
};

void TestScenarioScope::rendersAllNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rendered");
    QTest::newRow("variable") << u"${vars.site}"_s << u"lab"_s;
    QTest::newRow("variable of the profile") << u"${vars.room}"_s << u"a"_s;
    QTest::newRow("row") << u"a/${row.op}/b"_s << u"a/reboot/b"_s;
    QTest::newRow("run") << u"${run.id}/${run.testId}"_s << u"r1/T-1"_s;
    QTest::newRow("device") << u"${clientId}/${index}/${state.fw}"_s << u"gw-r1/2/1.0"_s;
    QTest::newRow("other device") << u"${devices.gw.topics.command}"_s << u"c/gw"_s;
    QTest::newRow("by its index") << u"${devices.gw.0.clientId}"_s << u"gw-r1"_s;
    QTest::newRow("script") << u"${vars.n * 2 + row.op.length}"_s << u"16"_s;
    QTest::newRow("captured") << u"${vars.token}"_s << u"t-1"_s;
}

void TestScenarioScope::rendersAllNames()
{
    QFETCH(QString, text);
    QFETCH(QString, rendered);
    ScenarioScope here = scope();
    here.setVariable(u"token"_s, JsonText::string(u"t-1"));
    QCOMPARE(here.text(text).value(), rendered);
    QCOMPARE(here.payload(text.toUtf8()).value(), rendered.toUtf8());
}

void TestScenarioScope::leavesTheDevicesNames()
{
    ScenarioScope here = scope();
    here.setVariable(u"evil"_s, JsonText::string(u"${clientId}"));
    QCOMPARE(
        here.forDevice(QByteArray(R"({"n":"${vars.n}","t":"${requestTime}","c":"${clientId}","e":"${vars.evil}"})"))
            .value(),
        QByteArray(R"({"n":5,"t":"${requestTime}","c":"${clientId}","e":"$${clientId}"})"));
    QVERIFY(!here.forDevice(QByteArray("${requsetTime}")));
}

void TestScenarioScope::capturesAreShared()
{
    ScenarioScope here = scope();
    ScenarioScope branch(here, 2);
    branch.setVariable(u"token"_s, json("7"));
    QCOMPARE(here.text(u"${vars.token}"_s).value(), u"7"_s);
    QCOMPARE(here.vars().value(u"token").toCompact(), QByteArray("7"));
    QVERIFY(here.text(u"${uuid()}"_s).value() != branch.text(u"${uuid()}"_s).value());
    // A captured value replaces a default.
    here.setVariable(u"site"_s, JsonText::string(u"other"));
    QCOMPARE(branch.text(u"${vars.site}"_s).value(), u"other"_s);
}

void TestScenarioScope::varsOfAnIncludeHideOthers()
{
    ScenarioScope here = scope();
    ScenarioScope inside(here);
    inside.setVarsOfInclude(json(R"({"site":"inner"})"));
    QCOMPARE(inside.text(u"${vars.site}/${vars.n}"_s).value(), u"inner/5"_s);
    QCOMPARE(here.text(u"${vars.site}"_s).value(), u"lab"_s);
}

void TestScenarioScope::conditions()
{
    ScenarioScope here = scope();
    QVERIFY(here.holds({}).value());
    QVERIFY(here.holds(u"vars.site == 'lab' && row.op === 'reboot'"_s).value());
    QVERIFY(!here.holds(u"vars.n > 5"_s).value());
    QVERIFY(!here.holds(u"vars.n"_s));
    QVERIFY(!here.holds(u"vras.n"_s));
}

void TestScenarioScope::patterns()
{
    ScenarioScope here = scope();
    const Match::Message message({.topic = u"cmd/lab"_s, .payload = R"({"op":"reboot","n":5,"more":1})"});
    const auto matches = [&](const QByteArray &text) {
        const auto pattern = here.pattern({.json = json(text)});
        return pattern && pattern->matches(message);
    };
    QVERIFY(matches(R"({"topic":"cmd/${vars.site}","json":{"op":"${row.op}","n":"${vars.n}"}})"));
    QVERIFY(!matches(R"({"json":{"op":"${row.op}","n":6}})"));
    QVERIFY(matches(R"({"payload":{"jsonPointer":"/n","greaterThan":4},"json":{"op":"reboot"}})"));
    QVERIFY(!matches(R"({"payload":{"jsonPointer":"/n","greaterThan":5},"json":{"op":"reboot"}})"));
    QVERIFY(matches(R"({"payload":{"jsonPointer":"/n","lessThan":"${vars.n + 1}"}})"));
    QCOMPARE(here.pattern({.json = json(R"({"qos":"${vars.site}"})"), .pointer = u"/steps/0/expect"_s}).error().where,
             u"/steps/0/expect/qos"_s);
}

void TestScenarioScope::answersOfHttp_data()
{
    QTest::addColumn<QByteArray>("expect");
    QTest::addColumn<bool>("holds");
    QTest::newRow("success by default") << QByteArray("{}") << true;
    QTest::newRow("status") << QByteArray(R"({"status":201})") << true;
    QTest::newRow("other status") << QByteArray(R"({"status":200})") << false;
    QTest::newRow("one of these") << QByteArray(R"({"status":[200,201]})") << true;
    QTest::newRow("range") << QByteArray(R"({"status":{"lessThan":200}})") << false;
    QTest::newRow("header") << QByteArray(R"({"headers":{"Content-Type":{"startsWith":"application/"}}})") << true;
    QTest::newRow("header by value") << QByteArray(R"({"headers":{"content-type":"text/plain"}})") << false;
    QTest::newRow("json") << QByteArray(R"({"json":{"id":7}})") << true;
    QTest::newRow("body") << QByteArray(R"({"json":{"id":7},"body":{"jsonPointer":"/id","greaterThan":7}})") << false;
}

void TestScenarioScope::answersOfHttp()
{
    QFETCH(QByteArray, expect);
    QFETCH(bool, holds);
    const Match::Message answer({.payload = R"({"id":7,"x":1})",
                                 .properties = {{u":status"_s, u"201"_s}, {u"content-type"_s, u"application/json"_s}}});
    const auto pattern = Match::Pattern::fromJson(patternOfAnswer(json(expect)));
    VERIFY_RESULT(pattern);
    QCOMPARE(pattern->matches(answer), holds);
}

void TestScenarioScope::captures_data()
{
    QTest::addColumn<QByteArray>("capture");
    QTest::addColumn<QByteArray>("value"); // empty: none
    QTest::newRow("pointer") << QByteArray(R"("/n")") << QByteArray("5.0");
    QTest::newRow("nothing there") << QByteArray(R"("/none")") << QByteArray();
    QTest::newRow("an object") << QByteArray(R"("/o")") << QByteArray(R"({"a":1})");
    QTest::newRow("topic level") << QByteArray(R"({"topicLevel":1})") << QByteArray(R"("17")");
    QTest::newRow("property") << QByteArray(R"({"property":"contentType"})") << QByteArray(R"("json")");
    QTest::newRow("no such property") << QByteArray(R"({"property":"none"})") << QByteArray();
    QTest::newRow("group") << QByteArray(R"x({"jsonPointer":"/info","matches":"fw=([0-9.]+)"})x")
                           << QByteArray(R"("1.2")");
    QTest::newRow("whole match") << QByteArray(R"x({"jsonPointer":"/info","matches":"[0-9.]+"})x")
                                 << QByteArray(R"("1.2")");
    QTest::newRow("no match") << QByteArray(R"x({"jsonPointer":"/info","matches":"x"})x") << QByteArray();
    QTest::newRow("of the text") << QByteArray(R"x({"matches":"\"n\": *([0-9]+)"})x") << QByteArray(R"("5")");
    QTest::newRow("payload") << QByteArray("{}") << QByteArray(R"({"n":5.0,"o":{"a":1},"info":"fw=1.2"})");
}

void TestScenarioScope::captures()
{
    QFETCH(QByteArray, capture);
    QFETCH(QByteArray, value);
    const JsonText object = json(R"({"capture":{"v":)" + capture + "}}");
    JsonReader reader(object);
    QList<Capture> read;
    reader.readObject(u"capture"_s, [&read](JsonReader &inner) { read = Capture::readAll(inner); });
    VERIFY_RESULT(reader.status());
    const Match::Message message({.topic = u"a/17"_s,
                                  .payload = R"({"n":5.0,"o":{"a":1},"info":"fw=1.2"})",
                                  .properties = {{u"contentType"_s, u"json"_s}}});
    QCOMPARE(read.first().valueIn(message).toCompact(), value);
}

void TestScenarioScope::profilesOfDevices()
{
    const auto scenario = ScenarioFile::parse(R"({"format":"standin.scenario/1","vars":{"site":"lab","x":1},"steps":[],
        "devices":{"gw":{"profile":{"vars":{"site":"p","own":2},"connection":{"keepAlive":9,"username":"${row.op}"}},
                         "count":2,"vars":{"x":"${run.id}"},"connection":{"url":"mqtt://h:1"}},
                   "named":{"profile":{"clientId":"n"}}}})");
    VERIFY_RESULT(scenario);
    ScenarioScope here = scope();
    here.setVars(scenario->vars);
    const auto gateway = DeviceProfile::make(scenario->devices[0], *scenario, here);
    VERIFY_RESULT(gateway);
    QCOMPARE(gateway->clientId, u"gw-r1-${index}"_s);
    QCOMPARE(gateway->name, u"gw"_s);
    QCOMPARE(gateway->count, 2);
    QCOMPARE(gateway->connection.keepAlive, 9);
    QCOMPARE(gateway->connection.username, u"reboot"_s);
    QCOMPARE(gateway->connection.url.host(), u"h"_s);
    QCOMPARE(gateway->vars.value(u"site").toString(), u"lab"_s);
    QCOMPARE(gateway->vars.value(u"x").toString(), u"r1"_s);
    QCOMPARE(gateway->vars.value(u"own").toDouble(), 2.0);
    QCOMPARE(DeviceProfile::make(scenario->devices[1], *scenario, here)->clientId, u"n"_s);
}

void TestScenarioScope::profilesOfFiles()
{
    const QTemporaryDir folder;
    VERIFY_RESULT(File::writeAtomically(folder.filePath(u"p.json"_s),
                                        R"({"format":"standin.profile/1","clientId":"c-${index}","count":3})"));
    ScenarioScope here = scope();
    const DeviceEntry entry{
        .name = u"gw"_s, .file = u"p.json"_s, .overrides = json(R"({"count":1})"), .pointer = u"/devices/gw"_s};
    const Scenario scenario{.baseDir = folder.path()};
    const auto profile = DeviceProfile::make(entry, scenario, here);
    VERIFY_RESULT(profile);
    QCOMPARE(profile->count, 1);
    QCOMPARE(profile->clientId, u"c-${index}"_s);
    QCOMPARE(profile->baseDir, folder.path());
    VERIFY_RESULT(File::writeAtomically(folder.filePath(u"p.json"_s),
                                        R"({"format":"standin.profile/1","clientId":"c","count":"x"})"));
    QCOMPARE(DeviceProfile::make(entry, scenario, here).error().where, folder.filePath(u"p.json"_s) + u": /count"_s);
}

void TestScenarioScope::connectionsOfProbes()
{
    ScenarioScope here = scope();
    Connection base;
    base.username = u"device"_s;
    base.keepAlive = 7;
    const Probe probe{.name = u"b"_s, .connection = json(R"({"username":"${vars.site}"})"), .pointer = u"/probes/b"_s};
    const auto connection = connectionOf(probe, base, Access::All, here);
    VERIFY_RESULT(connection);
    QCOMPARE(connection->username, u"lab"_s);
    QCOMPARE(connection->keepAlive, 7);
    QVERIFY(connectionOf({}, base, Access::All, here)->username.isEmpty());
    QCOMPARE(
        connectionOf({.connection = json(R"({"keepAlive":-1})"), .pointer = u"/probes/b"_s}, base, Access::All, here)
            .error()
            .where,
        u"/probes/b/connection/keepAlive"_s);
}

STANDIN_TEST(TestScenarioScope)
#include "tst_scenarioscope.moc"
