// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonsyntax.h"
#include "support/testprogram.h"

#include <QJsonDocument>

using namespace Standin;

class TestJsonSyntax : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"{}", "[]", " [ ] ", "null", "true", "false", "0", "-0", "-1.5e+10", "1E5", "\"\"",
              "\"\\u00e4\\n\\\\\\/\"", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "\t\r\n1\n", "\"\xc3\xa4\""})
            QTest::newRow(text) << QByteArray(text);
    }

    void accepts()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!JsonSyntax::check(text));
        QJsonParseError error;
        QJsonDocument::fromJson('[' + text + ']', &error);
        QVERIFY(error.error == QJsonParseError::NoError); // Qt must accept every valid text, too
    }

    /// The grammar of RFC 8259, section by section, each as the one element of an array.
    void followsRfc8259_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        const auto rows = [](const char *section, bool valid, std::initializer_list<const char *> texts) {
            for (const char *text : texts)
                QTest::addRow("%s %s: %s", section, valid ? "valid" : "not valid", text) << QByteArray(text) << valid;
        };
        rows("2, white space", true, {" 1", "1 ", "\t1", "1\n", "\r1"});
        rows("2, white space", false, {"\v1", "\f1", "1\b", "\xc2\xa0 1", "\xef\xbb\xbf 1"});
        rows("3, literals", true, {"true", "false", "null"});
        rows("3, literals", false, {"True", "FALSE", "nul", "nulll", "none", "undefined", "NaN", "Infinity"});
        rows("4, objects", true, {"{}", "{\"\":0}", "{\"a\":1,\"a\":2}", "{ \"a\" : { } }"});
        rows("4, objects", false,
             {"{\"a\"}", "{\"a\":}", "{:1}", "{1:1}", "{'a':1}", "{\"a\":1,,\"b\":2}", "{\"a\"=1}"});
        rows("5, arrays", true, {"[]", "[[[]]]", "[1,\"a\",null]"});
        rows("5, arrays", false, {"[,]", "[,1]", "[1,,2]", "[1;2]", "[1}"});
        rows("6, numbers", true, {"0", "-0", "10", "0.0", "1.50", "1e1", "1E+1", "1e-01", "-1.5E-10"});
        rows("6, numbers", false,
             {"00", "-01", ".5", "1.", "1.e1", "1e", "1e+", "--1", "+1", "0x1", "1_0", "1a", "- 1"});
        rows("7, strings", true, {"\"\\\"\"", "\"\\/\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"'\"", "\"\x7f\""});
        rows("7, strings", false, {"'a'", "\"\\x41\"", "\"\\u12\"", "\"\\U00e4\"", "\"\\'\"", "\"\x01\"", "a"});
        rows("8.1, encoding", true, {"\"\xc3\xa4\"", "\"\xf0\x9f\x98\x80\""});
        rows("8.1, encoding", false,
             {"\"\xc3\"", "\"\xe4\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"", "\"\xf5\x80\x80\x80\""});
        rows("9, no extensions", false, {"// a\n1", "/* a */1", "1 // a", "# a\n1"});
    }

    void followsRfc8259()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        for (const QByteArray &whole : {text, '[' + text + ']', "{\"k\":" + text + '}', "[0," + text + ",0]"}) {
            const auto error = JsonSyntax::check(whole);
            QVERIFY2(error.has_value() != valid, whole.constData());
            QVERIFY(!error || (error->offset >= 0 && error->offset <= whole.size()));
        }
    }

    void depth_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<bool>("valid");
        QTest::newRow("1") << 1 << true;
        QTest::newRow("the deepest") << JsonSyntax::maxDepth + 1 << true;
        QTest::newRow("deeper") << JsonSyntax::maxDepth + 2 << false;
    }

    void depth()
    {
        QFETCH(int, depth);
        QTEST(!JsonSyntax::check(QByteArray(depth, '[') + QByteArray(depth, ']')), "valid");
        const QByteArray objects = QByteArray("{\"a\":").repeated(depth - 1) + "{}" + QByteArray(depth - 1, '}');
        QTEST(!JsonSyntax::check(objects), "valid");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("problem");
        QTest::addColumn<int>("offset");
        const auto row = [](const char *text, JsonProblem problem, int offset) {
            QTest::newRow(text) << QByteArray(text) << static_cast<int>(problem) << offset;
        };
        row("", JsonProblem::ExpectedValue, 0);
        row("  ", JsonProblem::ExpectedValue, 2);
        row("{\"a\" 1}", JsonProblem::ExpectedColon, 5);
        row("{\"a\":1 \"b\":2}", JsonProblem::ExpectedCommaOrBrace, 7);
        row("{a:1}", JsonProblem::ExpectedKey, 1);
        row("{\"a\":x}", JsonProblem::ExpectedValue, 5);
        row("{\"a\":1,}", JsonProblem::ExpectedKey, 7);
        row("{,}", JsonProblem::ExpectedKey, 1);
        row("[1,]", JsonProblem::ExpectedValue, 3);
        row("[1 2]", JsonProblem::ExpectedCommaOrBracket, 3);
        row("{\"a\":tru}", JsonProblem::ExpectedValue, 5);
        row("{\"a\":1", JsonProblem::ExpectedCommaOrBrace, 6);
        row("{\"a\":", JsonProblem::ExpectedValue, 5);
        row("{\"a\"", JsonProblem::ExpectedColon, 4);
        row("{", JsonProblem::ExpectedKey, 1);
        row("[1", JsonProblem::ExpectedCommaOrBracket, 2);
        row("[\"abc", JsonProblem::UnterminatedString, 1);
        row("[\"a\nb\"]", JsonProblem::UnterminatedString, 3);
        row("[\"a\tb\"]", JsonProblem::ControlCharacter, 3);
        row("[\"\\q\"]", JsonProblem::BadEscape, 2);
        row("[\"\\u12g4\"]", JsonProblem::BadEscape, 2);
        row("[\"\\", JsonProblem::BadEscape, 2);
        row("[01]", JsonProblem::BadNumber, 1);
        row("[1.]", JsonProblem::BadNumber, 1);
        row("[-]", JsonProblem::BadNumber, 1);
        row("[1e]", JsonProblem::BadNumber, 1);
        row("[+1]", JsonProblem::ExpectedValue, 1);
        row("{}x", JsonProblem::TextAfterEnd, 2);
        row("[\"ab\xff\"]", JsonProblem::BadUtf8, 4);
        QTest::newRow("a zero byte") << QByteArray("[1\0]", 4) << int(JsonProblem::ExpectedCommaOrBracket) << 2;
        QTest::newRow("a zero byte behind it") << QByteArray("[1]\0", 4) << int(JsonProblem::NullCharacter) << 3;
        QTest::newRow("a zero byte in front") << QByteArray("\0[1]", 4) << int(JsonProblem::NullCharacter) << 0;
        QTest::newRow("100,000 brackets")
            << QByteArray(100'000, '[') << int(JsonProblem::TooDeep) << JsonSyntax::maxDepth + 1;
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, problem);
        QFETCH(int, offset);
        const auto error = JsonSyntax::check(text);
        QVERIFY(error.has_value());
        QVERIFY2(static_cast<int>(error->problem) == problem, qPrintable(error->message()));
        QCOMPARE(error->offset, offset);
        QVERIFY(!error->message().isEmpty());
    }
};

STANDIN_TEST(TestJsonSyntax)
#include "tst_jsonsyntax.moc"
