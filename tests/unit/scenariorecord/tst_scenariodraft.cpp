// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/json.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/scenarioscope.h"
#include "sessionbuilder.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptengine.h"

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

namespace {

QByteArray inSingleQuotes(QByteArray text)
{
    return text.replace('"', '\'');
}

/// The steps as they stand in a file, each on a line, with ' for ".
QByteArrayList linesOf(const Steps &steps)
{
    QByteArrayList lines;
    for (const Step &step : steps) {
        Scenario one;
        one.steps = {step};
        const auto text = JsonText::parse(ScenarioFile::toText(one));
        lines.append(inSingleQuotes(text->value(u"steps").element(0).toCompact()));
    }
    return lines;
}

QString faultsOf(const Scenario &scenario)
{
    const auto read = ScenarioFile::parse(ScenarioFile::toText(scenario));
    if (!read)
        return read.error().toString();
    QStringList faults;
    for (const Error &fault : checkScenario(*read).faults)
        faults.append(fault.toString());
    return faults.join(u'\n');
}

/// What a published message with this payload is.
Order publish(const QByteArray &payload)
{
    return Order::Publish{{.payload = payload}};
}

Order preset(const QByteArray &payload)
{
    return Order::AddPresetReply{{.payload = payload}};
}

} // namespace

/// What becomes of orders and entries: the steps of a scenario.
class TestScenarioDraft : public QObject
{
    Q_OBJECT

private slots:
    void steps_data();
    void steps();
    void commandIsExpected();
    void expects_data();
    void expects();
    void valuesThatOccurAgain();
    void topicsWithValues();
    void sentValuesThatOccurAgain();
    void twoLikeCommands();
    void actionsInOneGo();
    void slowActions();
    void presetsComeEarlier();
    void presetStaysBehindACommand();
    void takenBackPresets();
    void severalDevices();
    void fleet();
    void telemetry();
    void commandsByProbe();
    void rules();
    void beginning();
    void states();
    void statesAfterPublishedCommands();
    void statesOfDevicesThatWereOnline();
    void failures();
    void clientIds();
    void credentialsKeepTheClientId();
    void nothingRecorded();
    void tooMuchRecorded();
};

void TestScenarioDraft::steps_data()
{
    QTest::addColumn<Order>("order");
    QTest::addColumn<QByteArray>("step");
    QTest::newRow("connect") << Order(Order::Connect()) << "{'connect':'gw-1'}"_ba;
    QTest::newRow("reconnect") << Order(Order::Reconnect()) << "{'reconnect':'gw-1'}"_ba;
    QTest::newRow("offline") << Order(Order::GoOffline()) << "{'offline':'gw-1'}"_ba;
    QTest::newRow("offline with a mode") << Order(Order::GoOffline{OfflineMode::Abrupt})
                                         << "{'offline':{'device':'gw-1','mode':'abrupt'}}"_ba;
    QTest::newRow("publish") << publish(R"({"a":1.50})") << "{'publish':{'device':'gw-1','payload':{'a':1.50}}}"_ba;
    QTest::newRow("publish with all")
        << Order(Order::Publish{{.topic = u"log/gw-1"_s, .payload = "x", .qos = 2, .retain = true}})
        << "{'publish':{'device':'gw-1','topic':'log/${clientId}','payload':'x','qos':2,'retain':true}}"_ba;
    QTest::newRow("publish a template") << publish(R"({"t":"${now()}"})")
                                        << "{'publish':{'device':'gw-1','payload':{'t':'${now()}'}}}"_ba;
    QTest::newRow("publish the time")
        << publish(R"({"t":1769860800500,"at":"2026-01-31T12:00:01Z"})")
        << "{'publish':{'device':'gw-1','payload':{'t':'${now()}','at':'${isoNow()}'}}}"_ba;
    QTest::newRow("publish an id") << publish(R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"})")
                                   << "{'publish':{'device':'gw-1','payload':{'id':'${uuid()}'}}}"_ba;
    QTest::newRow("saved message") << publish(R"({"door":"open"})")
                                   << "{'publish':{'device':'gw-1','message':'Door opened'}}"_ba;
    QTest::newRow("bytes") << publish("\xff\x01") << "{'publish':{'device':'gw-1','payloadBase64':'/wE='}}"_ba;
    QTest::newRow("preset") << preset(R"({"code":16,"requestTime":"${requestTime}"})")
                            << "{'preset':{'device':'gw-1','payload':{'code':16,'requestTime':'${requestTime}'}}}"_ba;
    QTest::newRow("preset with a condition")
        << Order(Order::AddPresetReply{{.payload = "1", .match = *JsonText::parse(R"({"topic":"cmd/${x}"})")}})
        << "{'preset':{'device':'gw-1','match':{'topic':'cmd/$${x}'},'payload':1}}"_ba;
    QTest::newRow("state") << Order(Order::SetState{.values = *JsonText::parse(R"({"fw":"${1}","old":null})")})
                           << "{'setState':{'device':'gw-1','values':{'fw':'$${1}','old':null}}}"_ba;
    QTest::newRow("reset") << Order(Order::Reset())
                           << "{'setState':{'device':'gw-1','values':{'fw':'1.0'},'all':true}}"_ba;
    QTest::newRow("remove") << Order(Order::Remove()) << "{'offline':'gw-1'}"_ba;
}

