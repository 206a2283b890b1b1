// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonreader.h"
#include "match/condition.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestCondition : public QObject
{
    Q_OBJECT

private:
    const QStringList m_levelNames = {u""_s, u"site"_s, u"verb"_s}; // cmd/{site}/{verb}
    const Message m_message{{.topic = u"cmd/lab/reboot"_s,
                             .payload = R"({"op":"reboot","level":5,"list":[{"a":1}],"none":null,"a/b":"slash"})",
                             .properties = {{u"contentType"_s, u"application/json"_s}, {u"attempt"_s, u"2"_s}}}};

    Result<Condition> read(const QByteArray &text) const
    {
        JsonReader reader(Json::parse(text).value().toObject(), u"/payload"_s);
        const Condition condition = Condition::read(reader, m_levelNames);
        return reader.status().map([&condition] { return condition; });
    }

private slots:
    void holds_data();
    void holds();
    void refuses_data();
    void refuses();
    void partsCanBeAskedOneByOne();
    void conditionsOfAnEmptyPayload();
};

void TestCondition::holds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *text, bool expected) {
        QTest::newRow(name) << QByteArray(text) << expected;
    };
    row("whole payload", R"({"contains":"reboot"})", true);
    row("whole payload as JSON", R"({"equalToJson":{"op":"reboot"},"ignoreExtra":true})", true);
    row("pointer", R"({"jsonPointer":"/op","equalTo":"reboot"})", true);
    row("pointer, other value", R"({"jsonPointer":"/op","equalTo":"halt"})", false);
    row("pointer into an array", R"({"jsonPointer":"/list/0/a","equalTo":1})", true);
    row("pointer with an escape", R"({"jsonPointer":"/a~1b","equalTo":"slash"})", true);
    row("pointer to everything", R"({"jsonPointer":"","size":5})", true);
    row("pointer to nothing", R"({"jsonPointer":"/force","absent":true})", true);
    row("pointer to null", R"({"jsonPointer":"/none","absent":true})", false);
    row("topic level by number", R"({"topicLevel":0,"equalTo":"cmd"})", true);
    row("topic level by name", R"({"topicLevel":"site","in":["lab","roof"]})", true);
    row("other topic level by name", R"({"topicLevel":"verb","in":["lab","roof"]})", false);
    row("behind the last topic level", R"({"topicLevel":3,"absent":true})", true);
    row("property", R"({"property":"contentType","startsWith":"application/"})", true);
    row("property as number", R"({"property":"attempt","greaterThan":1})", true);
    row("property that is not there", R"({"property":"responseTopic","present":true})", false);
    row("several operators", R"({"jsonPointer":"/level","greaterThan":3,"lessThan":7})", true);
    row("several operators, one fails", R"({"jsonPointer":"/level","greaterThan":3,"lessThan":5})", false);
    row("allOf", R"({"allOf":[{"contains":"op"},{"jsonPointer":"/level","equalTo":5}]})", true);
    row("allOf, one fails", R"({"allOf":[{"contains":"op"},{"jsonPointer":"/level","equalTo":6}]})", false);
    row("anyOf", R"({"anyOf":[{"contains":"nothing"},{"jsonPointer":"/level","equalTo":5}]})", true);
    row("anyOf, all fail", R"({"anyOf":[{"contains":"nothing"},{"jsonPointer":"/level","equalTo":6}]})", false);
    row("not", R"({"not":{"contains":"halt"}})", true);
    row("not, which holds", R"({"not":{"contains":"reboot"}})", false);
    row("one in the other", R"({"allOf":[{"anyOf":[{"contains":"x"},{"not":{"contains":"y"}}]},{"size":68}]})", true);
}

void TestCondition::holds()
{
    QFETCH(QByteArray, text);
    const auto condition = read(text);
    QVERIFY2(condition, condition ? "" : qPrintable(condition.error().toString()));
    QTEST(condition->holds(m_message), "expected");
    QCOMPARE(condition->toJson().toJson(), Json::parse(text).value());
}

