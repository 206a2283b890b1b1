// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "match/operator.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestOperator : public QObject
{
    Q_OBJECT

private:
    static JsonReader readerOf(const QByteArray &text)
    {
        return JsonReader(JsonText::parse(text).value(), u"/payload"_s);
    }

    static QList<Operator> operators(const QByteArray &text)
    {
        JsonReader reader = readerOf(text);
        const QList<Operator> found = Operator::readAll(reader);
        reader.refuseUnknownKeys();
        return reader.status() ? found : QList<Operator>();
    }

    static Operand json(const QByteArray &text)
    {
        return Operand::json(text.isEmpty() ? JsonText() : JsonText::parse(text).value());
    }

private slots:
    void json_data();
    void json();
    void text_data();
    void text();
    void payload_data();
    void payload();
    void refuses_data();
    void refuses();
    void writesWhatItRead_data();
    void writesWhatItRead();
    void everyOperatorHasANameAndKeepsItsArgument();
    void severalStandSideBySide();
    void expressionsAreBounded_data();
    void expressionsAreBounded();
};

void TestOperator::json_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<QByteArray>("value"); // empty: no value
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *op, const char *value, bool expected) {
        QTest::addRow("%s %s for %s", op, expected ? "holds" : "does not hold", *value ? value : "nothing")
            << QByteArray(op) << QByteArray(value) << expected;
    };
    row(R"({"equalTo":"on"})", R"("on")", true);
    row(R"({"equalTo":"on"})", R"("On")", false);
    row(R"({"equalTo":18446744073709551001})", "18446744073709551001", true);
    row(R"({"equalTo":18446744073709551001})", "18446744073709551002", false);
    row(R"({"equalTo":18446744073709551001})", "1844674407370955100.1e1", true);
    row(R"({"equalTo":0.1})", "0.10", true);
    row(R"({"equalTo":"\u006fn"})", R"("on")", true);
    row(R"({"contains":18446744073709551001})", "[1,18446744073709551001]", true);
    row(R"({"contains":18446744073709551001})", "[1,18446744073709551002]", false);
    row(R"({"in":[1,18446744073709551001]})", "18446744073709551001", true);
    row(R"({"in":[1,18446744073709551001]})", "18446744073709551002", false);
    row(R"({"matches":"\\d+1001"})", "18446744073709551001", true);
    row(R"({"endsWith":"1002"})", "18446744073709551001", false);
    row(R"({"greaterThan":3})", "1e999", true);
    row(R"({"equalTo":"on"})", "", false);
    row(R"({"equalTo":5})", "5", true);
    row(R"({"equalTo":5})", "5.0", true);
    row(R"({"equalTo":5})", R"("5")", false);
    row(R"({"equalTo":"5"})", "5", false);
    row(R"({"equalTo":true})", "true", true);
    row(R"({"equalTo":true})", "1", false);
    row(R"({"equalTo":null})", "null", true);
    row(R"({"equalTo":null})", "", false);
    row(R"({"equalTo":null})", "0", false);
    row(R"({"contains":"oo"})", R"("reboot")", true);
    row(R"({"contains":"OO"})", R"("reboot")", false);
    row(R"({"contains":"2"})", "123", true);
    row(R"({"contains":2})", "123", true);
    row(R"({"contains":"b"})", R"(["a","b"])", true);
    row(R"({"contains":"b"})", R"(["ab"])", false);
    row(R"({"contains":2})", "[1,2.0]", true);
    row(R"({"contains":2})", R"(["2"])", false);
    row(R"({"contains":"a"})", R"({"a":"a"})", false);
    row(R"({"contains":"ul"})", "null", false);
    row(R"({"matches":"[0-9a-f-]{4}"})", R"("0a-f")", true);
    row(R"({"matches":"[0-9a-f-]{4}"})", R"("0a-f0")", false);
    row(R"({"matches":"a|ab"})", R"("ab")", true);
    row(R"({"matches":"b"})", R"("abc")", false);
    row(R"({"matches":"(?i)ON|off"})", R"("on")", true);
    row(R"({"matches":"\\d+"})", "42", true);
    row(R"({"matches":".*"})", "[]", false);
    row(R"({"matches":".*"})", "null", false);
    row(R"({"matches":".*"})", "", false);
    row(R"({"startsWith":"re"})", R"("reboot")", true);
    row(R"({"startsWith":"boot"})", R"("reboot")", false);
    row(R"({"startsWith":""})", R"("reboot")", true);
    row(R"({"endsWith":"boot"})", R"("reboot")", true);
    row(R"({"endsWith":"re"})", R"("reboot")", false);
    row(R"({"equalToJson":{"a":[1,{"b":null}]}})", R"({"a":[1.0,{"b":null}]})", true);
    row(R"({"equalToJson":{"a":1}})", R"({"a":1,"b":2})", false);
    row(R"({"equalToJson":{"a":1},"ignoreExtra":true})", R"({"a":1,"b":2})", true);
    row(R"({"equalToJson":[1,2]})", "[2,1]", false);
    row(R"({"equalToJson":[1,2],"ignoreOrder":true})", "[2,1]", true);
    row(R"({"equalToJson":null})", "null", true);
    row(R"({"equalToJson":null})", "", false);
    row(R"({"greaterThan":3})", "3.1", true);
    row(R"({"greaterThan":3})", "3", false);
    row(R"({"greaterThan":3})", R"("4")", false);
    row(R"({"greaterThan":3})", "", false);
    row(R"({"lessThan":3})", "-1", true);
    row(R"({"lessThan":3})", "3", false);
    row(R"({"lessThan":3})", "null", false);
    row(R"({"in":["a",5,null]})", R"("a")", true);
    row(R"({"in":["a",5,null]})", "5", true);
    row(R"({"in":["a",5,null]})", "null", true);
    row(R"({"in":["a",5,null]})", R"("5")", false);
    row(R"({"in":["a",5,null]})", "", false);
    row(R"({"in":[]})", "1", false);
    row(R"({"absent":true})", "", true);
    row(R"({"absent":true})", "null", false);
    row(R"({"absent":false})", "", false);
    row(R"({"absent":false})", "1", true);
    row(R"({"present":true})", "null", true);
    row(R"({"present":true})", "", false);
    row(R"({"present":false})", "", true);
    row(R"({"present":false})", "0", false);
    row(R"({"size":2})", "[1,2]", true);
    row(R"({"size":2})", R"({"a":1})", false);
    row(R"({"size":1})", R"({"a":1})", true);
    row(R"({"size":2})", R"("ä😀")", true);
    row(R"({"size":0})", R"("")", true);
    row(R"({"size":0})", "", false);
    row(R"({"size":2})", "12", false);
    row(R"({"hex":"6f6e"})", R"("on")", true);
    row(R"({"hex":"6F 6E"})", R"("on")", true);
    row(R"({"hex":"c3a4"})", R"("ä")", true);
    row(R"({"hex":"6f"})", R"("on")", false);
    row(R"({"hex":""})", R"("")", true);
    row(R"({"hex":""})", "[]", false);
}

