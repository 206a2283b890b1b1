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

/// Broken files: each gives one fault with its place, what was found and what was expected.
class TestScenarioFaults : public QObject
{
    Q_OBJECT

private slots:
    void refusesForm_data();
    void refusesForm();
    void refusesMeaning_data();
    void refusesMeaning();
    void refusesTooMuch_data();
    void refusesTooMuch();
    void brokenFileChangesNothing();
};

void TestScenarioFaults::refusesForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("message");
    const auto file = [](const char *name, const QByteArray &text, const QString &where, const QString &message) {
        QTest::newRow(name) << text << where << message;
    };
    const auto step = [&file](const char *name, const QByteArray &text, const QString &where, const QString &message) {
        file(name, ScenarioTexts::withSteps(text), u"/steps/0"_s + where, message);
    };
    file("no JSON", "{\"format\":", u"line 1, column 11"_s, {});
    file("another value", "[]", u"/format"_s, u"found nothing"_s);
    file("another format", R"({"format":"standin.profile/1"})", u"/format"_s, u"is this a scenario?"_s);
    file("a newer format", R"({"format":"standin.scenario/2"})", u"/format"_s,
         u"this version reads standin.scenario/1"_s);
    file("no steps", R"({"format":"standin.scenario/1"})", u"/steps"_s, u"expected an array of steps, found nothing"_s);
    file("steps are no array", R"({"format":"standin.scenario/1","steps":{}})", u"/steps"_s,
         u"expected an array of steps, found an object"_s);
    file("misspelt key", R"({"format":"standin.scenario/1","steps":[],"teardwon":[]})", u"/teardwon"_s,
         u"unknown key; did you mean \"teardown\"?"_s);
    file("name", R"({"format":"standin.scenario/1","steps":[],"name":5})", u"/name"_s, u"expected a string, found 5"_s);
    file("tags", R"({"format":"standin.scenario/1","steps":[],"tags":[1]})", u"/tags/0"_s,
         u"expected a string, found 1"_s);
    file("vars", R"({"format":"standin.scenario/1","steps":[],"vars":[]})", u"/vars"_s, u"expected an object"_s);
    file("devices", R"({"format":"standin.scenario/1","steps":[],"devices":["a"]})", u"/devices"_s,
         u"expected an object"_s);
    file("name of a device", R"({"format":"standin.scenario/1","steps":[],"devices":{"a b":"x"}})", u"/devices/a b"_s,
         u"found \"a b\""_s);
    file("device", R"({"format":"standin.scenario/1","steps":[],"devices":{"a":5}})", u"/devices/a"_s,
         u"expected the path of a profile"_s);
    file("key of a device", R"({"format":"standin.scenario/1","steps":[],"devices":{"a":{"profle":"x"}}})",
         u"/devices/a/profle"_s, u"did you mean \"profile\"?"_s);
    file("profile of a device", R"({"format":"standin.scenario/1","steps":[],"devices":{"a":{"profile":5}}})",
         u"/devices/a/profile"_s, u"found 5"_s);
    file("probe", R"({"format":"standin.scenario/1","steps":[],"probes":{"a":"x"}})", u"/probes/a"_s,
         u"expected an object"_s);
    file("key of a probe", R"({"format":"standin.scenario/1","steps":[],"probes":{"a":{"url":"x"}}})",
         u"/probes/a/url"_s, u"unknown key"_s);
    file("rows", R"({"format":"standin.scenario/1","steps":[],"rows":5})", u"/rows"_s, u"found 5"_s);
    file("no rows", R"({"format":"standin.scenario/1","steps":[],"rows":[]})", u"/rows"_s,
         u"expected an array of objects"_s);
    file("row", R"({"format":"standin.scenario/1","steps":[],"rows":[{},5]})", u"/rows/1"_s,
         u"expected an object, found 5"_s);
    step("no object", "5", {}, u"expected a step (an object), found 5"_s);
    step("no kind", R"({"name":"x"})", {}, u"found nothing"_s);
    step("misspelt kind", R"({"exepct":{}})", {}, u"did you mean \"expect\"?"_s);
    step("two kinds", R"({"connect":"gw","offline":"gw"})", {}, u"\"connect\" and \"offline\""_s);
    step("key beside the kind", R"({"conect":1,"connect":"gw"})", u"/conect"_s, u"did you mean \"connect\"?"_s);
    step("timeoutMs", R"({"wait":1,"timeoutMs":0})", u"/timeoutMs"_s,
         u"expected a whole number from 1 to 3600000, found 0"_s);
    step("continueOnFailure", R"({"wait":1,"continueOnFailure":"yes"})", u"/continueOnFailure"_s,
         u"expected true or false, found \"yes\""_s);
    step("when", R"({"wait":1,"when":true})", u"/when"_s, u"expected a string"_s);
    step("name of a step", R"({"wait":1,"name":[]})", u"/name"_s, u"expected a string"_s);
    step("from without capture", R"({"wait":1,"from":"x"})", u"/from"_s, u"unknown key"_s);
    step("device", R"({"connect":5})", u"/connect"_s, u"expected an object, found 5"_s);
    step("form of a device", R"({"connect":"gw[x]"})", u"/connect/device"_s, u"found \"gw[x]\""_s);
    step("no devices", R"({"connect":[]})", u"/connect/device"_s, u"expected 1 to 10000 names, found 0"_s);
    step("device in a list", R"({"connect":[1]})", u"/connect/device/0"_s, u"expected a string, found 1"_s);
    step("offline mode", R"({"offline":{"device":"gw","mode":"abrubt"}})", u"/offline/mode"_s,
         u"did you mean \"abrupt\"?"_s);
    step("fails", R"({"connect":{"device":"gw","fails":"refused"}})", u"/connect/fails"_s, u"the name of an error"_s);
    step("reason code", R"({"connect":{"device":"gw","fails":{"reasonCode":256}}})", u"/connect/fails/reasonCode"_s,
         u"found 256"_s);
    step("no payload", R"({"publish":{"device":"gw"}})", u"/publish/payload"_s, u"is missing"_s);
    step("message and payload", R"({"publish":{"device":"gw","message":"x","payload":1}})", u"/publish/payload"_s,
         u"expected either message or this"_s);
    step("QoS", R"({"publish":{"device":"gw","payload":1,"qos":3}})", u"/publish/qos"_s, u"found 3"_s);
    step("base64", R"({"publish":{"device":"gw","payloadBase64":"?"}})", u"/publish/payloadBase64"_s, u"base64"_s);
    step("key of publish", R"({"publish":{"device":"gw","payload":1,"retian":true}})", u"/publish/retian"_s,
         u"did you mean \"retain\"?"_s);
    step("match of a preset", R"({"preset":{"device":"gw","payload":1,"match":{"topc":"a"}}})", u"/preset/match/topc"_s,
         u"did you mean \"topic\"?"_s);
    step("rule", R"({"rule":{"device":"gw","then":[{"replay":{}}]}})", u"/rule/then/0"_s, u"did you mean \"reply\"?"_s);
    step("devices of a rule", R"({"rule":{"devices":"gw","then":[]}})", u"/rule/devices"_s, u"expected \"device\""_s);
    step("no values", R"({"setState":{"device":"gw"}})", u"/setState/values"_s, u"expected an object, found nothing"_s);
    step("count and atLeast", R"({"expect":{"device":"gw","count":1,"atLeast":1}})", u"/expect/count"_s,
         u"expected either count, or atLeast and atMost"_s);
    step("kind of entries", R"({"expect":{"device":"gw","kind":"inn"}})", u"/expect/kind"_s, u"did you mean \"in\"?"_s);
    step("event", R"({"expect":{"device":"gw","event":"event-fird"}})", u"/expect/event"_s,
         u"did you mean \"event-fired\"?"_s);
    step("kind of an event", R"({"expect":{"device":"gw","event":"event-fired","kind":"in"}})", u"/expect/kind"_s,
         u"expected \"lifecycle\""_s);
    step("operator", R"({"expect":{"device":"gw","payload":{"jsonPointer":"/a","eqalTo":1}}})",
         u"/expect/payload/eqalTo"_s, u"did you mean \"equalTo\"?"_s);
    step("argument of an operator", R"({"expect":{"device":"gw","payload":{"jsonPointer":"/a","greaterThan":"x"}}})",
         u"/expect/payload/greaterThan"_s, u"expected a number, found \"x\""_s);
    step("topic filter", R"({"expect":{"device":"gw","topic":"a/#/b"}})", u"/expect/topic"_s, {});
    step("regular expression", R"({"expect":{"device":"gw","payload":{"matches":"("}}})", u"/expect/payload/matches"_s,
         u"expected a regular expression"_s);
    step("withinMs", R"({"expect":{"device":"gw","withinMs":-5}})", u"/expect/withinMs"_s, u"found -5"_s);
    step("capture", R"({"expect":{"device":"gw","capture":{"a":5}}})", u"/expect/capture/a"_s,
         u"expected a JSON pointer"_s);
    step("pointer", R"({"expect":{"device":"gw","capture":{"a":"b"}}})", u"/expect/capture/a"_s,
         u"expected a JSON pointer such as \"/traceId\", found \"b\""_s);
    step("name of a variable", R"({"expect":{"device":"gw","capture":{"a b":"/b"}}})", u"/expect/capture/a b"_s,
         u"expected a name"_s);
    step("key of a capture", R"({"capture":{"a":{"jsonPonter":"/b"}}})", u"/capture/a/jsonPonter"_s,
         u"did you mean \"jsonPointer\"?"_s);
    step("no captures", R"({"capture":{}})", u"/capture"_s, u"expected 1 to 100 variables, found 0"_s);
    step("order of one", R"({"expectOrder":{"device":"gw","messages":[{"topic":"a"}]}})", u"/expectOrder/messages"_s,
         u"expected an array of 2 to 1000 patterns"_s);
    step("key in an order", R"({"expectOrder":{"device":"gw","messages":[{"topic":"a"},{"withinMs":1}]}})",
         u"/expectOrder/messages/1/withinMs"_s, u"unknown key"_s);
    step("state", R"({"expectState":{"device":"gw","state":"onlin"}})", u"/expectState/state"_s,
         u"did you mean \"online\"?"_s);
    step("no state", R"({"expectState":{"device":"gw"}})", u"/expectState/state"_s, u"found nothing"_s);
    step("error of a state", R"({"expectState":{"device":"gw","state":"failed","error":"x"}})", u"/expectState/error"_s,
         u"the name of an error"_s);
    step("no URL", R"({"http":{"method":"GET"}})", u"/http/url"_s, u"found nothing"_s);
    step("URL", R"({"http":"GET ftp://x"})", u"/http/url"_s, u"http:// or https://"_s);
    step("method", R"({"http":{"method":"get","url":"http://x"}})", u"/http/method"_s, u"found \"get\""_s);
    step("body and json", R"({"http":{"url":"http://x","json":1,"body":"x"}})", u"/http"_s, u"\"json\" and \"body\""_s);
    step("status", R"({"http":{"url":"http://x","expect":{"status":true}}})", u"/http/expect/status"_s,
         u"a status such as 200"_s);
    step("header", R"({"http":{"url":"http://x","headers":{"A":5}}})", u"/http/headers/A"_s, u"a number"_s);
    step("probe without a kind", R"({"probe":{"name":"x"}})", u"/probe"_s, u"\"publish\""_s);
    step("topic of a probe", R"({"probe":{"publish":{"payload":1}}})", u"/probe/publish/topic"_s, u"found nothing"_s);
    step("subscription of a probe", R"({"probe":{"subscribe":[]}})", u"/probe/subscribe/topic"_s, u"a topic filter"_s);
    step("group", R"({"group":{"steps":[]}})", u"/group"_s, u"expected an array of steps, found an object"_s);
    step("no branches", R"({"parallel":[]})", u"/parallel"_s, u"expected an array of branches"_s);
    step("branch", R"({"parallel":[5]})", u"/parallel/0"_s, u"expected an array of steps, found 5"_s);
    step("no times", R"({"repeat":{"steps":[]}})", u"/repeat/times"_s, u"found nothing"_s);
    step("no steps in a repetition", R"({"repeat":{"times":1}})", u"/repeat/steps"_s, u"found nothing"_s);
    step("forEachDevice", R"({"forEachDevice":[]})", u"/forEachDevice"_s, u"expected an object"_s);
    step("include", R"({"include":""})", u"/include/file"_s, u"expected a string that is not empty"_s);
    step("vars of an include", R"({"include":{"file":"x","vars":5}})", u"/include/vars"_s,
         u"expected an object, found 5"_s);
    step("wait", R"({"wait":"long"})", u"/wait"_s, u"found \"long\""_s);
    step("kind of a delay", R"({"wait":{"type":"unifrom"}})", u"/wait/type"_s, u"did you mean \"uniform\"?"_s);
}

void TestScenarioFaults::refusesForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    QFETCH(QString, message);
    const auto reading = ScenarioFile::read(text);
    QStringList all;
    for (const Error &fault : reading.faults)
        all.append(fault.toString());
    QVERIFY2(reading.faults.size() == 1, qPrintable(all.join(u'\n')));
    QCOMPARE(reading.faults.first().where, where);
    QVERIFY2(reading.faults.first().message.contains(message), qPrintable(all.first()));
    QVERIFY(!ScenarioFile::parse(text));
}

void TestScenarioFaults::refusesMeaning_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &step, const QString &where, const QString &message) {
        QTest::newRow(name) << step << u"/steps/0"_s + where << message;
    };
    row("unknown device", R"({"connect":"gv"})", u"/connect/device"_s,
        u"there is no device \"gv\"; did you mean \"gw\"?"_s);
    row("which device", R"({"connect":{}})", u"/connect"_s, u"expected \"device\": one of \"gw\" or \"thermo\""_s);
    row("index of a device", R"({"connect":"thermo[3]"})", u"/connect/device"_s, u"no device with index 3"_s);
    row("saved message", R"({"publish":{"device":"gw","message":"Door openend"}})", u"/publish/message"_s,
        u"did you mean \"Door opened\"?"_s);
    row("saved message of others", R"({"publish":{"device":["gw","thermo"],"message":"Door opened"}})",
        u"/publish/message"_s, u"\"thermo\" has no saved message"_s);
    row("wildcard in a topic", R"({"publish":{"device":"gw","topic":"a/#","payload":1}})", u"/publish/topic"_s,
        u"expected a topic without wildcards"_s);
    row("misspelt name", R"({"publish":{"device":"gw","payload":{"a":"${clientID}"}}})", u"/publish/payload"_s,
        u"did you mean \"clientId\"?"_s);
    row("misspelt root", R"({"publish":{"device":"gw","payload":"${rnu.id}"}})", u"/publish/payload"_s,
        u"did you mean \"run\"?"_s);
    row("misspelt variable", R"({"publish":{"device":"gw","payload":"${vars.siet}"}})", u"/publish/payload"_s,
        u"${vars.siet} has no value here: vars has no such key, and no step captures it; did you mean \"site\"?"_s);
    row("variable of another profile", R"({"publish":{"device":"thermo","payload":"${vars.room}"}})",
        u"/publish/payload"_s, u"vars has no such key"_s);
    row("variable captured later",
        R"({"expect":{"device":"gw","json":{"t":"${vars.token}"}}},{"expect":{"device":"gw","capture":{"token":"/t"}}})",
        u"/expect"_s, u"it is captured by a later step (/steps/1)"_s);
    row("variable of a script", R"({"expect":{"device":"gw","json":{"t":"${vars.siet + 1}"}}})", u"/expect"_s,
        u"did you mean \"site\"?"_s);
    row("condition", R"({"connect":"gw","when":"vars.siet == 1"})", u"/when"_s, u"did you mean \"site\"?"_s);
    row("syntax of a condition", R"({"connect":"gw","when":"vars.site =="})", u"/when"_s, {});
    row("row without rows", R"({"publish":{"device":"gw","payload":"${row.op}"}})", u"/publish/payload"_s,
        u"the scenario has no rows"_s);
    row("part of run", R"({"publish":{"device":"gw","payload":"${run.ID}"}})", u"/publish/payload"_s,
        u"expected run.id or run.testId"_s);
    row("device in a template", R"({"http":"http://x/${devices.gv.clientId}"})", u"/http/url"_s,
        u"there is no device \"gv\"; did you mean \"gw\"?"_s);
    row("part of a device", R"({"http":"http://x/${devices.gw.topic}"})", u"/http/url"_s, u"found \"topic\""_s);
    row("device of no device", R"({"http":"http://x/${clientId}"})", u"/http/url"_s,
        u"write ${devices.NAME.clientId}"_s);
    row("command without one", R"({"publish":{"device":"gw","payload":"${command.payload}"}})", u"/publish/payload"_s,
        u"it comes with a command"_s);
    row("never", R"({"expect":{"device":"gw","atLeast":3,"atMost":2}})", u"/expect/atLeast"_s,
        u"it can never hold: atLeast (3) is more than atMost (2)"_s);
    row("nothing for 0 ms", R"({"expectNone":{"device":"gw","forMs":0}})", u"/expectNone/forMs"_s, u"0 ms"_s);
    row("ends too early", R"({"expectNone":{"device":"gw","forMs":500},"timeoutMs":400})", u"/timeoutMs"_s,
        u"it can never hold"_s);
    row("pattern for no message", R"({"expect":{"device":"gw","event":"event-fired","qos":1}})", u"/expect"_s,
        u"it can never hold"_s);
    row("error of a state without one", R"({"expectState":{"device":"gw","state":"online","error":"broker-refused"}})",
        u"/expectState/error"_s, u"it can never hold"_s);
    row("unknown step", R"({"expect":{"device":"gw","since":"reboot"}})", u"/expect/since"_s,
        u"no step has the name \"reboot\""_s);
    row("later step", R"({"expect":{"device":"gw","since":"b"}},{"name":"b","connect":"gw"})", u"/expect/since"_s,
        u"\"b\" is not a step before this one"_s);
    row("step itself", R"({"name":"a","expect":{"device":"gw","since":"a"}})", u"/expect/since"_s,
        u"is not a step before this one"_s);
    row("reserved name", R"({"name":"start","connect":"gw"})", u"/name"_s, u"expected another name"_s);
    row("capture of nothing", R"({"capture":{"a":"/a"}})", u"/capture"_s, u"there is no step before it"_s);
    row("capture with atLeast 0", R"({"expect":{"device":"gw","atLeast":0,"atMost":1,"capture":{"a":"/a"}}})",
        u"/expect/capture"_s, u"no message to capture from"_s);
    row("unknown probe", R"({"probe":{"name":"x","subscribe":"a"}})", u"/probe/name"_s, u"there is no probe \"x\""_s);
    row("topic of a probe", R"({"probe":{"publish":{"topic":"a/+","payload":1}}})", u"/probe/publish/topic"_s,
        u"expected a topic without wildcards"_s);
    row("filter of a probe", R"({"probe":{"subscribe":"a#"}})", u"/probe/subscribe"_s, u"expected a topic filter"_s);
    row("expectation of a probe", R"({"probe":{"expect":{"json":{}}}})", u"/probe/expect/topic"_s,
        u"expected a topic"_s);
    row("certificate", R"({"http":{"url":"http://x","ca":"/none/ca.pem"}})", u"/http/ca"_s, u"there is no file"_s);
    row("device of forEachDevice", R"({"forEachDevice":{"device":"x","steps":[]}})", u"/forEachDevice/device"_s,
        u"there is no device \"x\""_s);
}

void TestScenarioFaults::refusesMeaning()
{
    QFETCH(QByteArray, step);
    QFETCH(QString, where);
    QFETCH(QString, message);
    const auto scenario = ScenarioFile::parse(ScenarioTexts::withSteps(step));
    VERIFY_RESULT(scenario);
    const CheckResult result = checkScenario(*scenario);
    QStringList all;
    for (const Error &fault : result.faults)
        all.append(fault.toString());
    QVERIFY2(result.faults.size() == 1, qPrintable(all.join(u'\n')));
    QCOMPARE(result.faults.first().where, where);
    QVERIFY2(result.faults.first().message.contains(message), qPrintable(all.first()));
}

void TestScenarioFaults::refusesTooMuch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QByteArray deep = R"({"wait":1})";
    for (int i = 0; i < 21; ++i)
        deep = R"({"group":[)" + deep + "]}";
    QTest::newRow("depth") << ScenarioTexts::withSteps(deep) << u"deeper than 20"_s;
    QTest::newRow("steps") << ScenarioTexts::withSteps(QByteArray(R"({"wait":1},)").repeated(10'000) + R"({"wait":1})")
                           << u"at most 10000 steps"_s;
    QTest::newRow("name") << ScenarioTexts::withSteps(R"({"wait":1,"name":")" + QByteArray(201, 'x') + R"("})")
                          << u"longer than 200 characters"_s;
    QTest::newRow("rows") << ScenarioTexts::withSteps({}, R"("rows":[)" + QByteArray("{},").repeated(100'000) + "{}],")
                          << u"more than 100000 rows"_s;
    QTest::newRow("tags") << ScenarioTexts::withSteps({},
                                                      R"("tags":[)" + QByteArray(R"("a",)").repeated(100) + R"("a"],)")
                          << u"more than 100 tags"_s;
}

void TestScenarioFaults::refusesTooMuch()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const auto scenario = ScenarioFile::parse(text);
    QVERIFY(!scenario);
    QVERIFY2(scenario.error().message.contains(message), qPrintable(scenario.error().message));
}

void TestScenarioFaults::brokenFileChangesNothing()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.json"_s);
    const QByteArray broken = ScenarioTexts::withSteps(R"({"conect":"gw"})");
    VERIFY_RESULT(File::writeAtomically(path, broken));
    QCOMPARE(ScenarioFile::load(path).error().where, path + u": /steps/0"_s);
    QCOMPARE(checkScenarioFile(path).faults.first().where, path + u": /steps/0"_s);
    QCOMPARE(File::read(path, 10'000).value(), broken);
    QVERIFY(ScenarioFile::load(folder.path()).error().code == ErrorCode::FileNotReadable);
}

STANDIN_TEST(TestScenarioFaults)
#include "tst_scenariofaults.moc"
