// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ruletext.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Models;
using namespace Qt::StringLiterals;

class TestRuleText : public QObject
{
    Q_OBJECT

private slots:
    void when_data();
    void when();
    void then_data();
    void then();
    void isBounded();
    void nameOrId();

private:
    static Rules::Rule rule(const QByteArray &json)
    {
        return Rules::Rule::fromJson(JsonText::parse(json).value()).value();
    }
};

void TestRuleText::when_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &when, const QString &text) {
        QTest::newRow(name) << when << text;
    };
    row("nothing", "{}", u"command"_s);
    row("topic", R"({"topic":"cmd/{site}/+"})", u"cmd/{site}/+"_s);
    row("part of a topic", R"({"topicContains":"cmd"})", u"topic contains cmd"_s);
    row("value", R"({"payload":{"jsonPointer":"/op","equalTo":"reboot"}})", u"command, /op = reboot"_s);
    row("two tests", R"({"payload":{"jsonPointer":"/a","greaterThan":1,"lessThan":5}})", u"command, /a > 1 < 5"_s);
    row("absent", R"({"payload":{"jsonPointer":"/a","absent":true}})", u"command, /a absent"_s);
    row("not absent", R"({"payload":{"jsonPointer":"/a","absent":false}})", u"command, /a not absent"_s);
    row("whole payload", R"({"payload":{"contains":"x"}})", u"command, payload contains x"_s);
    row("topic level", R"({"topic":"{a}","payload":{"topicLevel":"a","equalTo":"x"}})", u"{a}, topic level a = x"_s);
    row("property", R"({"payload":{"property":"contentType","equalTo":"x"}})", u"command, property contentType = x"_s);
    row("all of", R"({"payload":{"allOf":[{"jsonPointer":"/a","equalTo":1},{"jsonPointer":"/b","equalTo":2}]}})",
        u"command, /a = 1, /b = 2"_s);
    row("any of", R"({"payload":{"anyOf":[{"jsonPointer":"/a","equalTo":1},{"jsonPointer":"/b","equalTo":2}]}})",
        u"command, (/a = 1 or /b = 2)"_s);
    row("not", R"({"payload":{"not":{"jsonPointer":"/a","equalTo":1}}})", u"command, not (/a = 1)"_s);
    row("correlation", R"({"correlation":{"traceId":"t"}})", u"command, traceId = t"_s);
    row("text", R"({"text":"boot"})", u"command, text contains boot"_s);
    row("flags", R"({"qos":1,"retain":true,"dup":false})", u"command, QoS 1, retained, not dup"_s);
    row("state", R"({"state":{"fw":"1.0"}})", u"command, state fw = 1.0"_s);
}

void TestRuleText::when()
{
    QFETCH(QByteArray, when);
    QTEST(RuleText::when(rule(R"({"then":[],"when":)" + when + '}')), "text");
}

void TestRuleText::then_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &rest, const QString &text) {
        QTest::newRow(name) << rest << text;
    };
    row("nothing", R"("then":[])", u"nothing"_s);
    row("reply", R"("then":[{"reply":{"payload":{"code":0}}}])", u"reply {\"code\":0}"_s);
    row("reply on a topic", R"("then":[{"reply":{"topic":"t","payload":1}}])", u"reply 1 on t"_s);
    row("publish", R"("then":[{"publish":{"payload":1}}])", u"publish 1"_s);
    row("publish on a topic", R"("then":[{"publish":{"topic":"t","payload":1}}])", u"publish 1 on t"_s);
    row("others", R"("then":[{"setState":{"a":1}},{"goOffline":{"mode":"abrupt"}},{"fireEvent":{"name":"e"}}])",
        u"set state {\"a\":1}; go offline (abrupt); fire event e"_s);
    row("steps", R"("sequence":"last","then":[{"reply":{"payload":1}},{"reply":{"payload":2}}])",
        u"reply 1 · then reply 2"_s);
}

void TestRuleText::then()
{
    QFETCH(QByteArray, rest);
    QTEST(RuleText::then(rule('{' + rest + '}')), "text");
}

void TestRuleText::isBounded()
{
    QByteArray conditions;
    QByteArray actions;
    for (int i = 0; i < 500; ++i) {
        conditions +=
            R"(,{"jsonPointer":"/)" + QByteArray(400, 'p') + R"(","equalTo":")" + QByteArray(400, 'v') + "\"}";
        actions += R"(,{"reply":{"payload":")" + QByteArray(400, 'v') + "\"}}";
    }
    const Rules::Rule large =
        rule(R"({"when":{"payload":{"allOf":[)" + conditions.sliced(1) + R"(]}},"then":[)" + actions.sliced(1) + "]}");
    QVERIFY(RuleText::when(large).size() < 200);
    QVERIFY(RuleText::then(large).size() < 500);
}

void TestRuleText::nameOrId()
{
    QCOMPARE(RuleText::name(rule(R"({"id":"i","then":[]})")), u"i"_s);
    QCOMPARE(RuleText::name(rule(R"({"id":"i","name":"n\nm","then":[]})")), u"n m"_s);
}

STANDIN_TEST(TestRuleText)
#include "tst_ruletext.moc"
