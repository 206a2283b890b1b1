// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "support/testprogram.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT

private slots:
    void parsesAnyValue_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("number") << QByteArray("5") << QJsonValue(5);
        QTest::newRow("string") << QByteArray(" \"a\" ") << QJsonValue(u"a"_s);
        QTest::newRow("null") << QByteArray("null") << QJsonValue(QJsonValue::Null);
        QTest::newRow("object") << QByteArray(R"({"a":[1]})") << QJsonValue(QJsonObject{{u"a"_s, QJsonArray{1}}});
        QTest::newRow("behind a byte order mark") << QByteArray("\xEF\xBB\xBF{}") << QJsonValue(QJsonObject());
        QTest::newRow("large integer") << QByteArray("9007199254740993") << QJsonValue(Q_INT64_C(9007199254740993));
    }

    void parsesAnyValue()
    {
        QFETCH(QByteArray, text);
        QFETCH(QJsonValue, value);
        QCOMPARE(Json::parse(text).value(), value);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("empty") << QByteArray() << u"line 1, column 1"_s;
        QTest::newRow("two values") << QByteArray("1,2") << u"line 1, column 2"_s;
        QTest::newRow("a number beyond all bounds") << QByteArray("1e999") << QString();
        QTest::newRow("bracket trick") << QByteArray("1],[2") << u"line 1, column 2"_s;
        QTest::newRow("missing comma, line 3") << QByteArray("{\n\"a\": 1\n\"b\": 2}") << u"line 3, column 1"_s;
        QTest::newRow("a byte order mark is no character") << QByteArray("\xEF\xBB\xBF[x]") << u"line 1, column 2"_s;
        QTest::newRow("two byte order marks") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF{}") << u"line 1, column 1"_s;
        QTest::newRow("NUL behind it") << QByteArray("{}\0", 3) << u"line 1, column 3"_s;
        QTest::newRow("columns count characters") << QByteArray("[\"äöü\" x]") << u"line 1, column 8"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto parsed = Json::parse(text);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().code == ErrorCode::MalformedJson);
        QCOMPARE(parsed.error().where, where);
    }

    void detailOfAnError()
    {
        const Error error = Json::parse("[1,]").error();
        QVERIFY(error.detail && !error.detail->isEmpty());
        QCOMPARE(error.message, u"not valid JSON: "_s + *error.detail);
    }

    void compactText_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("whole") << QJsonValue(42) << QByteArray("42");
        QTest::newRow("negative") << QJsonValue(-42.0) << QByteArray("-42");
        QTest::newRow("fraction") << QJsonValue(0.5) << QByteArray("0.5");
        QTest::newRow("beyond a double") << QJsonValue(Q_INT64_C(9007199254740993)) << QByteArray("9007199254740993");
        QTest::newRow("string") << QJsonValue(u"a\"\n"_s) << QByteArray("\"a\\\"\\n\"");
        QTest::newRow("bool") << QJsonValue(true) << QByteArray("true");
        QTest::newRow("null") << QJsonValue(QJsonValue::Null) << QByteArray("null");
        QTest::newRow("array") << QJsonValue(QJsonArray{1, 2}) << QByteArray("[1,2]");
        QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << QByteArray("{\"a\":1}");
    }

    void compactText()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QByteArray, text);
        QCOMPARE(Json::toCompact(value), text);
    }

    void plainText_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("string") << QByteArray("\"a\\\"b\"") << u"a\"b"_s;
        QTest::newRow("empty string") << QByteArray("\"\"") << QString();
        QTest::newRow("whole number") << QByteArray("5") << u"5"_s;
        QTest::newRow("whole number with a fraction of 0") << QByteArray("5.0") << u"5"_s;
        QTest::newRow("whole number with an exponent") << QByteArray("17e2") << u"1700"_s;
        QTest::newRow("milliseconds of today") << QByteArray("1700000000123") << u"1700000000123"_s;
        QTest::newRow("2^53 - 1") << QByteArray("9007199254740991") << u"9007199254740991"_s;
        QTest::newRow("2^53 + 1") << QByteArray("9007199254740993") << u"9007199254740993"_s;
        QTest::newRow("negative") << QByteArray("-7") << u"-7"_s;
        QTest::newRow("negative zero") << QByteArray("-0.0") << u"0"_s;
        QTest::newRow("fraction") << QByteArray("0.25") << u"0.25"_s;
        QTest::newRow("true") << QByteArray("true") << u"true"_s;
        QTest::newRow("null") << QByteArray("null") << u"null"_s;
        QTest::newRow("array") << QByteArray("[ 1, \"a\" ]") << u"[1,\"a\"]"_s;
        QTest::newRow("object") << QByteArray("{ \"a\": { } }") << u"{\"a\":{}}"_s;
    }

    void plainText()
    {
        QFETCH(QByteArray, json);
        const QJsonValue value = Json::parse(json).value();
        QTEST(Json::toPlainText(value), "text");
        QCOMPARE(Json::toPlainText(Json::toPlainText(value)), Json::toPlainText(value)); // a string with the same text
    }

    void quotes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("quoted");
        QTest::newRow("plain") << u"a"_s << QByteArray("\"a\"");
        QTest::newRow("empty") << QString() << QByteArray("\"\"");
        QTest::newRow("quote and backslash") << u"\"\\"_s << QByteArray("\"\\\"\\\\\"");
        QTest::newRow("line feed and tab") << u"\n\t"_s << QByteArray("\"\\n\\t\"");
        QTest::newRow("zero character") << QString(QChar(0)) << QByteArray("\"\\u0000\"");
        QTest::newRow("beyond ASCII") << u"ä"_s << QByteArray("\"ä\"");
        QTest::newRow("not escaped: slash") << u"a/b"_s << QByteArray("\"a/b\"");
    }

    void quotes()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, quoted);
        QCOMPARE(Json::quoted(text), quoted);
        QCOMPARE(Json::parse(quoted).value().toString(), text);
    }

    void positions_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qsizetype>("offset");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("beginning") << QByteArray("ab") << qsizetype(0) << 1 << 1;
        QTest::newRow("empty text") << QByteArray() << qsizetype(0) << 1 << 1;
        QTest::newRow("before a line feed") << QByteArray("ab\nc") << qsizetype(2) << 1 << 3;
        QTest::newRow("behind a line feed") << QByteArray("ab\nc") << qsizetype(3) << 2 << 1;
        QTest::newRow("end") << QByteArray("ab\nc") << qsizetype(4) << 2 << 2;
        QTest::newRow("behind the end") << QByteArray("ab\nc") << qsizetype(100) << 2 << 2;
        QTest::newRow("before the beginning") << QByteArray("ab") << qsizetype(-1) << 1 << 1;
        QTest::newRow("empty lines") << QByteArray("\n\n\n") << qsizetype(3) << 4 << 1;
        QTest::newRow("characters of two bytes") << QByteArray("ää!") << qsizetype(4) << 1 << 3;
    }

    void positions()
    {
        QFETCH(QByteArray, text);
        QFETCH(qsizetype, offset);
        const Json::TextPosition at = Json::positionOf(text, offset);
        QTEST(at.line, "line");
        QTEST(at.column, "column");
    }

    void reindents_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("keeps the order of keys")
            << QByteArray(R"({"b":1,"a":[1,2]})") << QByteArray("{\n  \"b\": 1,\n  \"a\": [\n    1,\n    2\n  ]\n}");
        QTest::newRow("empty containers")
            << QByteArray("{\"a\":{ },\"b\":[\n]}") << QByteArray("{\n  \"a\": {},\n  \"b\": []\n}");
        QTest::newRow("strings stay") << QByteArray("[\"a, {b} \\\" : ]\"]")
                                      << QByteArray("[\n  \"a, {b} \\\" : ]\"\n]");
        QTest::newRow("numbers stay as written") << QByteArray("[1.50, 1e3]") << QByteArray("[\n  1.50,\n  1e3\n]");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[1]") << QByteArray("[\n  1\n]");
        QTest::newRow("scalar") << QByteArray(" 1 ") << QByteArray("1");
    }

    void reindents()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(Json::reindented(before).value(), after);
        QCOMPARE(Json::reindented(after).value(), after);
    }

    void indentsByTheGivenWidth()
    {
        QCOMPARE(Json::reindented("{\"a\":[1]}", 4).value(), QByteArray("{\n    \"a\": [\n        1\n    ]\n}"));
        QCOMPARE(Json::reindented("[1]", 0).value(), QByteArray("[\n1\n]"));
    }

    void doesNotReindentWhatIsNoJson() { QVERIFY(!Json::reindented("{a:1}")); }
};

STANDIN_TEST(TestJson)
#include "tst_json.moc"
