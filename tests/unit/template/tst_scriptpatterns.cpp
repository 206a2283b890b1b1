// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/result.h"
#include "support/testprogram.h"
#include "template/scriptpatterns.h"

using namespace Standin;
using namespace Qt::StringLiterals;

/// A regular expression of JavaScript means the same for PCRE.
class TestScriptPatterns : public QObject
{
    Q_OBJECT

private slots:
    void matches_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("flags");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("match"); // null: none
        const auto row = [](const char *source, const char *flags, const char *text, const char *match) {
            QTest::newRow(qPrintable(QString::fromUtf8(source) + u" "_s + QString::fromUtf8(text)))
                << QString::fromUtf8(source) << QString::fromUtf8(flags) << QString::fromUtf8(text)
                << QString::fromUtf8(match);
        };
        row("a+", "", "baac", "aa");
        row("A", "i", "a", "a");
        row("A", "", "a", nullptr);
        row("a$", "", "a\n", nullptr);
        row("a$", "m", "a\nb", "a");
        row("^b", "m", "a\nb", "b");
        row("[$]", "", "$", "$");
        row("\\$", "", "$", "$");
        row("a.b", "", "a\nb", nullptr);
        row("a.b", "s", "a\nb", "a\nb");
        row("[^]", "", "\n", "\n");
        row("[]", "", "a", nullptr);
        row("[^b]+", "", "bab", "a");
        row("[[:a]+", "", "[:a", "[:a");
        row("\\u0041\\x42", "", "AB", "AB");
        row("\\u{1F600}", "u", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80");
        row("\\v", "", "\v", "\v");
        row("\\v", "", "\n", nullptr);
        row("\\h\\Q\\K", "", "hQK", "hQK");
        row("\\d\\w\\s\\D\\W\\S", "", "1a b.c", "1a b.c");
        row("(?:a)(?=b)(?!c)", "", "ab", "a");
        row("(?<=a)b(?<!c)", "", "ab", "b");
        row("(?<n>a)\\k<n>\\1", "", "aaa", "aaa");
        row("a{2,3}?", "", "aaaa", "aa");
        row("\\/", "", "/", "/");
        row("\\bb\\B", "", "bc", "b");
        row("[\\b]", "", "\b", "\b");
        row("a|b", "g", "b", "b");
    }

    void matches()
    {
        QFETCH(QString, source);
        QFETCH(QString, flags);
        QFETCH(QString, text);
        ScriptPatterns patterns;
        const auto expression = patterns.compiled(source, flags);
        VERIFY_RESULT(expression);
        const auto found = expression->match(text);
        QVERIFY(found.isValid());
        QTEST(found.captured(), "match");
        QFETCH(QString, match);
        QCOMPARE(found.hasMatch(), !match.isNull());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("flags");
        QTest::newRow("not closed") << u"(a"_s << QString();
        QTest::newRow("nothing to repeat") << u"*a"_s << QString();
        QTest::newRow("unknown flag") << u"a"_s << u"x"_s;
        QTest::newRow("a flag twice") << u"a"_s << u"gg"_s;
        QTest::newRow("a recursion") << u"(?R)"_s << QString();
        QTest::newRow("a call of a group") << u"(a)(?1)"_s << QString();
        QTest::newRow("options") << u"(?i)a"_s << QString();
        QTest::newRow("a verb") << u"(*LIMIT_MATCH=4000000000)a"_s << QString();
        QTest::newRow("a verb in front") << u"(*UTF)a"_s << QString();
        QTest::newRow("a condition") << u"(?(1)a|b)"_s << QString();
        QTest::newRow("a comment") << u"(?#a)"_s << QString();
        QTest::newRow("a short escape") << u"\\u00"_s << QString();
        QTest::newRow("no hexadecimal digits") << u"\\xzz"_s << QString();
        QTest::newRow("a backslash at the end") << u"a\\"_s << QString();
        QTest::newRow("too long") << QString(ScriptPatterns::mostCharacters + 1, u'a') << QString();
        QTest::newRow("too large") << u"((a{1,999}){1,999}){1,999}"_s << QString();
    }

    void refuses()
    {
        QFETCH(QString, source);
        QFETCH(QString, flags);
        ScriptPatterns patterns;
        const auto expression = patterns.compiled(source, flags);
        QVERIFY(!expression);
        QCOMPARE(expression.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!expression.error().message.isEmpty());
    }

    void manyStepsEnd()
    {
        ScriptPatterns patterns;
        const auto found = patterns.compiled(u"(a+)+[bc]"_s, {})->match(QString(100, u'a'));
        QVERIFY(!found.isValid());
    }

    void isCompiledOnce()
    {
        ScriptPatterns patterns;
        QCOMPARE(patterns.compiled(u"a"_s, u"i"_s)->pattern(), patterns.compiled(u"a"_s, u"i"_s)->pattern());
        QVERIFY(patterns.compiled(u"a"_s, u"i"_s)->patternOptions() != patterns.compiled(u"a"_s, {})->patternOptions());
        for (qsizetype i = 0; i < 3 * ScriptPatterns::most; ++i)
            QVERIFY(patterns.compiled(QString::number(i), {})->match(QString::number(i)).hasMatch());
    }
};

STANDIN_TEST(TestScriptPatterns)
#include "tst_scriptpatterns.moc"