void TestOperator::json()
{
    QFETCH(QByteArray, op);
    QFETCH(QByteArray, value);
    const QList<Operator> found = operators(op);
    QCOMPARE(found.size(), 1);
    QTEST(found.first().holds(json(value)), "expected");
}

void TestOperator::text_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *op, const char *value, bool expected) {
        QTest::addRow("%s %s for %s", op, expected ? "holds" : "does not hold", value)
            << QByteArray(op) << QString::fromUtf8(value) << expected;
    };
    // A text has no type.
    row(R"({"equalTo":"5"})", "5", true);
    row(R"({"equalTo":5})", "5", true);
    row(R"({"equalTo":5})", " 5.0 ", true);
    row(R"({"equalTo":5})", "five", false);
    row(R"({"equalTo":"5"})", "5.0", false);
    row(R"({"equalTo":true})", "true", true);
    row(R"({"equalTo":true})", "True", false);
    row(R"({"equalTo":null})", "null", true);
    row(R"({"in":[5,"lab"]})", "lab", true);
    row(R"({"in":[5,"lab"]})", "5", true);
    row(R"({"contains":1})", "v1/req", true);
    row(R"({"contains":"a"})", R"(["a"])", true);
    row(R"({"matches":"v\\d"})", "v1", true);
    row(R"({"greaterThan":3})", "4", true);
    row(R"({"lessThan":3})", "-1e3", true);
    row(R"({"lessThan":3})", "", false);
    row(R"({"equalToJson":{"a":1}})", R"( {"a": 1} )", true);
    row(R"({"equalToJson":{"a":1}})", R"({"a": 1)", false);
    row(R"({"size":3})", "lab", true);
    row(R"({"present":true})", "", true);
}

