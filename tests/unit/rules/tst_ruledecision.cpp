// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/ruledecision.h"
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptengine.h"

using namespace Standin;
using namespace Standin::Rules;
using namespace Qt::StringLiterals;

/// One device and its rules: message and state in, decision out.
class TestRuleDecision : public QObject
{
    Q_OBJECT

private:
    static CompiledRulePtr rule(const QByteArray &json, Clock::Instant setAt = {})
    {
        const auto parsed = Rule::fromJson(JsonText::parse(json).value());
        return CompiledRule::make(parsed.value(), {.correlationKeys = {u"requestTime"_s}}, setAt).value();
    }

    static RuleSet rules(const QByteArrayList &jsons)
    {
        CompiledRules compiled;
        for (const QByteArray &json : jsons)
            compiled.push_back(rule(json));
        return RuleSet(compiled);
    }

    RuleDecision decision(const RuleSet &set, const QString &topic, const QByteArray &payload = "{}",
                          bool isCommand = true)
    {
        const Command command{Match::Message({.topic = topic, .payload = payload}), {}};
        m_scope.command = &command;
        const RuleDecision made = decide(set, {command, isCommand, m_time.clock.steadyNow()}, m_states, m_scope);
        m_scope.command = nullptr;
        return made;
    }

    /// The ids of the rules that fire, and the step of each.
    QStringList fired(const RuleSet &set, const QString &topic, const QByteArray &payload = "{}", bool isCommand = true)
    {
        QStringList ids;
        for (const RuleDecision::Fired &one : decision(set, topic, payload, isCommand).fired)
            ids.append(one.rule->rule.id + (one.step ? QString::number(*one.step) : u"-"_s));
        return ids;
    }

    Tests::FakeTime m_time;
    ScriptEngine m_scripts;
    TemplateScope m_scope{m_time.clock, 1};
    RuleStates m_states{1};

private slots:
    void init();
    void conditions_data();
    void conditions();
    void theDeviceIsACondition_data();
    void theDeviceIsACondition();
    void theStateIsACondition_data();
    void theStateIsACondition();
    void oneRuleFires();
    void priorityComesFirst();
    void aRuleMayLetOthersContinue();
    void aDisabledRuleDoesNotFire();
    void sequences_data();
    void sequences();
    void limits_data();
    void limits();
    void aRuleThatMayNotFireLeavesTheMessageToOthers();
    void aRuleEndsAfterItsTime();
    void chanceIsRepeatable();
    void countsAreOfTheRule();
    void rulesThatAreGoneAreForgotten();
    void theIndexLeavesOutNoRule();
    void ofManyRulesFewAreTried_data();
    void ofManyRulesFewAreTried();
    void scriptsAreConditions_data();
    void scriptsAreConditions();
    void aScriptThatFailsIsAFault();
    void templatesAreChecked_data();
    void templatesAreChecked();
};

void TestRuleDecision::init()
{
    m_states = RuleStates(1);
    m_scope.clientId = u"gw-1"_s;
    m_scope.scripts = &m_scripts;
    m_scope.state = Variables();
}

