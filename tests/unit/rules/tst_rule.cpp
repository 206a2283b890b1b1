// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule.h"
#include "rules/rulesfile.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Rules;
using namespace Qt::StringLiterals;

namespace {

Result<Rule> ruleFrom(const QByteArray &json)
{
    return JsonText::parse(json).and_then([](const JsonText &text) { return Rule::fromJson(text); });
}

const QByteArray full =
    R"({"id":"reboot-ok","name":"reboot","priority":2,"enabled":false,"continue":true,"devices":["gw-*","x"],)"
    R"("testId":"T-57","when":{"topic":"cmd/{site}/{verb}","qos":1,"payload":{"allOf":[{"jsonPointer":"/op",)"
    R"("equalTo":"reboot"},{"jsonPointer":"/force","absent":true}]},"state":{"fw":"1.0"},"script":"1 > 0"},)"
    R"("then":[{"all":[{"reply":{"topic":"t","payload":{"code":0},"qos":1,"retain":true,"contentType":"c",)"
    R"("userProperties":[{"name":"a","value":"b"}],"delayMs":{"type":"uniform","lower":50,"upper":200}}},)"
    R"({"setState":{"fw":"1.1"}}]},{"publish":{"payload":"door","delayMs":2000}},)"
    R"({"goOffline":{"mode":"abrupt","delayMs":5,"reconnectAfterMs":0}},{"fireEvent":{"name":"e","data":[1]}}],)"
    R"("sequence":"cycle","limits":{"times":1,"ttlMs":60000,"skipFirst":2,"probability":0.5}})";

} // namespace

class TestRule : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBack_data();
    void thereAndBack();
    void isRefused_data();
    void isRefused();
    void aMisspeltKeyGetsASuggestion();
    void aKeyIsGivenOnce();
    void aFileHasAFormat_data();
    void aFileHasAFormat();
    void filesThereAndBack();
    void errorsOfAFileNameIt();
};

void TestRule::thereAndBack_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("everything") << full;
    QTest::newRow("least") << QByteArray(R"({"then":[]})");
    QTest::newRow("one device") << QByteArray(R"({"devices":"gw-1","then":[]})");
    QTest::newRow("state alone") << QByteArray(R"({"when":{"state":{"a":1.50}},"then":[{"reply":{"payload":1.0}}]})");
}

void TestRule::thereAndBack()
{
    QFETCH(QByteArray, json);
    const auto rule = ruleFrom(json);
    VERIFY_RESULT(rule);
    QCOMPARE(rule->toJson().toCompact(), json);
    QVERIFY(*ruleFrom(rule->toJson().toCompact()) == *rule);
}

void TestRule::isRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &json, const QString &where) {
        QTest::newRow(name) << json << where;
    };
    row("no object", "[]", {});
    row("no actions", "{}", u"/then"_s);
    row("misspelt key", R"({"wen":{},"then":[]})", u"/wen"_s);
    row("misspelt condition", R"({"when":{"topics":"a"},"then":[]})", u"/when/topics"_s);
    row("reserved id", R"({"id":"preset","then":[]})", u"/id"_s);
    row("control character in the id", R"({"id":"a\u0001","then":[]})", u"/id"_s);
    row("priority 0", R"({"priority":0,"then":[]})", u"/priority"_s);
    row("devices as a number", R"({"devices":1,"then":[]})", u"/devices"_s);
    row("unknown action", R"({"then":[{"replay":{}}]})", u"/then/0"_s);
    row("two actions in one", R"({"then":[{"reply":{"payload":1},"setState":{}}]})", u"/then/0"_s);
    row("reply without payload", R"({"then":[{"reply":{}}]})", u"/then/0/reply/payload"_s);
    row("misspelt key of a reply", R"({"then":[{"reply":{"payload":1,"qoss":1}}]})", u"/then/0/reply/qoss"_s);
    row("QoS 3", R"({"then":[{"publish":{"payload":1,"qos":3}}]})", u"/then/0/publish/qos"_s);
    row("unknown mode", R"({"then":[{"goOffline":{"mode":"quick"}}]})", u"/then/0/goOffline/mode"_s);
    row("event without a name", R"({"then":[{"fireEvent":{}}]})", u"/then/0/fireEvent/name"_s);
    row("state that is no object", R"({"then":[{"setState":[]}]})", u"/then/0/setState"_s);
    row("unknown sequence", R"({"sequence":"random","then":[{"setState":{}}]})", u"/sequence"_s);
    row("sequence without steps", R"({"sequence":"last","then":[]})", u"/then"_s);
    row("steps without a sequence", R"({"then":[{"all":[]}]})", u"/then/0/all"_s);
    row("times 0", R"({"then":[],"limits":{"times":0}})", u"/limits/times"_s);
    row("probability above 1", R"({"then":[],"limits":{"probability":1.5}})", u"/limits/probability"_s);
    row("misspelt limit", R"({"then":[],"limits":{"time":1}})", u"/limits/time"_s);
}