void TestOperator::text()
{
    QFETCH(QByteArray, op);
    QFETCH(QString, value);
    QTEST(operators(op).first().holds(Operand::text(value)), "expected");
    const bool wantsNothing = op.contains("absent");
    QCOMPARE(operators(op).first().holds(Operand::text(std::nullopt)), wantsNothing);
}

void TestOperator::payload_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("expected");
    QTest::newRow("hex, not text") << R"({"hex":"00ff10"})"_ba
                                   << "\x00\xff\x10"_ba << true;
    QTest::newRow("other bytes") << R"({"hex":"00ff11"})"_ba
                                 << "\x00\xff\x10"_ba << false;
    QTest::newRow("size in bytes") << R"({"size":2})"_ba
                                   << "ä"_ba << true;
    QTest::newRow("text") << R"({"equalTo":"on"})"_ba
                          << "on"_ba << true;
    QTest::newRow("number") << R"({"greaterThan":21})"_ba
                            << "21.5\n"_ba << true;
    QTest::newRow("JSON") << R"({"equalToJson":{"a":[]}})"_ba
                          << R"({ "a": [] })"_ba << true;
    QTest::newRow("JSON as text") << R"({"contains":"\"a\": ["})"_ba
                                  << R"({ "a": [] })"_ba << true;
    QTest::newRow("several lines") << R"({"matches":"(?s)\\{.*\\}"})"_ba
                                   << "{\n}"_ba << true;
    QTest::newRow("empty is absent") << R"({"absent":true})"_ba
                                     << ""_ba << true;
    QTest::newRow("empty equals nothing") << R"({"equalTo":""})"_ba
                                          << ""_ba << false;
    QTest::newRow("a blank is present") << R"({"present":true})"_ba
                                        << " "_ba << true;
}

void TestOperator::payload()
{
    QFETCH(QByteArray, op);
    QFETCH(QByteArray, payload);
    const Message message({.payload = payload});
    QTEST(operators(op).first().holds(Operand::payload(message)), "expected");
}

void TestOperator::refuses_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QByteArray &op, const QString &error) {
        QTest::newRow(name) << op << u"/payload/"_s + error;
    };
    const QString scalar = u"a string, a number, true, false or null, found "_s;
    row("equalTo an object", R"({"equalTo":{}})", u"equalTo: expected "_s + scalar + u"an object"_s);
    row("contains null", R"({"contains":null})", u"contains: expected a string, a number, true or false, found null"_s);
    row("matches a number", R"({"matches":5})", u"matches: expected a regular expression, found 5"_s);
    row("an unfinished expression", R"({"matches":"[a"})",
        u"matches: expected a regular expression, found \"[a\": missing terminating ] for character class at character 2"_s);
    row("an expression that leaves its group", R"({"matches":"a)|(b"})",
        u"matches: expected a regular expression, found \"a)|(b\": unmatched closing parenthesis at character 1"_s);
    row("a comment without an end", R"({"matches":"(?x)a #"})",
        u"matches: expected a regular expression, found \"(?x)a #\": missing closing parenthesis at character 7"_s);
    row("a long expression", R"({"matches":")" + QByteArray(1001, 'a') + R"("})",
        u"matches: expected at most 1000 characters, found 1001"_s);
    row("startsWith a number", R"({"startsWith":1})", u"startsWith: expected a string, found 1"_s);
    row("endsWith an array", R"({"endsWith":[]})", u"endsWith: expected a string, found an array"_s);
    row("greaterThan a text", R"({"greaterThan":"3"})", u"greaterThan: expected a number, found \"3\""_s);
    row("lessThan null", R"({"lessThan":null})", u"lessThan: expected a number, found null"_s);
    row("in a string", R"({"in":"ab"})",
        u"in: expected an array of strings, numbers, booleans and nulls, found \"ab\""_s);
    row("in arrays", R"({"in":[["a"]]})",
        u"in: expected an array of strings, numbers, booleans and nulls, found an array"_s);
    row("absent a number", R"({"absent":1})", u"absent: expected true or false, found 1"_s);
    row("present a string", R"({"present":"yes"})", u"present: expected true or false, found \"yes\""_s);
    row("a negative size", R"({"size":-1})", u"size: expected a whole number from 0, found -1"_s);
    row("a size with a fraction", R"({"size":1.5})", u"size: expected a whole number from 0, found 1.5"_s);
    row("hex of half a byte", R"({"hex":"abc"})", u"hex: expected pairs of hexadecimal digits, found \"abc\""_s);
    row("hex with a prefix", R"({"hex":"0x12"})", u"hex: expected pairs of hexadecimal digits, found \"0x12\""_s);
    row("hex a number", R"({"hex":12})", u"hex: expected pairs of hexadecimal digits, found 12"_s);
    row("ignoreExtra a number", R"({"equalToJson":1,"ignoreExtra":1})",
        u"ignoreExtra: expected true or false, found 1"_s);
    row("ignoreOrder alone", R"({"equalTo":1,"ignoreOrder":true})", u"ignoreOrder: unknown key"_s);
    row("a misspelt operator", R"({"equalsTo":1})", u"equalsTo: unknown key; did you mean \"equalTo\"?"_s);
    row("another case", R"({"Contains":1})", u"Contains: unknown key; did you mean \"contains\"?"_s);
}

