// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonbuilder.h"
#include "base/jsonparts.h"
#include "base/jsontree.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

/// JsonText, its parts, the tree over it and what builds it.
class TestJsonText : public QObject
{
    Q_OBJECT

private:
    static JsonText text(const QByteArray &json) { return JsonText::parse(json).value(); }

private slots:
    void keepsWhatWasWritten_data();
    void keepsWhatWasWritten();
    void types_data();
    void types();
    void refusesWhatIsNoJson();
    void strings_data();
    void strings();
    void looksUp_data();
    void looksUp();
    void becomesAQJsonValue();
    void partsOfAnObject();
    void partsOfAnArray();
    void partsOutliveTheWhole();
    void descends_data();
    void descends();
    void isBuilt();
};

void TestJsonText::keepsWhatWasWritten_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("compact");
    const auto row = [](const char *name, const char *json, const char *compact) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(compact);
    };
    row("digits", "18446744073709551615", "18446744073709551615");
    row("decimals", "20.00", "20.00");
    row("exponent", "-1E+05", "-1E+05");
    row("beyond a double", "1e999", "1e999");
    row("order of keys", R"({ "b" : 1, "a" : [ 2 , 3 ] })", R"({"b":1,"a":[2,3]})");
    row("a key twice", R"({"a":1, "a":2})", R"({"a":1,"a":2})");
    row("white space in a string", "\" a\\t \\\" b \"", "\" a\\t \\\" b \"");
    row("U+FEFF", "\"\uFEFF\uFEFFa\"", "\"\uFEFF\uFEFFa\"");
    row("escapes", R"("\u0041\/\\")", R"("\u0041\/\\")");
    row("several lines", "{\r\n\t\"a\" :\n null }", R"({"a":null})");
}

void TestJsonText::keepsWhatWasWritten()
{
    QFETCH(QByteArray, json);
    QCOMPARE(text(json).text().toByteArray(), json);
    QCOMPARE(text(" \n" + json + "\t ").text().toByteArray(), json);
    QCOMPARE(text("\xEF\xBB\xBF " + json).text().toByteArray(), json);
    QTEST(text(json).toCompact(), "compact");
}

void TestJsonText::types_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<JsonText::Type>("type");
    QTest::newRow("null") << "null"_ba << JsonText::Type::Null;
    QTest::newRow("true") << "true"_ba << JsonText::Type::Bool;
    QTest::newRow("false") << "false"_ba << JsonText::Type::Bool;
    QTest::newRow("number") << "0"_ba << JsonText::Type::Number;
    QTest::newRow("negative number") << "-1"_ba << JsonText::Type::Number;
    QTest::newRow("string") << "\"1\""_ba << JsonText::Type::String;
    QTest::newRow("array") << "[]"_ba << JsonText::Type::Array;
    QTest::newRow("object") << "{}"_ba << JsonText::Type::Object;
}

void TestJsonText::types()
{
    QFETCH(QByteArray, json);
    QTEST(text(json).type(), "type");
    QVERIFY(JsonText().type() == JsonText::Type::Undefined);
    QVERIFY(JsonText(QJsonValue(QJsonValue::Undefined)).isUndefined());
}

void TestJsonText::refusesWhatIsNoJson()
{
    const auto parsed = JsonText::parse("{\n\"a\":}");
    QVERIFY(!parsed);
    QVERIFY(parsed.error().code == ErrorCode::MalformedJson);
    QCOMPARE(parsed.error().where, u"line 2, column 5"_s);
}

void TestJsonText::strings_data()
{
    QTest::addColumn<QString>("string");
    QTest::newRow("plain") << u"on"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("quotes") << u"a\"b\\c"_s;
    QTest::newRow("control characters") << u"a\n\t\u0001"_s;
    QTest::newRow("beyond ASCII") << u"21 °C \U0001F321"_s;
    QTest::newRow("begins with U+FEFF") << u"\uFEFF\uFEFFa"_s;
}

