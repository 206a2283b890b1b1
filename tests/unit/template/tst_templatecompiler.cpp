// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakeclock.h"
#include "support/result.h"
#include "support/testprogram.h"
#include "template/template.h"
#include "template/templatecompiler.h"
#include "template/templatescope.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Qt::StringLiterals;
using Syntax = TemplateCompiler::Syntax;

/// How a text is split into literals and expressions.
class TestTemplateCompiler : public QObject
{
    Q_OBJECT

private:
    const FakeClock m_clock;
    const QStringList m_keys = {u"requestTime"_s};

    QByteArray rendered(const QByteArray &text) const
    {
        TemplateScope scope(m_clock, 1);
        scope.clientId = u"a\"b"_s;
        scope.index = 7;
        const auto compiled = Template::compile(text, m_keys);
        return compiled ? compiled->render(scope).value() : "error: " + compiled.error().message.toUtf8();
    }

private slots:
    void splitsIntoParts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Syntax>("syntax");
        QTest::addColumn<int>("parts");
        QTest::newRow("empty") << QByteArray() << Syntax::PlainText << 0;
        QTest::newRow("a literal") << QByteArray("abc") << Syntax::PlainText << 1;
        QTest::newRow("an expression") << QByteArray("${index}") << Syntax::PlainText << 1;
        QTest::newRow("between literals") << QByteArray("a${index}b") << Syntax::PlainText << 3;
        QTest::newRow("side by side") << QByteArray("${index}${clientId}") << Syntax::PlainText << 2;
        QTest::newRow("an escaped one") << QByteArray("a$${index}b") << Syntax::PlainText << 1;
        QTest::newRow("a whole string") << QByteArray("[\"${index}\"]") << Syntax::Json << 3;
        QTest::newRow("other braces") << QByteArray("{x} {y}") << Syntax::PlainText << 1;
    }

    void splitsIntoParts()
    {
        QFETCH(QByteArray, text);
        QFETCH(Syntax, syntax);
        TemplateCompiler compiler(text, m_keys, syntax);
        VERIFY_RESULT(compiler.split());
        const auto parts = compiler.compiled();
        VERIFY_RESULT(parts);
        QTEST(int(parts->size()), "parts");
    }

    void knowsJson_data();

    void knowsJson()
    {
        QFETCH(QByteArray, text);
        TemplateCompiler compiler(text, m_keys, Syntax::Json);
        VERIFY_RESULT(compiler.split());
        QTEST(compiler.isJson(), "isJson");
    }

    void placesDecideHowAValueIsWritten_data();

    void placesDecideHowAValueIsWritten()
    {
        QFETCH(QByteArray, text);
        QTEST(rendered(text), "rendered");
    }

    void refuses_data();

    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto compiled = Template::compile(text, m_keys);
        QVERIFY(!compiled);
        QCOMPARE(compiled.error().code, ErrorCode::InvalidArgument);
    }

    /// The fault is that of the script as the engine would get it, without the escapes of JSON.
    void aWrongScriptInJsonIsNamedAsItIsRun();

    void whatIsEscapedRendersAsItWas_data()
    {
        QTest::addColumn<QString>("literal");
        QTest::newRow("nothing to escape") << u"a/b"_s;
        QTest::newRow("an expression") << u"${index}"_s;
        QTest::newRow("several") << u"${a}${b} $ {c}"_s;
        QTest::newRow("never closed") << u"${"_s;
    }

    void whatIsEscapedRendersAsItWas()
    {
        QFETCH(QString, literal);
        TemplateScope scope(m_clock, 1);
        QCOMPARE(renderText(Template::escaped(literal), scope).value(), literal);
    }

    void keepsItsText()
    {
        const auto compiled = Template::compile("a ${index}", {});
        QCOMPARE(compiled->text(), QByteArray("a ${index}"));
        QVERIFY(!compiled->isEmpty());
        QVERIFY(Template().isEmpty());
        QVERIFY(Template::compile({}, {})->isEmpty());
    }
};

void TestTemplateCompiler::knowsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isJson");
    QTest::newRow("object") << QByteArray("{\"a\":\"${index}\"}") << true;
    QTest::newRow("value without quotes") << QByteArray("{\"a\":${index}}") << true;
    QTest::newRow("a bare expression") << QByteArray("${index}") << false;
    QTest::newRow("a string that begins with an expression") << QByteArray(R"(["${index}m", "${index}"])") << true;
    QTest::newRow("a script") << QByteArray(R"({"a":"${index + 1}"})") << true;
    QTest::newRow("a script that is wrong") << QByteArray(R"({"a":"${index +}"})") << true;
    QTest::newRow("text with a script") << QByteArray("a ${index + 1}") << false;
    QTest::newRow("a bare expression, quoted") << QByteArray("\"${index}\"") << true;
    QTest::newRow("text") << QByteArray("a ${index}") << false;
    QTest::newRow("cut off") << QByteArray("{\"a\":\"${index}\"") << false;
}

void TestTemplateCompiler::placesDecideHowAValueIsWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rendered");
    const auto row = [](const char *name, const char *text, const char *rendered) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(rendered);
    };
    row("a value in JSON", "[\"${clientId}\",\"${index}\"]", "[\"a\\\"b\",7]");
    row("a value between other text", "[\"<${clientId}>\"]", "[\"<a\\\"b>\"]");
    row("white space behind the string", "[\"${index}\" , 1]", "[7 , 1]");
    row("a key stays a string", "{\"${index}\" : 1}", "{\"7\" : 1}");
    row("two in one string", R"(["${index}${index}"])", R"(["77"])");
    row("plain text", "<${clientId}>", "<a\"b>");
    row("null in plain text", "<${requestTime}>", "<>");
    row("null in JSON", R"(["${requestTime}","<${requestTime}>"])", R"([null,"<>"])");
    row("escapes stay", "[\"a\\\\${index}\\n\"]", "[\"a\\\\7\\n\"]");
    row("a backslash at the end", "{\"a\":\"\\", "{\"a\":\"\\");
    row("an escaped expression in JSON", R"(["$${index}"])", R"(["${index}"])");
    row("text behind the expression", R"(["${index}m"])", R"(["7m"])");
    row("a key with text behind the expression", R"({"${index}m":1})", R"({"7m":1})");
    row("a quote in an argument", "[\"${pick('\\\"')}\"]", "[\"\\\"\"]");
}

void TestTemplateCompiler::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("never closed") << QByteArray("a${index");
    QTest::newRow("closed too far away") << "${" + QByteArray(TemplateCompiler::maxExpressionBytes, ' ') + "index}";
    QTest::newRow("never closed, at the beginning of a string") << QByteArray(R"(["${index"])");
    QTest::newRow("a quote that is not closed") << QByteArray("${pick('a}");
    QTest::newRow("a wrong script") << QByteArray("${index +}");
    QTest::newRow("a wrong script in JSON") << QByteArray(R"({"a":"${index +}"})");
    QTest::newRow("an unknown name among right ones") << QByteArray("${index}${oops}${index}");
}

void TestTemplateCompiler::aWrongScriptInJsonIsNamedAsItIsRun()
{
    const auto compiled = Template::compile(R"({"a":"${index + \u0022b}"})", m_keys);
    QVERIFY(!compiled);
    QVERIFY2(compiled.error().message.startsWith(u"${index + \"b}"), qPrintable(compiled.error().message));
}

STANDIN_TEST(TestTemplateCompiler)
#include "tst_templatecompiler.moc"