void TestCondition::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &text, const QString &error) {
        QTest::newRow(name) << text << u"/payload"_s + error;
    };
    const QString noOperator = u": expected an operator: equalTo, contains, matches, startsWith, endsWith, "
                               u"equalToJson, greaterThan, lessThan, "
                               "in, absent, present, size or hex, found none"_s;
    row("empty", "{}", noOperator);
    row("no operator", R"({"jsonPointer":"/op"})", noOperator);
    row("misspelt subject", R"({"jsonPonter":"/op","equalTo":1})",
        u"/jsonPonter: unknown key; did you mean \"jsonPointer\"?"_s);
    row("misspelt operator", R"({"jsonPointer":"/op","equalsTo":1})",
        u"/equalsTo: unknown key; did you mean \"equalTo\"?"_s);
    row("misspelt combination", R"({"anyof":[]})", u"/anyof: unknown key; did you mean \"anyOf\"?"_s);
    row("no pointer", R"({"jsonPointer":"op","equalTo":1})",
        u"/jsonPointer: expected a JSON pointer such as /a/0 (RFC 6901), found \"op\""_s);
    row("pointer a number", R"({"jsonPointer":1,"equalTo":1})", u"/jsonPointer: expected a string, found 1"_s);
    row("two subjects", R"({"jsonPointer":"/a","property":"b","equalTo":1})",
        u": expected one of \"jsonPointer\", \"topicLevel\" or \"property\", found \"jsonPointer\" and \"property\""_s);
    row("negative level", R"({"topicLevel":-1,"equalTo":"a"})",
        u"/topicLevel: expected the number of a level, from 0, or \"site\" or \"verb\", found -1"_s);
    row("unknown level", R"({"topicLevel":"sites","equalTo":"a"})",
        u"/topicLevel: expected the number of a level, from 0, or \"site\" or \"verb\", found \"sites\"; did you mean "
        "\"site\"?"_s);
    row("property a number", R"({"property":1,"equalTo":"a"})", u"/property: expected a string, found 1"_s);
    row("fault in an operator", R"({"matches":"["})",
        u"/matches: expected a regular expression, found \"[\": missing terminating ] for character class at character 1"_s);
    row("two combinations", R"({"allOf":[],"not":{}})",
        u": expected one of \"allOf\", \"anyOf\" or \"not\", found \"allOf\" and \"not\""_s);
    row("combination with an operator", R"({"not":{"equalTo":1},"equalTo":1})", u"/equalTo: unknown key"_s);
    row("empty allOf", R"({"allOf":[]})", u"/allOf: expected at least one condition, found none"_s);
    row("allOf an object", R"({"allOf":{}})", u"/allOf: expected an array of objects, found an object"_s);
    row("allOf texts", R"({"allOf":["a"]})", u"/allOf/0: expected an object, found \"a\""_s);
    row("not an array", R"({"not":[]})", u"/not: expected an object, found an array"_s);
    row("fault deep inside", R"({"allOf":[{"equalTo":1},{"anyOf":[{"not":{"size":"x"}}]}]})",
        u"/allOf/1/anyOf/0/not/size: expected a whole number from 0, found \"x\""_s);
    QByteArray deep = R"({"equalTo":1})";
    for (int i = 0; i < Condition::deepest; ++i)
        deep = R"({"not":)" + deep + '}';
    row("too deep", deep,
        u"/not"_s.repeated(Condition::deepest) + u": expected at most 32 conditions within each other"_s);
}

void TestCondition::refuses()
{
    QFETCH(QByteArray, text);
    const auto condition = read(text);
    QVERIFY(!condition);
    QVERIFY(condition.error().code == ErrorCode::InvalidArgument);
    QTEST(condition.error().toString(), "error");
}

void TestCondition::partsCanBeAskedOneByOne()
{
    const Condition all = read(R"({"allOf":[{"contains":"op"},{"contains":"halt"},
                                            {"jsonPointer":"/level","greaterThan":3,"lessThan":5}]})")
                              .value();
    QVERIFY(all.kind() == Condition::Kind::AllOf);
    QList<bool> held;
    for (const Condition &part : all.conditions())
        held += part.holds(m_message);
    QCOMPARE(held, (QList<bool>{true, false, false}));

    const Condition &last = all.conditions().last();
    QVERIFY(last.kind() == Condition::Kind::Value);
    const Operand operand = last.subject().in(m_message);
    QVERIFY(last.operators()[0].holds(operand));
    QVERIFY(!last.operators()[1].holds(operand));
}

void TestCondition::conditionsOfAnEmptyPayload()
{
    const Message empty;
    QVERIFY(read(R"({"absent":true})")->holds(empty));
    QVERIFY(read(R"({"jsonPointer":"/op","absent":true})")->holds(empty));
    QVERIFY(read(R"({"topicLevel":0,"equalTo":""})")->holds(empty));
    QVERIFY(read(R"({"topicLevel":"site","absent":true})")->holds(empty));
    QVERIFY(!read(R"({"contains":""})")->holds(empty));
}

STANDIN_TEST(TestCondition)
#include "tst_condition.moc"
