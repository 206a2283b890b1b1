// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptnames.h"
#include "template/scriptscanner.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// Which names a script uses, and what of them.
class TestScriptNames : public QObject
{
    Q_OBJECT

private slots:
    void free_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("names");
        const auto row = [](const char *source, const char *names) {
            QTest::newRow(source) << QString::fromUtf8(source) << QString::fromUtf8(names);
        };
        row("1 + 'a'", "");
        row("a + b.c + a", "a b");
        row("({a: 1, b, c: d})", "b d");
        row("x ? y : z", "x y z");
        row("x ? y : {y: z}", "x y z");
        row("f(a, b(c))", "f a b c");
        row("({a(b) { return b + c; }})", "c");
        row("({get a() { return b; }, set c(d) { e = d; }})", "b e");
        row("a => a + b", "b");
        row("(a, {b, c: d}, [e], f = g, ...h) => a + b + d + e + f + h", "");
        row("function f(a) { return f(a) + b; }", "b");
        row("let a = 1, b; const c = d; var {e, f: g} = h", "d h");
        row("let a = (x, y), b = z", "x y z");
        row("for (const a of b) a.c", "b");
        row("for (let a in b) c", "b c");
        row("try { } catch (e) { e.a }", "");
        row("a: for (;;) { break a; }", "");
        row("`${a} ${b => b}`", "a");
        row("typeof a", "a");
        row("new A(b)", "A b");
        row("a?.b?.[c]", "a c");
        row("a.if + a.class", "a");
        row("/a/.test(b)", "b");
    }

    void free()
    {
        QFETCH(QString, source);
        const auto tokens = ScriptScanner(source).run();
        VERIFY_RESULT(tokens);
        QStringList found;
        const ScriptNames names(source, *tokens);
        for (const ScriptName &name : names.free()) {
            found.append(name.name);
            QCOMPARE(QStringView(source).sliced(name.at, name.name.size()), name.name);
        }
        QTEST(found.join(u' '), "names");
        QVERIFY(!names.forbidden());
    }

    void paths_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("paths"); // of the first name
        const auto row = [](const char *source, const QStringList &paths) {
            QTest::newRow(source) << QString::fromUtf8(source) << paths;
        };
        row("a", {u""_s});
        row("a.b", {u"b"_s});
        row("a.b.c + a.d", {u"b.c"_s, u"d"_s});
        row("a.b.c + a.b", {u"b"_s});
        row("a.b + a.b.c", {u"b"_s});
        row("a.b + a", {u""_s});
        row("a?.b?.c", {u"b.c"_s});
        row("a.b.map(x => x)", {u"b"_s});
        row("a.b()", {u""_s});
        row("a.b`x`", {u""_s});
        row("a.b[c].d", {u"b"_s});
        row("a['b']", {u""_s});
        row("a\n .b // c\n .d", {u"b.d"_s});
    }

    void paths()
    {
        QFETCH(QString, source);
        const auto tokens = ScriptScanner(source).run();
        VERIFY_RESULT(tokens);
        QStringList found;
        const ScriptNames names(source, *tokens);
        for (const QStringList &path : names.free().first().paths)
            found.append(path.join(u'.'));
        QTEST(found, "paths");
    }

    void forbidden_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("word");
        QTest::newRow("class") << u"class A {}"_s << u"class"_s;
        QTest::newRow("generator") << u"function* () {}"_s << u"function"_s;
        QTest::newRow("yield") << u"() => yield"_s << u"yield"_s;
        QTest::newRow("the first one") << u"await x + eval(1)"_s << u"await"_s;
        QTest::newRow("a member") << u"a.class"_s << QString();
        QTest::newRow("a key") << u"({class: 1})"_s << QString();
    }

    void forbidden()
    {
        QFETCH(QString, source);
        QFETCH(QString, word);
        const auto tokens = ScriptScanner(source).run();
        VERIFY_RESULT(tokens);
        const ScriptNames names(source, *tokens);
        QCOMPARE(names.forbidden() != nullptr, !word.isEmpty());
        if (names.forbidden())
            QCOMPARE(names.forbidden()->in(source), word);
    }
};

STANDIN_TEST(TestScriptNames)
#include "tst_scriptnames.moc"