void TestScenarioDraft::steps()
{
    QFETCH(Order, order);
    QFETCH(QByteArray, step);
    Profile profile;
    profile.state = *JsonText::parse(R"({"fw":"1.0"})");
    profile.messages = {{.name = u"Door opened"_s, .payload = R"({"door":"open"})"}};
    SessionBuilder builder;
    builder.device(u"gw-1"_s, profile);
    builder.act(u"gw-1"_s, order);
    const RecordedScenario made = builder.made();
    QCOMPARE(linesOf(made.scenario.steps), QByteArrayList{step});
    QCOMPARE(faultsOf(made.scenario), QString());
    QVERIFY(made.warnings.isEmpty());
}

void TestScenarioDraft::commandIsExpected()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .pause(2'000)
        .in(u"gw-1"_s, R"({"op":"reboot","requestTime":1769860800100})", {{u"requestTime"_s, u"1769860800100"_s}})
        .out(u"gw-1"_s, R"({"code":0,"requestTime":1769860800100})", {{u"requestTime"_s, u"1769860800100"_s}});
    const RecordedScenario made = builder.made();
    const QByteArrayList expected{
        "{'connect':'gw-1'}",
        "{'expect':{'device':'gw-1','topic':'${topics.command}','json':{'op':'reboot'},"
        "'payload':{'jsonPointer':'/requestTime','matches':'[0-9]{13}'},'count':1,'withinMs':8000,"
        "'capture':{'requestTime':'/requestTime'}}}",
        "{'expect':{'device':'gw-1','kind':'out','topic':'${topics.reply}',"
        "'json':{'code':0,'requestTime':'${vars.requestTime}'},'withinMs':8000}}"};
    QCOMPARE(linesOf(made.scenario.steps), expected);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::expects_data()
{
    QTest::addColumn<QByteArray>("recorded");
    QTest::addColumn<QByteArray>("later");     // it has to match
    QTest::addColumn<QByteArray>("different"); // it must not
    QTest::newRow("words") << R"({"op":"reboot","delay":5})"_ba
                           << R"({"delay":5.0,"op":"reboot"})"_ba
                           << R"({"op":"reboot","delay":6})"_ba;
    QTest::newRow("time and word") << R"({"op":"reboot","ts":1769860800100})"_ba
                                   << R"({"op":"reboot","ts":1769860860123})"_ba
                                   << R"({"op":"format","ts":1769860860123})"_ba;
    QTest::newRow("a missing time") << R"({"op":"reboot","ts":1769860800100})"_ba
                                    << R"({"op":"reboot","ts":1769860860123})"_ba
                                    << R"({"op":"reboot"})"_ba;
    QTest::newRow("a time in an array")
        << R"({"jobs":[{"op":"a","id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"},{"op":"b"}]})"_ba
        << R"({"jobs":[{"op":"a","id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},{"op":"b"}]})"_ba
        << R"({"jobs":[{"op":"a","id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},{"op":"c"}]})"_ba;
    QTest::newRow("one more element") << R"([{"seq":1},{"op":"b"}])"_ba
                                      << R"([{"seq":2},{"op":"b"}])"_ba
                                      << R"([{"seq":2},{"op":"b"},{}])"_ba;
    QTest::newRow("array without changes") << R"({"a":[1,"x",null]})"_ba
                                           << R"({"a":[1,"x",null]})"_ba
                                           << R"({"a":[1,"y",null]})"_ba;
    QTest::newRow("deep") << R"({"a":{"b":{"at":"2026-01-31T12:00:00Z","c":true}}})"_ba
                          << R"({"a":{"b":{"at":"2026-01-31T12:01:00Z","c":true}}})"_ba
                          << R"({"a":{"b":{"at":"2026-01-31T12:01:00Z","c":false}}})"_ba;
    QTest::newRow("a key that changes") << R"({"3f2504e0-4f89-41d3-9a0c-0305e82c3301":1,"op":"a"})"_ba
                                        << R"({"f81d4fae-7dec-11d0-a765-00a0c91e6bf6":1,"op":"a"})"_ba
                                        << R"({"op":"b"})"_ba;
    QTest::newRow("part of a text") << R"({"url":"https://x.test/1769860800100.bin"})"_ba
                                    << R"({"url":"https://x.test/1769860860123.bin"})"_ba
                                    << R"({"url":"https://y.test/1769860860123.bin"})"_ba;
    QTest::newRow("what looks like an expression") << R"({"text":"${price} $${x}"})"_ba
                                                   << R"({"text":"${price} $${x}"})"_ba
                                                   << R"({"text":""})"_ba;
    QTest::newRow("text") << "reboot"_ba
                          << "reboot"_ba
                          << "reboot now"_ba;
    QTest::newRow("text with a time") << "reboot at 2026-01-31T12:00:00Z"_ba
                                      << "reboot at 2026-01-31T12:05:00Z"_ba
                                      << "start at 2026-01-31T12:05:00Z"_ba;
    QTest::newRow("number") << "5"_ba
                            << "5.0"_ba
                            << "6"_ba;
    QTest::newRow("string") << R"("on")"_ba
                            << R"("on")"_ba
                            << R"("off")"_ba;
    QTest::newRow("empty") << ""_ba
                           << ""_ba
                           << "x"_ba;
    QTest::newRow("bytes") << "\x00\xff"_ba
                           << "\x00\xff"_ba
                           << "\x01\xff"_ba;
    QTest::newRow("object without members") << "{}"_ba
                                            << "{}"_ba
                                            << "[]"_ba;
    QTest::newRow("the client id") << R"({"to":"gw-1","op":"a"})"_ba
                                   << R"({"to":"gw-1-run7","op":"a"})"_ba
                                   << R"({"to":"gw-2","op":"a"})"_ba;
}