void TestOperator::refuses()
{
    QFETCH(QByteArray, op);
    JsonReader reader = readerOf(op);
    (void)Operator::readAll(reader);
    reader.refuseUnknownKeys();
    QVERIFY(!reader.status());
    QVERIFY(reader.status().error().code == ErrorCode::InvalidArgument);
    QTEST(reader.status().error().toString(), "error");
}

void TestOperator::writesWhatItRead_data()
{
    QTest::addColumn<QByteArray>("op");
    for (const char *op : {R"({"equalTo":null})", R"({"contains":5})", R"({"matches":"a+"})", R"({"in":[1,"a"]})",
                           R"({"equalToJson":{"b":1,"a":[2]},"ignoreExtra":true,"ignoreOrder":true})",
                           R"({"absent":false})", R"({"hex":"0A 0b"})", R"({"greaterThan":1,"lessThan":7.5,"size":2})"})
        QTest::newRow(op) << QByteArray(op);
}

void TestOperator::writesWhatItRead()
{
    QFETCH(QByteArray, op);
    JsonBuilder written;
    for (const Operator &one : operators(op))
        one.writeTo(written);
    QCOMPARE(written.object().toJson(), Json::parse(op).value());
}

void TestOperator::everyOperatorHasANameAndKeepsItsArgument()
{
    QCOMPARE(Operator::names().size(), 13);
    const QList<Operator> found = operators(R"({"size":2})");
    QCOMPARE(found.first().name(), u"size"_s);
    QCOMPARE(found.first().argument().text(), "2");
    QVERIFY(Operator::names().contains(found.first().name()));
}

void TestOperator::severalStandSideBySide()
{
    const QList<Operator> found = operators(R"({"lessThan":7,"greaterThan":3})");
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].name(), u"greaterThan"_s); // in the order of names()
    QVERIFY(found[0].holds(json("9")));
    QVERIFY(!found[1].holds(json("9")));
    QVERIFY(operators("{}").isEmpty());
}

void TestOperator::expressionsAreBounded_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QString>("text");
    QTest::newRow("nested repetition") << "(a+)+b"_ba << QString(200'000, u'a');
    QTest::newRow("alternatives that overlap") << "(a|aa|a?)+b"_ba << QString(200'000, u'a');
    QTest::newRow("two wildcards") << ".*.*.*.*x"_ba << QString(20'000, u'y');
    QTest::newRow("recursion") << "(a(?1)?b?)+c"_ba << QString(200'000, u'a');
    QTest::newRow("back references") << "(.*)(.*)(.*)\\\\1\\\\2\\\\3z"_ba << QString(5'000, u'q');
}

void TestOperator::expressionsAreBounded()
{
    QFETCH(QByteArray, expression);
    QFETCH(QString, text);
    const QList<Operator> found = operators(R"({"matches":")" + expression + R"("})");
    QCOMPARE(found.size(), 1);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!found.first().holds(Operand::text(text)));
    QVERIFY2(timer.elapsed() < 5'000 * Tests::sanitizerFactor, qPrintable(QString::number(timer.elapsed())));
}

STANDIN_TEST(TestOperator)
#include "tst_operator.moc"
