// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/jsonplace.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Gui;
using namespace Qt::StringLiterals;

class TestJsonPlace : public QObject
{
    Q_OBJECT

private slots:
    void offset_data();
    void offset();
    void with_data();
    void with();
};

void TestJsonPlace::offset_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QByteArray>("rest");
    const QByteArray text = "\n {\"a\": 1, \"b\": [ {\"c\": true}, 2 ]}";
    QTest::newRow("whole") << text << QString() << text.sliced(2);
    QTest::newRow("member") << text << u"/a"_s << QByteArray(R"(1, "b": [ {"c": true}, 2 ]})");
    QTest::newRow("element") << text << u"/b/1"_s << QByteArray("2 ]}");
    QTest::newRow("deep") << text << u"/b/0/c"_s << QByteArray("true}, 2 ]}");
    QTest::newRow("missing member") << text << u"/b/0/x/y"_s << QByteArray(R"({"c": true}, 2 ]})");
    QTest::newRow("missing at the top") << text << u"/x"_s << text.sliced(2);
    QTest::newRow("not a pointer") << text << u"a"_s << text.sliced(2);
}

void TestJsonPlace::offset()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, pointer);
    QFETCH(QByteArray, rest);
    QCOMPARE(text.sliced(JsonPlace::offsetOf(text, pointer)), rest);
}

void TestJsonPlace::with_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const QByteArray &before, const QString &path, const QByteArray &value,
                        const QByteArray &after) { QTest::newRow(name) << before << path << value << after; };
    row("changed", R"({"a":1,"b":2})", u"a"_s, "3", R"({"a":3,"b":2})");
    row("added", R"({"a":1})", u"b"_s, "3", R"({"a":1,"b":3})");
    row("made on the way", "{}", u"when/topic"_s, "\"t\"", R"({"when":{"topic":"t"}})");
    row("element", R"({"a":[1,2]})", u"a/1"_s, "3", R"({"a":[1,3]})");
    row("further element", R"({"a":[1]})", u"a/1/b"_s, "3", R"({"a":[1,{"b":3}]})");
    row("array made on the way", "{}", u"then/0/reply/payload"_s, "1", R"({"then":[{"reply":{"payload":1}}]})");
    row("removed", R"({"a":1,"b":2})", u"a"_s, {}, R"({"b":2})");
    row("removed with what is around", R"({"a":1,"when":{"topic":"t"}})", u"when/topic"_s, {}, R"({"a":1})");
    row("removed element", R"({"then":[{"reply":{"payload":1}},2]})", u"then/0/reply/payload"_s, {}, R"({"then":[2]})");
    row("array stays", R"({"then":[{"reply":{"payload":1}}]})", u"then/0/reply/payload"_s, {}, R"({"then":[]})");
    row("nothing to remove", R"({"a":1})", u"when/topic"_s, {}, R"({"a":1})");
    row("a key twice", R"({"a":1,"a":2})", u"b"_s, "3", R"({"a":2,"b":3})");
}

void TestJsonPlace::with()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, path);
    QFETCH(QByteArray, value);
    const JsonText now = value.isEmpty() ? JsonText() : JsonText::parse(value).value();
    QTEST(JsonPlace::with(JsonText::parse(before).value(), path.split(u'/'), now).toCompact(), "after");
}

STANDIN_TEST(TestJsonPlace)
#include "tst_jsonplace.moc"