void TestJsonText::strings()
{
    QFETCH(QString, string);
    const JsonText made = JsonText::string(string);
    QVERIFY(made.isString());
    QCOMPARE(made.toString(), string);
    QCOMPARE(made.toPlainText(), string);
    QCOMPARE(text(made.text().toByteArray()), made);
    QVERIFY(JsonText::spells(made.text(), string));
    QVERIFY(!JsonText::spells(made.text(), string + u'x'));
}

void TestJsonText::looksUp_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("lookup");
    QTest::newRow("number") << "42"_ba << u"42"_s;
    QTest::newRow("the same number") << "42.0"_ba << u"42"_s;
    QTest::newRow("a string that reads like it") << "\"42\""_ba << u"42"_s;
    QTest::newRow("a string that reads otherwise") << "\"42.0\""_ba << u"42.0"_s;
    QTest::newRow("true") << "true"_ba << u"true"_s;
    QTest::newRow("long") << "18446744073709551001"_ba << u"18446744073709551001"_s;
}

void TestJsonText::looksUp()
{
    QFETCH(QByteArray, json);
    QTEST(text(json).toLookupText(), "lookup");
}

void TestJsonText::becomesAQJsonValue()
{
    QCOMPARE(text("[1,2.5,\"a\",null,true]").toJson(), QJsonValue(QJsonArray{1, 2.5, u"a"_s, QJsonValue::Null, true}));
    QVERIFY(text("[1e999]").toJson().isUndefined());
    QVERIFY(JsonText().toJson().isUndefined());
    QCOMPARE(JsonText(QJsonObject{{u"a"_s, 1}}).text().toByteArray(), R"({"a":1})"_ba);
    QCOMPARE(text("2.5").toDouble(), 2.5);
    QCOMPARE(text("\"2.5\"").toDouble(), 0.0);
    QCOMPARE(text("2e1").toWholeNumber(), 20);
    QCOMPARE(text("-9007199254740992").toWholeNumber(), -9007199254740992);
    QVERIFY(!text("9007199254740994").toWholeNumber());
    QVERIFY(!text("2.5").toWholeNumber());
    QVERIFY(!text("1e999").toWholeNumber());
    QVERIFY(!text("\"2\"").toWholeNumber());
    QCOMPARE(text("1e999").toDouble(), qInf());
    QCOMPARE(text("-1e999").toDouble(), -qInf());
    QCOMPARE(text("1e-999").toDouble(), 0.0);
}

void TestJsonText::partsOfAnObject()
{
    const JsonParts parts(text(R"({ "a" : [ "}", {"a":9} ] , "b":"x,y:z", "\u0061": 2.0, "": {} })"));
    QCOMPARE(parts.size(), 4);
    QCOMPARE(parts.key(0), u"a"_s);
    QCOMPARE(parts.value(0).text().toByteArray(), R"([ "}", {"a":9} ])"_ba);
    QCOMPARE(parts.value(1).toString(), u"x,y:z"_s);
    QCOMPARE(parts.key(2), u"a"_s);
    QCOMPARE(parts.indexOf(u"a"), 2); // the last one
    QCOMPARE(parts.indexOf(u""), 3);
    QCOMPARE(parts.indexOf(u"c"), -1);
    QCOMPARE(JsonParts(text("{}")).size(), 0);
    QCOMPARE(JsonParts(text("\"{}\"")).size(), 0);
    QCOMPARE(text(R"({"a":1})").value(u"a").toDouble(), 1.0);
    QVERIFY(text(R"({"a":1})").value(u"b").isUndefined());
    QVERIFY(text("[1]").value(u"").isUndefined());
    QCOMPARE(text(R"({"a":{"b":1},"b":2,"a":[3,{"b":4}],"\u0061":"\u0041"})").value(u"a").toString(), u"A"_s);
}