void TestScenarioDraft::expects()
{
    QFETCH(QByteArray, recorded);
    QFETCH(QByteArray, later);
    QFETCH(QByteArray, different);
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect()).in(u"gw-1"_s, recorded);
    const RecordedScenario made = builder.made();
    QCOMPARE(faultsOf(made.scenario), QString());
    QCOMPARE(made.scenario.steps.size(), 2);
    const auto *expect = std::get_if<Expect>(&made.scenario.steps.at(1).kind);
    QVERIFY(expect);
    QCOMPARE(expect->amount, (Amount{.least = 1, .most = 1}));

    const SystemClock clock;
    ScriptEngine scripts;
    ScenarioScope scope(clock, 1, &scripts);
    scope.setCurrent({.clientId = u"gw-1-run7"_s, .topics = {.command = u"c"_s}});
    const auto pattern = scope.pattern(expect->entries.pattern);
    VERIFY_RESULT(pattern);
    const auto matches = [&pattern](const QByteArray &payload) {
        return pattern->matches(Match::Message({.topic = u"c"_s, .payload = payload}));
    };
    const QByteArray json = expect->entries.pattern.json.toCompact();
    QVERIFY2(matches(later), json.constData());
    QVERIFY2(!matches(different), json.constData());
}

void TestScenarioDraft::valuesThatOccurAgain()
{
    const QByteArray job = "9f86d081884c7d659a2feaa0c55ad015";
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .pause(2'000)
        .in(u"gw-1"_s, R"({"job":")" + job + R"(","part":1})")
        .pause(2'000)
        .act(u"gw-1"_s, publish(R"({"done":")" + job + R"("})"))
        .pause(2'000)
        .in(u"gw-1"_s, R"({"thanks for":"job )" + job + R"("})");
    const RecordedScenario made = builder.made();
    const QByteArrayList lines = linesOf(made.scenario.steps);
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines.at(1).contains("'capture':{'job':'/job'}"), lines.at(1).constData());
    QCOMPARE(lines.at(2), "{'publish':{'device':'gw-1','payload':{'done':'${vars.job}'}}}"_ba);
    QVERIFY2(lines.at(3).contains("'json':{'thanks for':'job ${vars.job}'}"), lines.at(3).constData());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::topicsWithValues()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .in(u"gw-1"_s, "{}", {{u"rid"_s, u"17"_s}}, u"devices/gw-1/rpc/17"_s)
        .add({.device = u"gw-1"_s,
              .event = EntryEvent::MessageSent,
              .topic = u"devices/gw-1/answers/17"_s,
              .payload = "{}",
              .correlation = {{u"rid"_s, u"17"_s}},
              .matched = true,
              .ruleId = u"default"_s});
    const RecordedScenario made = builder.made();
    const QByteArrayList lines = linesOf(made.scenario.steps);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.at(1).contains("'topic':'devices/${clientId}/rpc/+'"), lines.at(1).constData());
    QVERIFY2(lines.at(1).contains("'capture':{'rid':{'topicLevel':3}}"), lines.at(1).constData());
    QVERIFY2(lines.at(2).contains("'topic':'devices/${clientId}/answers/${vars.rid}'"), lines.at(2).constData());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::sentValuesThatOccurAgain()
{
    const QByteArray id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .pause(2'000)
        .act(u"gw-1"_s, publish(R"({"msg":")" + id + R"(","hash":"9f86d081884c7d659a2feaa0c55ad015"})"))
        .in(u"gw-1"_s, R"({"ack":")" + id + R"(","hash":"9f86d081884c7d659a2feaa0c55ad015"})");
    const RecordedScenario made = builder.made();
    QCOMPARE(made.scenario.vars.value(u"msg").toString(), u"${uuid()}"_s);
    const QByteArrayList lines = linesOf(made.scenario.steps);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.at(1).contains("'msg':'${vars.msg}','hash':'9f86"), lines.at(1).constData());
    QVERIFY2(lines.at(2).contains("'json':{'ack':'${vars.msg}','hash':'9f86"), lines.at(2).constData());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::twoLikeCommands()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .in(u"gw-1"_s, R"({"op":"a","seq":1})")
        .in(u"gw-1"_s, R"({"op":"b"})")
        .in(u"gw-1"_s, R"({"op":"a","seq":2})");
    const Scenario scenario = builder.made().scenario;
    QCOMPARE(scenario.steps.size(), 4);
    const auto first = std::get<Expect>(scenario.steps.at(1).kind);
    const auto other = std::get<Expect>(scenario.steps.at(2).kind);
    const auto last = std::get<Expect>(scenario.steps.at(3).kind);
    QCOMPARE(first.amount, Amount()); // the last one counts
    QCOMPARE(other.amount, (Amount{.least = 1, .most = 1}));
    QCOMPARE(last.amount, (Amount{.least = 1, .most = 1}));
    QCOMPARE(last.since.step, scenario.steps.at(1).name);
    QVERIFY(!last.since.step.isEmpty());
    QVERIFY(other.since.step.isEmpty());
    QCOMPARE(faultsOf(scenario), QString());
}

void TestScenarioDraft::actionsInOneGo()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .act(u"gw-1"_s, publish("1"))
        .act(u"gw-1"_s, publish("2"))
        .in(u"gw-1"_s, R"({"op":"a"})")
        .act(u"gw-1"_s, publish("3"))
        .in(u"gw-1"_s, R"({"op":"b"})");
    const Scenario scenario = builder.made().scenario;
    QCOMPARE(linesOf(scenario.steps).size(), 6);
    // The first command may be for the first of the messages; the second one came after the first.
    QCOMPARE(std::get<Expect>(scenario.steps.at(3).kind).since.step, scenario.steps.at(0).name);
    QVERIFY(!scenario.steps.at(0).name.isEmpty());
    QVERIFY(std::get<Expect>(scenario.steps.at(5).kind).since.step.isEmpty());
    QCOMPARE(faultsOf(scenario), QString());
}

void TestScenarioDraft::slowActions()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .pause(3'000)
        .act(u"gw-1"_s, publish("1"))
        .pause(40'000)
        .in(u"gw-1"_s, R"({"op":"a"})")
        .pause(3'000)
        .act(u"gw-1"_s, Order::GoOffline())
        .act(u"gw-1"_s, Order::Connect())
        .in(u"gw-1"_s, R"({"op":"b"})");
    const Scenario scenario = builder.made().scenario;
    QCOMPARE(scenario.steps.size(), 6);
    const auto slow = std::get<Expect>(scenario.steps.at(2).kind);
    QVERIFY(slow.since.step.isEmpty());
    QCOMPARE(slow.withinMs, 46'000);
    // What was received in another session cannot be meant.
    const auto last = std::get<Expect>(scenario.steps.at(5).kind);
    QVERIFY(last.since.step.isEmpty());
    QCOMPARE(last.withinMs, Expect::usualWithinMs);
}

void TestScenarioDraft::presetsComeEarlier()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .pause(2'000)
        .act(u"gw-1"_s, publish("1"))
        .act(u"gw-1"_s, preset(R"({"code":1})"))
        .act(u"gw-1"_s, preset(R"({"code":2})"))
        .in(u"gw-1"_s, R"({"op":"a"})")
        .out(u"gw-1"_s, R"({"code":1})", {}, u"preset"_s)
        .in(u"gw-1"_s, R"({"op":"a"})")
        .out(u"gw-1"_s, R"({"code":2})", {}, u"preset"_s);
    const Scenario scenario = builder.made().scenario;
    QStringList kinds;
    for (const Step &step : scenario.steps)
        kinds.append(step.kindName());
    const QStringList expected{u"preset"_s, u"preset"_s, u"connect"_s, u"publish"_s,
                               u"expect"_s, u"expect"_s, u"expect"_s,  u"expect"_s};
    QCOMPARE(kinds, expected);
    QCOMPARE(std::get<Preset>(scenario.steps.at(0).kind).reply.payload, R"({"code":1})"_ba);
    QCOMPARE(faultsOf(scenario), QString());
}

void TestScenarioDraft::presetStaysBehindACommand()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, publish("1"))
        .in(u"gw-1"_s, R"({"op":"a"})")
        .act(u"gw-1"_s, preset("1"))
        .in(u"gw-1"_s, R"({"op":"b"})");
    const Scenario scenario = builder.made().scenario;
    QCOMPARE(scenario.steps.size(), 4);
    QCOMPARE(scenario.steps.at(2).kindName(), u"preset"_s);
}

void TestScenarioDraft::takenBackPresets()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s).presets = {{.payload = "0"}};
    builder.act(u"gw-1"_s, preset("1"))
        .in(u"gw-1"_s, R"({"op":"a"})")
        .out(u"gw-1"_s, "0", {}, u"preset"_s)
        .act(u"gw-1"_s, Order::ClearPresetReplies())
        .act(u"gw-1"_s, preset("2"))
        .act(u"gw-1"_s, Order::ReplacePresetReplies{.before = {{.payload = "2"}}, .after = {{.payload = "3"}}})
        .in(u"gw-1"_s, R"({"op":"b"})")
        .out(u"gw-1"_s, "3", {}, u"preset"_s);
    const Scenario scenario = builder.made().scenario;
    QByteArrayList presets;
    for (const Steps &steps : {scenario.setup, scenario.steps}) {
        for (const Step &step : steps) {
            if (const auto *one = std::get_if<Preset>(&step.kind))
                presets.append(one->reply.payload);
        }
    }
    QCOMPARE(presets, (QByteArrayList{"0", "3"}));
}

