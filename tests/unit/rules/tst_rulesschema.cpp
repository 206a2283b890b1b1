// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulesfile.h"
#include "support/result.h"
#include "support/schema.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rules;
using namespace Qt::StringLiterals;

/// resources/schemas/rules.schema.json, which editors use, and the reader of rules accept the same.
class TestRulesSchema : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void agreesWithTheReader_data();
    void agreesWithTheReader();

private:
    Tests::Schema m_schema;
};

void TestRulesSchema::initTestCase()
{
    VERIFY_RESULT(m_schema.load(QStringLiteral(RULES_SCHEMA)));
}

void TestRulesSchema::agreesWithTheReader_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<bool>("isRight");
    const auto right = [](const char *name, const QByteArray &rule) { QTest::newRow(name) << rule << true; };
    const auto wrong = [](const char *name, const QByteArray &rule) { QTest::newRow(name) << rule << false; };
    right("least", R"({"then":[]})");
    right("devices", R"({"devices":["a","b*"],"then":[]})");
    right("one device", R"({"devices":"a","then":[]})");
    right("all of when",
          R"({"when":{"topic":"a/{b}","qos":1,"retain":true,"dup":false,"text":"x","correlation":{"t":1},)"
          R"("payload":{"jsonPointer":"/a","equalTo":1},"state":{"a":null},"script":"1"},"then":[]})");
    right("every action", R"({"then":[{"reply":{"payload":1,"delayMs":5}},{"publish":{"payload":[],"qos":2}},)"
                          R"({"setState":{}},{"goOffline":{}},{"fireEvent":{"name":"e"}}]})");
    right("delays", R"({"then":[{"goOffline":{"delayMs":{"type":"uniform","lower":1,"upper":2},)"
                    R"("reconnectAfterMs":{"type":"lognormal","median":1,"p99":2}}}]})");
    right("steps", R"({"sequence":"cycle","then":[{"all":[{"setState":{}}]},{"setState":{}}]})");
    right("no sequence", R"({"sequence":null,"then":[{"setState":{}}]})");
    right("limits", R"({"then":[],"limits":{"times":1,"ttlMs":1,"skipFirst":0,"probability":0.5}})");
    right("nested conditions", R"({"when":{"payload":{"allOf":[{"anyOf":[{"not":{"contains":"a"}}]}]}},"then":[]})");
    for (const QByteArray &test : QByteArrayList{
             R"("equalTo":null)", R"("contains":1)", R"("matches":"a+")", R"("startsWith":"a")", R"("endsWith":"a")",
             R"("equalToJson":{},"ignoreExtra":true,"ignoreOrder":false)", R"("greaterThan":1,"lessThan":2.5)",
             R"("in":["a",1,true,null])", R"("absent":true)", R"("present":false)", R"("size":3)", R"("hex":"0aFF")"})
        right(test.constData(), R"({"when":{"payload":{)" + test + R"(}},"then":[]})");
    wrong("no actions", "{}");
    wrong("misspelt key", R"({"then":[],"wen":{}})");
    wrong("reserved id", R"({"id":"default","then":[]})");
    wrong("priority", R"({"priority":0,"then":[]})");
    wrong("half a priority", R"({"priority":1.5,"then":[]})");
    wrong("QoS", R"({"when":{"qos":3},"then":[]})");
    wrong("topic twice", R"({"when":{"topic":"a","topicContains":"b"},"then":[]})");
    wrong("no test", R"({"when":{"payload":{}},"then":[]})");
    wrong("two combinations",
          R"({"when":{"payload":{"allOf":[{"absent":true}],"anyOf":[{"absent":true}]}},"then":[]})");
    wrong("empty combination", R"({"when":{"payload":{"allOf":[]}},"then":[]})");
    wrong("pointer", R"({"when":{"payload":{"jsonPointer":"a","absent":true}},"then":[]})");
    wrong("hex", R"({"when":{"payload":{"hex":"abc"}},"then":[]})");
    wrong("size", R"({"when":{"payload":{"size":-1}},"then":[]})");
    wrong("correlation", R"({"when":{"correlation":{"a":[]}},"then":[]})");
    wrong("unknown action", R"({"then":[{"replay":{}}]})");
    wrong("two actions", R"({"then":[{"setState":{},"goOffline":{}}]})");
    wrong("no payload", R"({"then":[{"reply":{}}]})");
    wrong("steps without a sequence", R"({"then":[{"all":[]}]})");
    wrong("a sequence without steps", R"({"sequence":"last","then":[]})");
    wrong("sequence", R"({"sequence":"random","then":[{"setState":{}}]})");
    wrong("mode", R"({"then":[{"goOffline":{"mode":"quick"}}]})");
    wrong("event without a name", R"({"then":[{"fireEvent":{}}]})");
    wrong("delay", R"({"then":[{"goOffline":{"delayMs":-1}}]})");
    wrong("distribution", R"({"then":[{"goOffline":{"delayMs":{"type":"uniform","lower":1}}}]})");
    wrong("limit", R"({"then":[],"limits":{"times":0}})");
    wrong("user property", R"({"then":[{"reply":{"payload":1,"userProperties":[{"nme":"a"}]}}]})");
}

void TestRulesSchema::agreesWithTheReader()
{
    QFETCH(QByteArray, rule);
    QFETCH(bool, isRight);
    const QByteArray file = R"({"format":"standin.rules/1","rules":[)" + rule + "]}";
    const auto read = RulesFile::parse(file);
    QVERIFY2(read.has_value() == isRight, read ? "" : qPrintable(read.error().toString()));
    const auto faults = m_schema.faultsIn(file);
    QVERIFY2(!faults == isRight, qPrintable(faults.value_or(u"the schema accepts it"_s)));
}

STANDIN_TEST(TestRulesSchema)
#include "tst_rulesschema.moc"
