// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonpointer.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJsonPointer : public QObject
{
    Q_OBJECT

private:
    // The document of RFC 6901 section 5, and an object inside arrays.
    const JsonText m_text = JsonText::parse(R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,)"
                                            "\"k\\\"l\":6,"
                                            R"(" ":7,"m~n":8,"list":[[{"x":null}]],"text":"abc"})")
                                .value();
    const QJsonValue m_document = m_text.toJson();

private slots:
    void resolves_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QByteArray>("expected"); // empty: no value there
        const auto row = [](const char *name, const QString &pointer, const char *expected) {
            QTest::newRow(name) << pointer << QByteArray(expected);
        };
        row("array", u"/foo"_s, R"(["bar","baz"])");
        row("element", u"/foo/0"_s, R"("bar")");
        row("empty key", u"/"_s, "0");
        row("escaped slash", u"/a~1b"_s, "1");
        row("percent", u"/c%d"_s, "2");
        row("caret", u"/e^f"_s, "3");
        row("bar", u"/g|h"_s, "4");
        row("backslash", u"/i\\j"_s, "5");
        row("quote", u"/k\"l"_s, "6");
        row("space", u"/ "_s, "7");
        row("escaped tilde", u"/m~0n"_s, "8");
        row("null", u"/list/0/0/x"_s, "null");
        row("no such key", u"/bar"_s, "");
        row("no such element", u"/foo/2"_s, "");
        row("behind the last element", u"/foo/-"_s, "");
        row("leading zero", u"/foo/00"_s, "");
        row("sign", u"/foo/+1"_s, "");
        row("negative", u"/foo/-1"_s, "");
        row("digits of another script", u"/foo/\u0661"_s, "");
        row("index beyond 64 bits", u"/foo/99999999999999999999"_s, "");
        row("key of an array", u"/foo/bar"_s, "");
        row("below a string", u"/text/0"_s, "");
        row("below null", u"/list/0/0/x/y"_s, "");
        row("below nothing", u"/bar/baz"_s, "");
        row("other case", u"/Foo"_s, "");
    }

    void resolves()
    {
        QFETCH(QString, pointer);
        QFETCH(QByteArray, expected);
        const auto parsed = JsonPointer::parse(pointer);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        const QJsonValue found = parsed->resolve(m_document);
        QCOMPARE(found.isUndefined() ? QByteArray() : Json::toCompact(found), expected);
        QCOMPARE(parsed->resolve(m_text).toCompact(), expected);
        QCOMPARE(parsed->resolve(JsonTree(m_text)).toCompact(), expected);
        QCOMPARE(parsed->toString(), pointer);
    }

    void theEmptyPointerIsTheWholeValue()
    {
        QCOMPARE(JsonPointer().resolve(m_document), m_document);
        QVERIFY(JsonPointer::parse(QString()).value() == JsonPointer());
        QCOMPARE(JsonPointer().resolve(QJsonValue(5)), QJsonValue(5));
        QVERIFY(JsonPointer().resolve(QJsonValue::Undefined).isUndefined());
    }

    void digitsAreAKeyInAnObject()
    {
        const QJsonValue object = Json::parse(R"({"0":"zero","00":"zeros"})").value();
        QCOMPARE(JsonPointer::parse(u"/0"_s)->resolve(object).toString(), u"zero"_s);
        QCOMPARE(JsonPointer::parse(u"/00"_s)->resolve(object).toString(), u"zeros"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        QTest::newRow("no slash in front") << u"a/b"_s << u"\"a/b\""_s;
        QTest::newRow("URI fragment") << u"#/a"_s << u"\"#/a\""_s;
        QTest::newRow("tilde at the end") << u"/a~"_s << u"\"/a~\""_s;
        QTest::newRow("unknown escape") << u"/a~2b"_s << u"\"/a~2b\""_s;
        QTest::newRow("tilde before a slash") << u"/a~/b"_s << u"\"/a~/b\""_s;
        QTest::newRow("long") << QString(100, u'x') << u"a string"_s;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        const auto parsed = JsonPointer::parse(text);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().code == ErrorCode::InvalidArgument);
        QCOMPARE(parsed.error().message, u"expected a JSON pointer such as /a/0 (RFC 6901), found "_s + found);
    }

    void escapes_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("escaped");
        QTest::newRow("plain") << u"abc"_s << u"abc"_s;
        QTest::newRow("slash") << u"a/b"_s << u"a~1b"_s;
        QTest::newRow("tilde") << u"a~b"_s << u"a~0b"_s;
        QTest::newRow("what looks like an escape") << u"~1"_s << u"~01"_s;
        QTest::newRow("empty") << QString() << QString();
    }

    void escapes()
    {
        QFETCH(QString, key);
        QTEST(JsonPointer::escaped(key), "escaped");
        const QJsonValue object = QJsonObject{{key, 1}};
        QCOMPARE(JsonPointer::parse(u'/' + JsonPointer::escaped(key))->resolve(object), QJsonValue(1));
    }

    void compares()
    {
        QVERIFY(JsonPointer::parse(u"/a/0"_s).value() == JsonPointer::parse(u"/a/0"_s).value());
        QVERIFY(JsonPointer::parse(u"/a/0"_s).value() != JsonPointer::parse(u"/a"_s).value());
    }
};

STANDIN_TEST(TestJsonPointer)
#include "tst_jsonpointer.moc"