void TestScenarioDraft::severalDevices()
{
    SessionBuilder builder;
    for (const QString &id : {u"gw-1"_s, u"gw-2"_s})
        builder.device(id);
    builder.act(u"gw-1"_s, Order::Connect())
        .act(u"gw-2"_s, Order::Connect())
        .pause(2'000)
        .in(u"gw-2"_s, R"({"op":"hello"})")
        .in(u"gw-1"_s, R"({"op":"hello"})")
        .in(u"gw-1"_s, R"({"op":"peer","id":"gw-2"})")
        .pause(2'000)
        .act(u"gw-2"_s, Order::GoOffline{OfflineMode::Abrupt});
    const RecordedScenario made = builder.made();
    const QByteArrayList expected{
        "{'connect':'*'}",
        "{'expect':{'device':'*','topic':'${topics.command}','json':{'op':'hello'},'count':1,'withinMs':8000}}",
        "{'expect':{'device':'gw-1','topic':'${topics.command}','json':{'op':'peer','id':'${devices.gw-2.clientId}'},"
        "'count':1,'withinMs':8000}}",
        "{'offline':{'device':'gw-2','mode':'abrupt'}}"};
    QCOMPARE(linesOf(made.scenario.steps), expected);
    QCOMPARE(made.scenario.devices.size(), 2);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::fleet()
{
    Profile profile;
    profile.name = u"thermo"_s;
    profile.clientId = u"thermo-${index}"_s;
    profile.count = 5;
    SessionBuilder builder;
    for (const int index : {1, 3})
        builder.device(u"thermo-%1"_s.arg(index), profile, index);
    builder.act(u"thermo-3"_s, Order::Connect())
        .act(u"thermo-1"_s, Order::Connect())
        .pause(2'000)
        .act(u"thermo-3"_s, publish("1"));
    const RecordedScenario made = builder.made();
    QCOMPARE(linesOf(made.scenario.steps),
             (QByteArrayList{"{'connect':'thermo'}", "{'publish':{'device':'thermo[3]','payload':1}}"}));
    QCOMPARE(made.scenario.devices.size(), 1);
    QCOMPARE(inSingleQuotes(made.scenario.devices.first().overrides.toCompact()),
             "{'clientId':'thermo-${index}${vars.suffix}','count':4,'except':[0,2]}"_ba);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::telemetry()
{
    Profile profile;
    profile.telemetry = {{.name = u"t"_s, .payload = R"({"t":"${randomInt(1,6)}","unit":"C"})"}};
    SessionBuilder builder;
    builder.device(u"gw-1"_s, profile);
    builder.session.options.telemetry = true;
    builder.act(u"gw-1"_s, Order::Connect());
    for (const QByteArray &payload : {R"({"t":3,"unit":"C"})"_ba, R"({"t":5,"unit":"C"})"_ba})
        builder.add({.device = u"gw-1"_s,
                     .event = EntryEvent::MessageSent,
                     .topic = u"mqtt/gw-1/v1/req"_s,
                     .payload = payload});
    const RecordedScenario made = builder.made();
    const QByteArrayList expected{
        "{'connect':'gw-1'}", "{'expect':{'device':'gw-1','kind':'out','topic':'${topics.report}','json':{'unit':'C'},"
                              "'payload':{'jsonPointer':'/t','matches':'[0-9]+'}}}"};
    QCOMPARE(linesOf(made.scenario.steps), expected);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::commandsByProbe()
{
    SessionBuilder builder;
    builder.session.options.commands = RecordingOptions::Commands::Published;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect())
        .in(u"gw-1"_s, R"({"op":"${x}","to":"gw-1","requestTime":1769860800100})",
            {{u"requestTime"_s, u"1769860800100"_s}})
        .out(u"gw-1"_s, R"({"code":0,"requestTime":1769860800100})", {{u"requestTime"_s, u"1769860800100"_s}})
        .in(u"gw-1"_s, R"({"op":"${x}","to":"gw-1","requestTime":1769860800200})")
        .out(u"gw-1"_s, R"({"again":true})");
    const RecordedScenario made = builder.made();
    const QByteArrayList lines = linesOf(made.scenario.steps);
    QCOMPARE(lines.size(), 7);
    for (const QByteArray &line : lines)
        QVERIFY2(!line.contains("since") && !line.contains("count"), line.constData()); // each has its own action
    QCOMPARE(lines.at(1), "{'probe':{'publish':{'topic':'${devices.gw-1.topics.command}',"
                          "'payload':{'op':'$${x}','to':'${devices.gw-1.clientId}','requestTime':'${now()}'}}}}"_ba);
    QVERIFY2(lines.at(2).contains("'capture':{'requestTime'"), lines.at(2).constData());
    QVERIFY2(lines.at(3).contains("'requestTime':'${vars.requestTime}'"), lines.at(3).constData());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::rules()
{
    const auto rule = [](const QByteArray &json) { return *Rules::Rule::fromJson(*JsonText::parse(json)); };
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.device(u"door-1"_s);
    builder.session.rules = {rule(R"({"id":"a","devices":["gw-*"],"then":[{"reply":{"payload":"${now()}"}}]})"),
                             rule(R"({"id":"b","name":"second","testId":"T","then":[]})"),
                             rule(R"({"id":"c","devices":["other"],"then":[]})"),
                             rule(R"({"id":"d","enabled":false,"then":[]})")};
    builder.act(u"gw-1"_s, Order::Connect())
        .rule(rule(R"({"id":"e","devices":["door-1"],"then":[]})"))
        .in(u"gw-1"_s, "1")
        .out(u"gw-1"_s, "1769860800123", {}, u"a"_s);
    const RecordedScenario made = builder.made();
    // Each is set before those that are there.
    QCOMPARE(linesOf(made.scenario.setup),
             (QByteArrayList{"{'rule':{'device':'*','name':'second','then':[]}}",
                             "{'rule':{'device':'gw-1','name':'a','then':[{'reply':{'payload':'${now()}'}}]}}"}));
    QCOMPARE(linesOf(made.scenario.steps).first(), "{'rule':{'device':'door-1','name':'e','then':[]}}"_ba);
    QVERIFY2(linesOf(made.scenario.steps).last().contains("'matches':'[0-9]{13}'"),
             linesOf(made.scenario.steps).last().constData());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::beginning()
{
    SessionBuilder builder;
    RecordedDevice &device = builder.device(u"gw-1"_s);
    device.wasOnline = true;
    device.values = *JsonText::parse(R"({"fw":"2.0"})");
    device.presets = {{.payload = "7"}};
    builder.in(u"gw-1"_s, R"({"op":"a"})");
    const RecordedScenario made = builder.made();
    QCOMPARE(linesOf(made.scenario.setup),
             (QByteArrayList{"{'setState':{'device':'gw-1','values':{'fw':'2.0'},'all':true}}",
                             "{'preset':{'device':'gw-1','payload':7}}", "{'connect':'gw-1'}"}));
    QCOMPARE(linesOf(made.scenario.steps),
             QByteArrayList{"{'expect':{'device':'gw-1','topic':'${topics.command}','json':{'op':'a'},'count':1}}"});
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::states()
{
    const Error lost{.code = ErrorCode::ConnectionLost, .message = u"closed"_s};
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect());
    builder.session.actions.last().answered = 102;
    builder.state(u"gw-1"_s, DeviceState::Connecting)
        .state(u"gw-1"_s, DeviceState::Online)
        .state(u"gw-1"_s, DeviceState::Reconnecting, lost)
        .state(u"gw-1"_s, DeviceState::Online)
        .pause(2'000)
        .act(u"gw-1"_s, publish("1"))
        .state(u"gw-1"_s, DeviceState::Failed,
               Error{.code = ErrorCode::TakenOver, .message = u"other"_s, .reasonCode = 142});
    const RecordedScenario made = builder.made();
    const QByteArrayList expected{
        "{'connect':'gw-1'}", "{'expect':{'device':'gw-1','event':'state-changed','atLeast':3}}",
        "{'expectState':{'device':'gw-1','state':'online'}}", "{'publish':{'device':'gw-1','payload':1}}",
        "{'expectState':{'device':'gw-1','state':'failed','error':'taken-over','reasonCode':142}}"};
    QCOMPARE(linesOf(made.scenario.steps), expected);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::statesAfterPublishedCommands()
{
    SessionBuilder builder;
    builder.session.options.commands = RecordingOptions::Commands::Published;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect());
    builder.session.actions.last().answered = 102;
    builder.state(u"gw-1"_s, DeviceState::Connecting)
        .state(u"gw-1"_s, DeviceState::Online)
        .in(u"gw-1"_s, R"({"op":"reboot"})")
        .state(u"gw-1"_s, DeviceState::Offline)
        .state(u"gw-1"_s, DeviceState::Connecting)
        .state(u"gw-1"_s, DeviceState::Online);
    const RecordedScenario made = builder.made();
    const QByteArrayList lines = linesOf(made.scenario.steps);
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines.at(0), "{'name':'connect 1','connect':'gw-1'}"_ba);
    QCOMPARE(lines.at(3), "{'expect':{'device':'gw-1','event':'state-changed','atLeast':3,'since':'connect 1'}}"_ba);
    QCOMPARE(lines.at(4), "{'expectState':{'device':'gw-1','state':'online'}}"_ba);
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::statesOfDevicesThatWereOnline()
{
    SessionBuilder builder;
    builder.device(u"gw-1"_s).wasOnline = true;
    builder.state(u"gw-1"_s, DeviceState::Reconnecting).state(u"gw-1"_s, DeviceState::Online);
    const QByteArrayList expected{"{'expect':{'device':'gw-1','event':'state-changed','atLeast':3}}",
                                  "{'expectState':{'device':'gw-1','state':'online'}}"};
    QCOMPARE(linesOf(builder.made().scenario.steps), expected);
}

void TestScenarioDraft::failures()
{
    const Error refused{.code = ErrorCode::BrokerRefused, .message = u"no"_s, .reasonCode = 134};
    const Error cancelled{.code = ErrorCode::Cancelled, .message = u"no"_s};
    const Error wrong{.code = ErrorCode::InvalidArgument, .message = u"no"_s};
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect(), refused)
        .act(u"gw-1"_s, Order::Connect(), cancelled)
        .act(u"gw-1"_s, publish("1"), Error{.code = ErrorCode::NotOnline, .message = u"no"_s})
        .act(u"gw-1"_s, preset("${"), wrong);
    const RecordedScenario made = builder.made();
    QCOMPARE(linesOf(made.scenario.steps),
             (QByteArrayList{"{'connect':{'device':'gw-1','fails':{'error':'broker-refused','reasonCode':134}}}",
                             "{'publish':{'device':'gw-1','payload':1,'fails':'not-online'}}"}));
    using Kind = RecordingWarning::Kind;
    QCOMPARE(made.warnings, (QList<RecordingWarning>{{Kind::StepLeftOut, u"gw-1"_s, u"connect"_s},
                                                     {Kind::StepLeftOut, u"gw-1"_s, u"addPresetReply"_s}}));
}

void TestScenarioDraft::clientIds()
{
    SessionBuilder builder;
    builder.device(u"site/gw-1"_s);
    builder.act(u"site/gw-1"_s, publish(R"({"me":"site/gw-1"})"));
    const RecordedScenario made = builder.made();
    QCOMPARE(made.scenario.vars.value(u"suffix").toString(), u"-${run.id}"_s);
    QCOMPARE(made.scenario.devices.first().name, u"site-gw-1"_s);
    QCOMPARE(linesOf(made.scenario.steps),
             QByteArrayList{"{'publish':{'device':'site-gw-1','payload':{'me':'${clientId}'}}}"});
    builder.session.options.clientIds = RecordingOptions::ClientIds::Recorded;
    QCOMPARE(builder.made().scenario.vars.value(u"suffix").toString(), QString());
    QCOMPARE(faultsOf(made.scenario), QString());
}

void TestScenarioDraft::credentialsKeepTheClientId()
{
    Profile profile;
    profile.connection.username = u"${clientId}"_s;
    SessionBuilder builder;
    builder.device(u"gw-1"_s, profile);
    builder.act(u"gw-1"_s, Order::Connect());
    const RecordedScenario made = builder.made();
    QCOMPARE(made.scenario.vars.value(u"suffix").toString(), QString());
    QCOMPARE(made.warnings.first().kind, RecordingWarning::Kind::ClientIdKept);
}

void TestScenarioDraft::nothingRecorded()
{
    const RecordedScenario made = SessionBuilder().made();
    QVERIFY(made.scenario.steps.empty());
    QVERIFY(made.scenario.devices.isEmpty());
    QCOMPARE(made.scenario.name, u"Recorded 2026-01-31 12:00"_s);
}

void TestScenarioDraft::tooMuchRecorded()
{
    constexpr int messages = 10'000;
    SessionBuilder builder;
    builder.device(u"gw-1"_s);
    builder.act(u"gw-1"_s, Order::Connect());
    for (int i = 0; i < messages; ++i)
        builder.in(u"gw-1"_s, R"({"op":"o)" + QByteArray::number(i) + R"("})");
    const RecordedScenario made = builder.made();
    QCOMPARE(made.warnings,
             (QList<RecordingWarning>{{.kind = RecordingWarning::Kind::TooManySteps, .detail = u"9000"_s}}));
    QCOMPARE(made.scenario.steps.size(), 9'000);
    VERIFY_RESULT(ScenarioFile::parse(ScenarioFile::toText(made.scenario)));
}

STANDIN_TEST(TestScenarioDraft)
#include "tst_scenariodraft.moc"