void TestJsonText::partsOfAnArray()
{
    const JsonParts parts(text(R"([ 1.50, "a\"]" ,[[]], {"k":[1]},null ])"));
    QCOMPARE(parts.size(), 5);
    QStringList texts;
    for (qsizetype i = 0; i < parts.size(); ++i)
        texts += QString::fromUtf8(parts.value(i).text());
    QCOMPARE(texts, (QStringList{u"1.50"_s, uR"("a\"]")"_s, u"[[]]"_s, uR"({"k":[1]})"_s, u"null"_s}));
    QCOMPARE(parts.key(0), QString());
    QCOMPARE(text("[[0,1],[2],3]").element(1).text().toByteArray(), "[2]"_ba);
    QVERIFY(text("[1]").element(-1).isUndefined());
    QVERIFY(text(R"({"a":1})").element(0).isUndefined());
}

void TestJsonText::partsOutliveTheWhole()
{
    auto whole = std::make_unique<JsonText>(text(R"({"a":{"b":18446744073709551615}})"));
    const JsonText inner = whole->value(u"a").value(u"b");
    whole.reset();
    QCOMPARE(inner.text().toByteArray(), "18446744073709551615"_ba);
}

void TestJsonText::descends_data()
{
    QTest::addColumn<QStringList>("path");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("whole") << QStringList() << R"({"a":{"b":1.0,"c":[{"b":2}]},"d":{"b":3},"d":4})"_ba;
    QTest::newRow("inside") << QStringList{u"a"_s, u"b"_s} << "1.0"_ba;
    QTest::newRow("array") << QStringList{u"a"_s, u"c"_s} << R"([{"b":2}])"_ba;
    QTest::newRow("element of an array") << QStringList{u"a"_s, u"c"_s, u"0"_s, u"b"_s} << "2"_ba;
    QTest::newRow("behind the last element") << QStringList{u"a"_s, u"c"_s, u"1"_s} << QByteArray();
    QTest::newRow("a number is no key of an object") << QStringList{u"a"_s, u"0"_s} << QByteArray();
    QTest::newRow("not into an array") << QStringList{u"a"_s, u"c"_s, u"b"_s} << QByteArray();
    QTest::newRow("not into a number") << QStringList{u"a"_s, u"b"_s, u"b"_s} << QByteArray();
    QTest::newRow("not of a neighbour") << QStringList{u"b"_s} << QByteArray();
    QTest::newRow("the last of two") << QStringList{u"d"_s} << "4"_ba;
}

void TestJsonText::descends()
{
    QFETCH(QStringList, path);
    const JsonTree tree(text(R"({"a":{"b":1.0,"c":[{"b":2}]},"d":{"b":3},"d":4})"));
    QTEST(tree.at(path).text().toByteArray(), "found");
    JsonText step = text(R"({"a":{"b":1.0,"c":[{"b":2}]},"d":{"b":3},"d":4})");
    for (const QString &key : path)
        step = step.child(key);
    QTEST(step.text().toByteArray(), "found");
    QVERIFY(JsonTree(JsonText()).at(path).isUndefined());
}

void TestJsonText::isBuilt()
{
    const JsonText array = JsonBuilder().append(JsonText::whole(-7)).append(JsonText::real(2)).array();
    const JsonText built = JsonBuilder()
                               .add(u"b"_s, text("20.00"))
                               .add(u"none"_s, JsonText())
                               .add(u"a\""_s, array)
                               .add(u"s"_s, JsonBuilder::strings({u"x"_s, u"\n"_s}))
                               .addMembers(text(R"({"x":1.50,"y\u0022":{"z":[]}})"))
                               .addMembers(JsonText::emptyObject())
                               .object();
    QCOMPARE(built.text().toByteArray(), R"({"b":20.00,"a\"":[-7,2.0],"s":["x","\n"],"x":1.50,"y\"":{"z":[]}})"_ba);
    QCOMPARE(JsonBuilder().object().text().toByteArray(), "{}"_ba);
}

STANDIN_TEST(TestJsonText)
#include "tst_jsontext.moc"
