// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/operand.h"

#include "base/json.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

/// The conversions of an operand: nullopt if a conversion is not possible.
class TestOperand : public QObject
{
    Q_OBJECT

private:
    using Text = std::optional<QString>;
    using Number = std::optional<double>;
    using Bytes = std::optional<QByteArray>;
    using Size = std::optional<qsizetype>;

    static void addColumns()
    {
        QTest::addColumn<Text>("text");
        QTest::addColumn<Number>("number");
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<Size>("size");
    }

    static void check(const Operand &operand)
    {
        QFETCH(Text, text);
        QFETCH(Number, number);
        QFETCH(Bytes, bytes);
        QFETCH(Size, size);
        QVERIFY(!operand.isAbsent());
        QVERIFY(operand.asText() == text);
        QVERIFY(operand.asNumber() == number);
        QVERIFY(operand.asBytes() == bytes);
        QVERIFY(operand.size() == size);
    }

    static void checkAbsent(const Operand &operand)
    {
        QVERIFY(operand.isAbsent());
        QVERIFY(operand.value().isUndefined());
        QVERIFY(!operand.asText());
        QVERIFY(!operand.asNumber());
        QVERIFY(!operand.asBytes());
    }

private slots:
    void json_data()
    {
        QTest::addColumn<QByteArray>("json");
        addColumns();
        const auto row = [](const char *name, const QByteArray &json, const Text &text, Number number, Size size) {
            QTest::newRow(name) << json << text << number << (text ? Bytes(text->toUtf8()) : Bytes()) << size;
        };
        row("null", "null", {}, {}, {});
        row("true", "true", u"true"_s, {}, {});
        row("false", "false", u"false"_s, {}, {});
        row("whole number", "1700000000123", u"1700000000123"_s, 1700000000123.0, {});
        row("fraction", "-0.5", u"-0.5"_s, -0.5, {});
        row("whole number with an exponent", "1e3", u"1000"_s, 1000, {});
        row("more digits than a double has", "18446744073709551001", u"18446744073709551001"_s, 18446744073709551001.0,
            {});
        row("string", "\"lab\"", u"lab"_s, {}, 3);
        row("string that reads as a number", "\"5\"", u"5"_s, {}, 1);
        row("empty string", "\"\"", u""_s, {}, 0);
        row("characters are counted, not bytes", "\"gerät\"", u"gerät"_s, {}, 5);
        row("a character of two code units is one", "\"\\ud83d\\ude00\"", u"😀"_s, {}, 1);
        row("array", "[1,[2,3]]", {}, {}, 2);
        row("empty array", "[]", {}, {}, 0);
        row("object", R"({"a":1,"b":2,"c":3})", {}, {}, 3);
        row("empty object", "{}", {}, {}, 0);
    }

    void json()
    {
        QFETCH(QByteArray, json);
        const JsonText value = JsonText::parse(json).value();
        const Operand operand = Operand::json(value);
        QVERIFY(operand.isTyped());
        QVERIFY(operand.value() == value);
        QCOMPARE(operand.comparable(), Json::parse(json).value());
        check(operand);
    }

    void text_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QByteArray>("json"); // empty: undefined
        addColumns();
        const auto row = [](const char *name, const QString &given, const QByteArray &json, Number number, Size size) {
            QTest::newRow(name) << given << json << Text(given) << number << Bytes(given.toUtf8()) << size;
        };
        row("word", u"lab"_s, {}, {}, 3);
        row("empty", u""_s, {}, {}, 0);
        row("number", u"5"_s, "5", 5, 1);
        row("number that JSON does not know", u"05.50"_s, {}, 5.5, 5);
        row("blanks around a number", u" 5 "_s, "5", 5, 3);
        row("exponent", u"1e3"_s, "1e3", 1000, 3);
        row("hexadecimal digits are no number", u"0x10"_s, {}, {}, 4);
        row("a comma is no decimal point", u"1,5"_s, {}, {}, 3);
        row("infinity is no number", u"inf"_s, {}, {}, 3);
        row("not a number", u"nan"_s, {}, {}, 3);
        row("boolean", u"true"_s, "true", {}, 4);
        row("null", u"null"_s, "null", {}, 4);
        row("JSON string", u"\"a\""_s, "\"a\"", {}, 3);
        row("JSON array", u"[1,2,3]"_s, "[1,2,3]", {}, 7);
        row("beyond ASCII", u"gerät"_s, {}, {}, 5);
    }

    void text()
    {
        QFETCH(QString, given);
        QFETCH(QByteArray, json);
        const Operand operand = Operand::text(given);
        QVERIFY(!operand.isTyped());
        QCOMPARE(operand.value().text().toByteArray(), json);
        check(operand);
    }

    void payload_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("isJson");
        addColumns();
        const auto row = [](const char *name, const QByteArray &payload, bool isJson, const QString &text,
                            Number number) {
            QTest::newRow(name) << payload << isJson << Text(text) << number << Bytes(payload) << Size(payload.size());
        };
        row("text", "lab", false, u"lab"_s, {});
        row("number", "21.5", true, u"21.5"_s, 21.5);
        row("a line feed behind a number", "21.5\n", true, u"21.5\n"_s, 21.5);
        row("object", R"({"a":1})", true, u"{\"a\":1}"_s, {});
        row("bytes are counted, not characters", "gerät", false, u"gerät"_s, {});
        row("not UTF-8", "\xff\x01", false, u"\ufffd\u0001"_s, {});
        row("a zero byte", QByteArray("a\0b", 3), false, QString::fromLatin1("a\0b", 3), {});
    }

    void payload()
    {
        QFETCH(QByteArray, payload);
        QFETCH(bool, isJson);
        const Message message({.payload = payload});
        const Operand operand = Operand::payload(message);
        QVERIFY(!operand.isTyped());
        QVERIFY(operand.value() == message.written());
        QCOMPARE(operand.comparable(), message.json());
        QCOMPARE(!operand.value().isUndefined(), isJson);
        check(operand);
    }

    void absent()
    {
        const Message empty;
        checkAbsent(Operand::payload(empty));
        checkAbsent(Operand::text(std::nullopt));
        checkAbsent(Operand::json(JsonText()));
        QVERIFY(Operand::payload(empty).size() == 0); // no bytes
        QVERIFY(!Operand::text(std::nullopt).size());
        QVERIFY(!Operand::json(JsonText()).size());
        QVERIFY(!Operand::json(JsonText::null()).isAbsent());
    }
};

STANDIN_TEST(TestOperand)
#include "tst_operand.moc"