void TestRuleDecision::conditions_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isCommand");
    QTest::addColumn<bool>("fires");
    const auto row = [](const char *name, const QByteArray &when, const QString &topic, const QByteArray &payload,
                        bool isCommand,
                        bool fires) { QTest::newRow(name) << when << topic << payload << isCommand << fires; };
    row("nothing, a command", "{}", u"c"_s, "x", true, true);
    row("nothing, another message", "{}", u"c"_s, "x", false, false);
    row("a topic, another message", R"({"topic":"fw/#"})", u"fw/a"_s, "x", false, true);
    row("another topic", R"({"topic":"fw/#"})", u"fv/a"_s, "x", true, false);
    row("the parent level", R"({"topic":"fw/#"})", u"fw"_s, "x", true, true);
    row("any topic", R"({"topic":"#"})", u"a/b"_s, "x", true, true);
    row("a named level", R"({"topic":"cmd/{verb}"})", u"cmd/x"_s, "x", true, true);
    row("a named level, one more", R"({"topic":"cmd/{verb}"})", u"cmd/x/y"_s, "x", true, false);
    row("a part of the topic", R"({"topicContains":"MD"})", u"cmd/x"_s, "x", true, true);
    row("a value", R"({"payload":{"jsonPointer":"/op","equalTo":"on"}})", u"c"_s, R"({"op":"on"})", true, true);
    row("another value", R"({"payload":{"jsonPointer":"/op","equalTo":"on"}})", u"c"_s, R"({"op":"off"})", true, false);
    row("5 is 5.0", R"({"payload":{"jsonPointer":"/a","equalTo":5}})", u"c"_s, R"({"a":5.0})", true, true);
    row("5 is not a text", R"({"payload":{"jsonPointer":"/a","equalTo":5}})", u"c"_s, R"({"a":"5"})", true, false);
    row("a value below allOf",
        R"({"payload":{"allOf":[{"jsonPointer":"/b","present":true},)"
        R"({"jsonPointer":"/op","equalTo":"on"}]}})",
        u"c"_s, R"({"op":"on","b":1})", true, true);
    row("a value below anyOf",
        R"({"payload":{"anyOf":[{"jsonPointer":"/op","equalTo":"on"},)"
        R"({"jsonPointer":"/op","equalTo":"off"}]}})",
        u"c"_s, R"({"op":"off"})", true, true);
    row("a value below not", R"({"payload":{"not":{"jsonPointer":"/op","equalTo":"on"}}})", u"c"_s, R"({"op":"off"})",
        true, true);
    row("the whole payload", R"({"payload":{"equalTo":"on"}})", u"c"_s, "on", true, true);
}

void TestRuleDecision::conditions()
{
    QFETCH(QByteArray, when);
    QFETCH(QString, topic);
    QFETCH(QByteArray, payload);
    QFETCH(bool, isCommand);
    QFETCH(bool, fires);
    const RuleSet set = rules({R"({"id":"r","when":)" + when + R"(,"then":[{"setState":{}}]})"});
    QCOMPARE(fired(set, topic, payload, isCommand), fires ? QStringList{u"r0"_s} : QStringList());
}

void TestRuleDecision::theDeviceIsACondition_data()
{
    QTest::addColumn<QByteArray>("devices");
    QTest::addColumn<bool>("fires");
    QTest::newRow("its id") << QByteArray("\"gw-1\"") << true;
    QTest::newRow("a glob") << QByteArray("\"gw-*\"") << true;
    QTest::newRow("another glob") << QByteArray("\"pump-*\"") << false;
    QTest::newRow("one of them") << QByteArray(R"(["pump-*","g?-1"])") << true;
}

void TestRuleDecision::theDeviceIsACondition()
{
    QFETCH(QByteArray, devices);
    QFETCH(bool, fires);
    const RuleSet set = rules({R"({"id":"r","devices":)" + devices + R"(,"then":[{"setState":{}}]})"});
    QCOMPARE(!fired(set, u"c"_s).isEmpty(), fires);
}

void TestRuleDecision::theStateIsACondition_data()
{
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<bool>("fires");
    QTest::newRow("equal") << QByteArray(R"({"fw":"1.0"})") << true;
    QTest::newRow("another value") << QByteArray(R"({"fw":"1.1"})") << false;
    QTest::newRow("both") << QByteArray(R"({"fw":"1.0","n":2.0})") << true;
    QTest::newRow("one of two") << QByteArray(R"({"fw":"1.0","n":3})") << false;
    QTest::newRow("a text is no number") << QByteArray(R"({"n":"2"})") << false;
    QTest::newRow("objects by value") << QByteArray(R"({"o":{"b":2,"a":1}})") << true;
    QTest::newRow("null: not there") << QByteArray(R"({"gone":null})") << true;
    QTest::newRow("null: there") << QByteArray(R"({"fw":null})") << false;
    QTest::newRow("not there") << QByteArray(R"({"gone":1})") << false;
}

void TestRuleDecision::theStateIsACondition()
{
    QFETCH(QByteArray, wanted);
    QFETCH(bool, fires);
    m_scope.state = JsonText::parse(R"({"fw":"1.0","n":2,"o":{"a":1,"b":2}})").value();
    const RuleSet set = rules({R"({"id":"r","when":{"state":)" + wanted + R"(},"then":[{"setState":{}}]})"});
    QCOMPARE(!fired(set, u"c"_s).isEmpty(), fires);
}

void TestRuleDecision::oneRuleFires()
{
    const RuleSet set = rules({R"({"id":"a","then":[]})", R"({"id":"b","then":[]})"});
    QCOMPARE(fired(set, u"c"_s), QStringList{u"a0"_s});
}

void TestRuleDecision::priorityComesFirst()
{
    const RuleSet set = rules({R"({"id":"a","then":[]})", R"({"id":"b","priority":1,"then":[]})"});
    QCOMPARE(fired(set, u"c"_s), QStringList{u"b0"_s});
}

void TestRuleDecision::aRuleMayLetOthersContinue()
{
    const RuleSet set =
        rules({R"({"id":"a","continue":true,"then":[]})", R"({"id":"b","then":[]})", R"({"id":"c","then":[]})"});
    const RuleDecision made = decision(set, u"c"_s);
    QCOMPARE(made.fired.size(), 2U);
    QVERIFY(made.isTaken);
    QVERIFY(!decision(rules({R"({"id":"a","continue":true,"then":[]})"}), u"c"_s).isTaken);
}

void TestRuleDecision::aDisabledRuleDoesNotFire()
{
    QVERIFY(fired(rules({R"({"enabled":false,"then":[]})"}), u"c"_s).isEmpty());
}

void TestRuleDecision::sequences_data()
{
    QTest::addColumn<QByteArray>("sequence");
    QTest::addColumn<QString>("steps");
    QTest::newRow("last") << QByteArray("last") << u"0 1 1 1 1"_s;
    QTest::newRow("cycle") << QByteArray("cycle") << u"0 1 0 1 0"_s;
    QTest::newRow("silent") << QByteArray("silent") << u"0 1 - - -"_s;
}

void TestRuleDecision::sequences()
{
    QFETCH(QByteArray, sequence);
    const RuleSet set = rules({R"({"sequence":")" + sequence + R"(","then":[{"setState":{}},{"setState":{}}]})",
                               R"({"id":"later","then":[]})"});
    QStringList steps;
    for (int i = 0; i < 5; ++i)
        steps += fired(set, u"c"_s);
    QTEST(steps.join(u' '), "steps");
}

void TestRuleDecision::limits_data()
{
    QTest::addColumn<QByteArray>("limits");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("times") << QByteArray(R"({"times":2})") << u"yynnn"_s;
    QTest::newRow("skipFirst") << QByteArray(R"({"skipFirst":2})") << u"nnyyy"_s;
    QTest::newRow("both") << QByteArray(R"({"skipFirst":1,"times":2})") << u"nyynn"_s;
    QTest::newRow("never") << QByteArray(R"({"probability":0})") << u"nnnnn"_s;
}

void TestRuleDecision::limits()
{
    QFETCH(QByteArray, limits);
    const RuleSet set = rules({R"({"id":"r","limits":)" + limits + R"(,"then":[]})"});
    QString pattern;
    for (int i = 0; i < 5; ++i)
        pattern += fired(set, u"c"_s).isEmpty() ? u'n' : u'y';
    QTEST(pattern, "pattern");
}

void TestRuleDecision::aRuleThatMayNotFireLeavesTheMessageToOthers()
{
    const RuleSet set = rules({R"({"id":"a","limits":{"times":1},"then":[]})", R"({"id":"b","then":[]})"});
    QCOMPARE(fired(set, u"c"_s), QStringList{u"a0"_s});
    QCOMPARE(fired(set, u"c"_s), QStringList{u"b0"_s});
}

void TestRuleDecision::aRuleEndsAfterItsTime()
{
    const Clock::Instant now = m_time.clock.steadyNow();
    const RuleSet set({rule(R"({"id":"r","limits":{"ttlMs":1000},"then":[]})", now)});
    m_time.advance(std::chrono::milliseconds(999));
    QVERIFY(!fired(set, u"c"_s).isEmpty());
    m_time.advance(std::chrono::milliseconds(1));
    QVERIFY(fired(set, u"c"_s).isEmpty());
}

void TestRuleDecision::chanceIsRepeatable()
{
    const RuleSet set = rules({R"({"id":"r","limits":{"probability":0.3},"then":[]})"});
    const auto count = [&] {
        qsizetype times = 0;
        for (int i = 0; i < 10'000; ++i)
            times += fired(set, u"c"_s).size();
        return times;
    };
    m_states = RuleStates(5);
    const qsizetype first = count();
    m_states = RuleStates(5);
    QCOMPARE(count(), first);
    QVERIFY2(std::abs(first - 3000) < 200, qPrintable(QString::number(first)));
}

void TestRuleDecision::countsAreOfTheRule()
{
    const RuleSet set = rules({R"({"id":"r","limits":{"times":1,"skipFirst":1},"then":[]})"});
    for (int i = 0; i < 5; ++i)
        (void)fired(set, u"c"_s);
    const RuleCounters &counters = *set.rules().front()->counters;
    QCOMPARE(counters.matched.load(), 2U);
    QCOMPARE(counters.fired.load(), 1U);
}

void TestRuleDecision::rulesThatAreGoneAreForgotten()
{
    const RuleSet set = rules({R"({"id":"r","limits":{"times":1},"then":[]})"});
    QCOMPARE(fired(set, u"c"_s).size(), 1);
    m_states.keepOnly(set);
    QCOMPARE(fired(set, u"c"_s).size(), 0);
    m_states.keepOnly(RuleSet());
    QCOMPARE(fired(set, u"c"_s).size(), 1);
}

/// Whatever the index leaves out, trying every rule would leave out, too.
void TestRuleDecision::theIndexLeavesOutNoRule()
{
    const QByteArrayList topics = {"#", "+", "a/#", "a/+", "+/b", "a/b", "a/b/#", "{x}/b", "a", "+/+/c", "/a"};
    const QByteArrayList values = {"\"on\"", "\"off\"", "1", "true", "null", "\"1\""};
    CompiledRules all;
    for (const QByteArray &topic : topics) {
        all.push_back(rule(R"({"when":{"topic":")" + topic + R"("},"then":[]})"));
        for (const QByteArray &value : values)
            all.push_back(rule(R"({"when":{"topic":")" + topic + R"(","payload":{"jsonPointer":"/op","equalTo":)" +
                               value + R"(}},"then":[]})"));
    }
    const RuleSet set(all);
    for (const char *topic : {"a", "b", "a/b", "a/b/c", "x/b", "a/x", "", "/a", "$SYS/b"}) {
        for (const QByteArray &value : values) {
            const Match::Message message({.topic = QString::fromLatin1(topic), .payload = R"({"op":)" + value + '}'});
            CompiledRules found;
            for (const CompiledRulePtr &candidate : set.candidates(message)) {
                if (candidate->rule.when.pattern.matches(message))
                    found.push_back(candidate);
            }
            CompiledRules expected;
            for (const CompiledRulePtr &one : set.rules()) {
                if (one->rule.when.pattern.matches(message))
                    expected.push_back(one);
            }
            QCOMPARE(found.size(), expected.size());
            QVERIFY(found == expected);
        }
    }
}

void TestRuleDecision::ofManyRulesFewAreTried_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::newRow("by topic") << QByteArray(R"({"topic":"cmd/%/x"})");
    QTest::newRow("by a value") << QByteArray(R"({"topic":"cmd/#","payload":{"jsonPointer":"/op","equalTo":%}})");
    QTest::newRow("by a value, without a topic") << QByteArray(
        R"({"payload":{"allOf":[{"jsonPointer":"/force","absent":true},{"jsonPointer":"/op","equalTo":%}]}})");
}

void TestRuleDecision::ofManyRulesFewAreTried()
{
    QFETCH(QByteArray, when);
    QByteArrayList jsons;
    for (int i = 0; i < 1000; ++i)
        jsons.append(R"({"when":)" + QByteArray(when).replace("%", QByteArray::number(i)) + R"(,"then":[]})");
    const RuleSet set = rules(jsons);
    QCOMPARE(set.candidates(Match::Message({.topic = u"cmd/500/x"_s, .payload = R"({"op":500})"})).size(), 1U);
    QBENCHMARK
    {
        const Command fresh{Match::Message({.topic = u"cmd/500/x"_s, .payload = R"({"op":500})"}), {}};
        (void)decide(set, {fresh, true, m_time.clock.steadyNow()}, m_states, m_scope);
    }
}

void TestRuleDecision::scriptsAreConditions_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("fires");
    QTest::newRow("of the payload") << QByteArray("command.json.level * 2 > 5") << true;
    QTest::newRow("not") << QByteArray("command.json.level > 5") << false;
    QTest::newRow("of a named level") << QByteArray("command.levels.verb === 'set'") << true;
    QTest::newRow("of the state") << QByteArray("state.n + 1 === 3") << true;
}

void TestRuleDecision::scriptsAreConditions()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, fires);
    m_scope.state = JsonText::parse(R"({"n":2})").value();
    const RuleSet set = rules({R"({"when":{"topic":"cmd/{verb}","script":")" + script + R"("},"then":[]})"});
    QCOMPARE(!fired(set, u"cmd/set"_s, R"({"level":3})").isEmpty(), fires);
}

void TestRuleDecision::aScriptThatFailsIsAFault()
{
    const RuleSet set = rules({R"({"id":"a","when":{"script":"command.json.a.b.c > 1"},"then":[]})",
                               R"({"id":"b","when":{"script":"'yes'"},"then":[]})", R"({"id":"c","then":[]})"});
    const RuleDecision made = decision(set, u"c"_s, "{}");
    QCOMPARE(made.faults.size(), 2U);
    QVERIFY(made.faults.front().error.code == ErrorCode::ScriptFailed);
    QCOMPARE(made.faults.front().rule->rule.id, u"a"_s);
    QCOMPARE(made.fired.front().rule->rule.id, u"c"_s); // the others are tried
}

void TestRuleDecision::templatesAreChecked_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::newRow("unknown name") << QByteArray(R"({"then":[{"reply":{"payload":"${reqestTime}"}}]})")
                                  << u"/then/0/reply/payload"_s;
    QTest::newRow("unknown level")
        << QByteArray(R"({"when":{"topic":"{site}/x"},"then":[{"reply":{"payload":"${command.levels.sit}"}}]})")
        << u"/then/0/reply/payload"_s;
    QTest::newRow("a topic with a wildcard")
        << QByteArray(R"({"then":[{"publish":{"topic":"a/#","payload":1}}]})") << u"/then/0/publish/topic"_s;
    QTest::newRow("in a step")
        << QByteArray(R"({"sequence":"last","then":[{"all":[{"setState":{}},{"setState":{"a":"${x}"}}]}]})")
        << u"/then/0/all/1/setState"_s;
    QTest::newRow("a script that is none") << QByteArray(R"({"when":{"script":"1 +"},"then":[]})") << u"/when/script"_s;
    QTest::newRow("in a user property")
        << QByteArray(R"({"then":[{"reply":{"payload":1,"userProperties":[{"name":"n","value":"${x}"}]}}]})")
        << u"/then/0/reply/userProperties/0/value"_s;
}

void TestRuleDecision::templatesAreChecked()
{
    QFETCH(QByteArray, json);
    const auto parsed = Rule::fromJson(JsonText::parse(json).value());
    VERIFY_RESULT(parsed);
    const auto compiled = CompiledRule::make(*parsed, {}, {});
    QVERIFY(!compiled);
    QTEST(compiled.error().where, "where");
}

STANDIN_TEST(TestRuleDecision)
#include "tst_ruledecision.moc"