void TestRule::isRefused()
{
    QFETCH(QByteArray, json);
    const auto rule = ruleFrom(json);
    QVERIFY(!rule);
    QVERIFY(rule.error().code == ErrorCode::InvalidArgument);
    QTEST(rule.error().where, "where");
}

void TestRule::aMisspeltKeyGetsASuggestion()
{
    const auto rule = ruleFrom(R"({"wen":{},"then":[]})");
    QVERIFY(!rule && rule.error().message.contains(u"\"when\""_s));
    const auto required = ruleFrom(R"({"than":[]})");
    QVERIFY(!required && required.error().message.contains(u"is \"than\" meant to be \"then\"?"_s));
    const auto inside = ruleFrom(R"({"then":[{"reply":{"paylod":1}}]})");
    QVERIFY(!inside && inside.error().message.contains(u"is \"paylod\" meant to be \"payload\"?"_s));
}

void TestRule::aKeyIsGivenOnce()
{
    const auto rule = ruleFrom(R"({"priority":1,"then":[],"priority":2})");
    QVERIFY(!rule);
    QCOMPARE(rule.error().where, u"/priority"_s);
    // The payload is data: it is sent as it is.
    VERIFY_RESULT(ruleFrom(R"({"then":[{"reply":{"payload":{"a":1,"a":2}}}]})"));
}

void TestRule::aFileHasAFormat_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("none") << QByteArray(R"({"rules":[]})") << u"/format"_s;
    QTest::newRow("a number") << QByteArray(R"({"format":1,"rules":[]})") << u"/format"_s;
    QTest::newRow("newer") << QByteArray(R"({"format":"standin.rules/2","rules":[]})") << u"/format"_s;
    QTest::newRow("no rules") << QByteArray(R"({"format":"standin.rules/1"})") << u"/rules"_s;
    QTest::newRow("a bad rule") << QByteArray(R"({"format":"standin.rules/1","rules":[{"then":[]},{}]})")
                                << u"/rules/1/then"_s;
    QTest::newRow("an unknown key") << QByteArray(R"({"format":"standin.rules/1","rules":[],"x":1})") << u"/x"_s;
}

void TestRule::aFileHasAFormat()
{
    QFETCH(QByteArray, text);
    const auto rules = RulesFile::parse(text);
    QVERIFY(!rules);
    QTEST(rules.error().where, "where");
}

void TestRule::filesThereAndBack()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"rules.json"_s);
    const QList<Rule> rules = {*ruleFrom(full), *ruleFrom(R"({"then":[]})")};
    VERIFY_RESULT(RulesFile::save(rules, path));
    const auto loaded = RulesFile::load(path);
    VERIFY_RESULT(loaded);
    QCOMPARE(*loaded, rules);
}

void TestRule::errorsOfAFileNameIt()
{
    QTemporaryDir folder;
    const auto loaded = RulesFile::load(folder.filePath(u"none.json"_s));
    QVERIFY(!loaded);
    QVERIFY(loaded.error().where.endsWith(u"none.json"));
}

STANDIN_TEST(TestRule)
#include "tst_rule.moc"
