// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptscanner.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// How JavaScript is split into tokens.
class TestScriptScanner : public QObject
{
    Q_OBJECT

private slots:
    void splits_data();
    void splits()
    {
        QFETCH(QString, source);
        const auto tokens = ScriptScanner(source).run();
        VERIFY_RESULT(tokens);
        QStringList found;
        for (const ScriptToken &token : *tokens) {
            static const QStringList kinds = {u"name "_s,     u"number "_s, u"text "_s,
                                              u"template "_s, u"regex "_s,  QString()};
            found.append(kinds[int(token.kind)] + token.in(source).toString());
        }
        QTEST(found, "tokens");
    }

    void refuses_data();
    void refuses()
    {
        QFETCH(QString, source);
        const auto tokens = ScriptScanner(source).run();
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, ErrorCode::InvalidArgument);
        QTEST(tokens.error().where, "where");
    }

    void findsTheEnd_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("end");
        QTest::newRow("at once") << u"}"_s << 0;
        QTest::newRow("behind an object") << u"({a: 1}) } b"_s << 9;
        QTest::newRow("behind a text with a brace") << u"'}' }"_s << 4;
        QTest::newRow("behind an escaped quote") << u"'\\'}' }"_s << 6;
        QTest::newRow("behind a template literal") << u"`${a}}` }"_s << 8;
        QTest::newRow("behind a comment") << u"/* } */ }"_s << 8;
        QTest::newRow("behind a regular expression") << u"/[/}]/ }"_s << 7;
        QTest::newRow("behind a division") << u"a / b } / }"_s << 6;
        QTest::newRow("none") << u"{ a }"_s << -1;
        QTest::newRow("a fault before it") << u"'a }"_s << -1;
        QTest::newRow("a wrong bracket before it") << u"( }"_s << -1;
    }

    void findsTheEnd()
    {
        QFETCH(QString, text);
        QTEST(int(ScriptScanner::endOf(text)), "end");
    }

    void knowsPlaces()
    {
        QCOMPARE(ScriptScanner::place(u"ab\ncd\n", 0), u"line 1, column 1"_s);
        QCOMPARE(ScriptScanner::place(u"ab\ncd\n", 4), u"line 2, column 2"_s);
        QCOMPARE(ScriptScanner::place(u"ab\ncd\n", 99), u"line 3, column 1"_s);
    }
};

void TestScriptScanner::splits_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("tokens");
    const auto row = [](const char *source, const QStringList &tokens) {
        QTest::newRow(source) << QString::fromUtf8(source) << tokens;
    };
    row("", {});
    row(" \t\n// a\n/* b */", {});
    row("a.b?.c", {u"name a"_s, u"."_s, u"name b"_s, u"?."_s, u"name c"_s});
    row("a?.5:b", {u"name a"_s, u"?"_s, u"number .5"_s, u":"_s, u"name b"_s});
    row("1.5.toFixed", {u"number 1.5"_s, u"."_s, u"name toFixed"_s});
    row("1e-5+0xFFn 1.e3", {u"number 1e-5"_s, u"+"_s, u"number 0xFFn"_s, u"number 1.e3"_s});
    row("'a\\'b' \"c\"", {u"text 'a\\'b'"_s, u"text \"c\""_s});
    row("`a${b}c${{}}d`", {u"template `a${"_s, u"name b"_s, u"template }c${"_s, u"{"_s, u"}"_s, u"template }d`"_s});
    row("`a\\`\\${`", {u"template `a\\`\\${`"_s});
    row("a / b / c", {u"name a"_s, u"/"_s, u"name b"_s, u"/"_s, u"name c"_s});
    row("(/a\\/[/]b/gi)", {u"("_s, u"regex /a\\/[/]b/gi"_s, u")"_s});
    row("return /a/", {u"name return"_s, u"regex /a/"_s});
    row("a.return / 2 / 1", {u"name a"_s, u"."_s, u"name return"_s, u"/"_s, u"number 2"_s, u"/"_s, u"number 1"_s});
    row("if (a) /b/", {u"name if"_s, u"("_s, u"name a"_s, u")"_s, u"regex /b/"_s});
    row("(a) / 2", {u"("_s, u"name a"_s, u")"_s, u"/"_s, u"number 2"_s});
    row("a[1] / 2", {u"name a"_s, u"["_s, u"number 1"_s, u"]"_s, u"/"_s, u"number 2"_s});
    row("`a` / 2", {u"template `a`"_s, u"/"_s, u"number 2"_s});
    row("`${/a/}`", {u"template `${"_s, u"regex /a/"_s, u"template }`"_s});
    row("a => ++b", {u"name a"_s, u"=>"_s, u"++"_s, u"name b"_s});
    row("a === b !== c == d >= e",
        {u"name a"_s, u"==="_s, u"name b"_s, u"!=="_s, u"name c"_s, u"=="_s, u"name d"_s, u">="_s, u"name e"_s});
    row("[...a]", {u"["_s, u"..."_s, u"name a"_s, u"]"_s});
    row("_a$1 \xc3\xa4", {u"name _a$1"_s, u"name ä"_s});
    row("f(...a)(...b)", {u"name f"_s, u"("_s, u"..."_s, u"name a"_s, u")"_s, u"("_s, u"..."_s, u"name b"_s, u")"_s});
}

void TestScriptScanner::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *source, const char *where) {
        QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(where);
    };
    row("'a", "line 1, column 1");
    row("a +\n \"b", "line 2, column 2");
    row("`a", "line 1, column 1");
    row("`${a", "line 1, column 2");
    row("/a", "line 1, column 1");
    row("/a\n/", "line 1, column 1");
    row("/* a", "line 1, column 1");
    row("(a", "line 1, column 1");
    row("a)", "line 1, column 2");
    row("a}", "line 1, column 2");
    row("([)]", "line 1, column 3");
    row("`${a)}`", "line 1, column 5");
    row("a # b", "line 1, column 3");
    row("\\u0061", "line 1, column 1");
    row("{} /a/", "line 1, column 4");
    row("a++ /b/", "line 1, column 5");
    row("for (a of /b/) {}", "line 1, column 11");
    row("f(...a, ...b)", "line 1, column 9");
}

STANDIN_TEST(TestScriptScanner)
#include "tst_scriptscanner.moc"
