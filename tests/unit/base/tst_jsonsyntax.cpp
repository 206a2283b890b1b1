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
        QVERIFY(error.error == QJsonParseError::NoError); // what is right here is right for Qt
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
