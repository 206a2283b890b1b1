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

    void numbersAndStringsReadAlike()
    {
        QCOMPARE(Json::toPlainText(5), Json::toPlainText(u"5"_s));
        QCOMPARE(Json::toPlainText(1700000000123.0), u"1700000000123"_s);
        QCOMPARE(Json::toPlainText(true), u"true"_s);
        QCOMPARE(Json::toPlainText(0.25), u"0.25"_s);
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
        QTest::newRow("scalar") << QByteArray(" 1 ") << QByteArray("1");
    }

    void reindents()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(Json::reindented(before).value(), after);
        QCOMPARE(Json::reindented(after).value(), after);
    }

    void doesNotReindentWhatIsNoJson() { QVERIFY(!Json::reindented("{a:1}")); }
};

STANDIN_TEST(TestJson)
#include "tst_json.moc"
