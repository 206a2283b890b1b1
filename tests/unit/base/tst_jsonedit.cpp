// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "base/jsonbuilder.h"
#include "base/jsonedit.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace Standin;
using namespace Qt::StringLiterals;

class TestJsonEdit : public QObject
{
    Q_OBJECT

private:
    static JsonText value(const QByteArray &json) { return JsonText::parse(json).value(); }
    static QByteArray edited(const QByteArray &text, const QByteArray &before, const QByteArray &after)
    {
        return JsonEdit({u"payload"_s}, {u"name"_s}).applied(text, value(before), value(after));
    }

private slots:
    void changesWhatDiffers_data();
    void changesWhatDiffers();
    void arrays_data();
    void arrays() { changesWhatDiffers(); }
    void saysWhatIsWanted_data();
    void saysWhatIsWanted();
    void isLinear();
};

void TestJsonEdit::changesWhatDiffers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *before, const char *after,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
    };
    row("nothing", " { \"a\" : 1.0 }\n\n", R"({"a":1})", R"({"a":1})", " { \"a\" : 1.0 }\n\n");
    row("a default that is left out", R"({"a":1})", R"({"a":1,"b":2})", R"({"a":1,"b":2})", R"({"a":1})");
    row("one value", "{ \"b\":1.0,\n  \"a\" : 20.00 , \"x\":[ 1e3 ] }\n", R"({"a":20,"b":1})", R"({"a":21,"b":1})",
        "{ \"b\":1.0,\n  \"a\" : 21 , \"x\":[ 1e3 ] }\n");
    row("another type", R"({"a":{"b":1}})", R"({"a":{"b":1}})", R"({"a":"s"})", R"({"a":"s"})");
    row("inside", R"({"o":{"x":9,"a":1}})", R"({"o":{"a":1}})", R"({"o":{"a":2}})", R"({"o":{"x":9,"a":2}})");
    row("the last of a key that stands twice", R"({"a":0,"a":1})", R"({"a":1})", R"({"a":2})", R"({"a":0,"a":2})");
    row("a new key, in one line", R"({"x": 1})", "{}", R"({"a":2})", R"({"x": 1,"a": 2})");
    row("a new key, in lines", "{\n    \"x\": 1\n}", "{}", R"({"a":{"b":2}})",
        "{\n    \"x\": 1,\n    \"a\": {\n      \"b\": 2\n    }\n}");
    row("a new key, in lines with CR LF", "{\r\n\t\"x\": 1\r\n}\r\n", "{}", R"({"a":2})",
        "{\r\n\t\"x\": 1,\r\n\t\"a\": 2\r\n}\r\n");
    row("into an empty object", R"({"o":{}})", R"({"o":{}})", R"({"o":{"a":1}})", R"({"o":{ "a": 1 }})");
    row("only what differs of an object that was left out", R"({"x":1})", R"({"o":{"a":1,"b":2}})",
        R"({"o":{"a":1,"b":3}})", R"({"x":1,"o": { "b": 3 }})");
    row("several keys of an object that was left out, in lines", "{\n  \"x\": 1,\n  \"y\": 2\n}",
        R"({"o":{"a":1,"b":2}})", R"({"o":{"a":0,"b":0}})",
        "{\n  \"x\": 1,\n  \"y\": 2,\n  \"o\": {\n    \"a\": 0,\n    \"b\": 0\n  }\n}");
    row("into an empty object behind a comma", "{\n  \"x\": 1,\n  \"o\": {}\n}", R"({"o":{}})",
        R"({"o":{"a":1,"b":2}})", "{\n  \"x\": 1,\n  \"o\": {\n    \"a\": 1,\n    \"b\": 2\n  }\n}");
    row("commas in front", "{ \"x\": 1\n, \"y\": 2\n}", "{}", R"({"a":{"b":[1,2]}})",
        "{ \"x\": 1\n, \"y\": 2\n, \"a\": {\n   \"b\": [\n     1,\n     2\n   ]\n }\n}");
    row("a key is gone", R"({"a":1, "b":2, "c":3})", R"({"a":1,"b":2,"c":3})", R"({"a":1,"c":3})", R"({"a":1, "c":3})");
    row("the first is gone", R"({ "a":1, "b":2 })", R"({"a":1,"b":2})", R"({"b":2})", R"({ "b":2 })");
    row("the last is gone", "{\n  \"b\":2,\n  \"a\":1\n}", R"({"a":1,"b":2})", R"({"b":2})", "{\n  \"b\":2\n}");
    row("all are gone", R"({ "a":1 })", R"({"a":1})", "{}", "{}");
    row("unknown keys stay", R"({"u":{"a":1.0},"a":1})", R"({"a":1})", "{}", R"({"u":{"a":1.0}})");
    row("an opaque value is exchanged as a whole", R"({"payload":{"a":1,"b":2}})", R"({"payload":{"a":1,"b":2}})",
        R"({"payload":{"b":2,"a":1.0}})", R"({"payload":{"b":2,"a":1.0}})");
    row("commas and braces in strings", R"({"s":"a,}\"","a":1,"t":"{"})", R"({"a":1})", R"({"a":2})",
        R"({"s":"a,}\"","a":2,"t":"{"})");
}

void TestJsonEdit::arrays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *before, const char *after,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(before) << QByteArray(after) << QByteArray(expected);
    };
    const char *const two = R"([ {"name":"p","x":1.0}, {"name":"q","y":2.0} ])";
    const char *const known = R"([{"name":"p","v":0},{"name":"q","v":0}])";
    row("one element", two, known, R"([{"name":"p","v":0},{"name":"q","v":5}])",
        R"([ {"name":"p","x":1.0}, {"name":"q","y":2.0,"v": 5} ])");
    row("removed", two, known, R"([{"name":"q","v":0}])", R"([ {"name":"q","y":2.0} ])");
    row("exchanged", two, known, R"([{"name":"q","v":0},{"name":"p","v":0}])",
        R"([ {"name":"q","y":2.0}, {"name":"p","x":1.0} ])");
    row("added in front", two, known, R"([{"name":"n"},{"name":"p","v":0},{"name":"q","v":0}])",
        R"([ {"name":"n"}, {"name":"p","x":1.0}, {"name":"q","y":2.0} ])");
    row("renamed", two, known, R"([{"name":"r","v":0},{"name":"q","v":0}])",
        R"([ {"name":"r","x":1.0}, {"name":"q","y":2.0} ])");
    row("renamed and changed, with one of the same name before it", two, known,
        R"([{"name":"q","v":1},{"name":"s","v":0}])", R"([ {"name":"q","y":2.0,"v": 1}, {"name":"s","v":0} ])");
    row("into an empty one", "[]", "[]", R"([{"name":"n"}])", "[\n  {\n    \"name\": \"n\"\n  }\n]");
    row("strings", R"([ "a","b" ])", R"(["a","b"])", R"(["b","c"])", R"([ "b","c" ])");
    row("another number of elements than was read", R"(["a","a"])", R"(["a"])", R"(["b"])", "[\n  \"b\"\n]");
}

void TestJsonEdit::changesWhatDiffers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QByteArray result = edited(text, before, after);
    QTEST(result, "expected");
    QVERIFY(JsonText::parse(result).has_value());
}

namespace {

/// Makes values and ways to write them, by chance.
class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {}

    int upTo(int most) { return static_cast<int>(m_random.bounded(most + 1)); }

    JsonText value(int depth)
    {
        const int kind = upTo(depth > 0 ? 4 : 1);
        if (kind == 0)
            return JsonText::string(QString(upTo(3), u','));
        if (kind == 1)
            return JsonText::whole(upTo(3));
        JsonBuilder builder;
        for (int i = upTo(3); i > 0; --i) {
            if (kind == 2)
                builder.append(value(depth - 1));
            else
                builder.add(QString(QChar(u'a' + i)), value(depth - 1));
        }
        return kind == 2 ? builder.array() : builder.object();
    }

    QByteArray space()
    {
        static const QByteArrayList spaces = {"", " ", "\n  ", "\r\n\t", "  "};
        return spaces[upTo(4)];
    }

    /// With white space, unknown keys, and some keys of objects left out.
    QByteArray written(const JsonText &value)
    {
        if (!value.isObject() && !value.isArray())
            return value.text().toByteArray();
        const JsonParts parts(value);
        QByteArrayList items;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (value.isObject() && upTo(5) == 0)
                continue;
            const QByteArray key =
                value.isObject() ? Json::quoted(parts.key(i)) + space() + ':' + space() : QByteArray();
            items += space() + key + written(parts.value(i)) + space();
        }
        if (value.isObject() && upTo(3) == 0)
            items += space() + R"("unknown":[1.0, {"a":1}])";
        const QByteArray inner = items.isEmpty() ? space() : items.join(',');
        return value.isObject() ? '{' + inner + '}' : '[' + inner + ']';
    }

private:
    QRandomGenerator m_random;
};

/// Whether `found` is what `wanted` says; what is as it was `before` may be left out.
bool says(const JsonText &found, const JsonText &before, const JsonText &wanted)
{
    if (found.isUndefined())
        return before == wanted;
    if (wanted.isArray() && found.isArray())
        return JsonParts(found).size() == JsonParts(wanted).size();
    if (!wanted.isObject() || !found.isObject())
        return found.toCompact() == wanted.toCompact();
    const JsonParts keys(wanted);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QString key = keys.key(i);
        if (!says(found.value(key), before.value(key), keys.value(i)))
            return false;
    }
    const JsonParts gone(before);
    for (qsizetype i = 0; i < gone.size(); ++i) {
        if (wanted.value(gone.key(i)).isUndefined() && !found.value(gone.key(i)).isUndefined())
            return false;
    }
    return true;
}

} // namespace

void TestJsonEdit::saysWhatIsWanted_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 0; seed < 50; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestJsonEdit::saysWhatIsWanted()
{
    QFETCH(quint32, seed);
    Chance chance(seed);
    for (int i = 0; i < 200; ++i) {
        const JsonText before = chance.value(4);
        const JsonText after = chance.value(4);
        const QByteArray text = chance.space() + chance.written(before) + chance.space();
        const QByteArray result = JsonEdit({u"d"_s}, {u"b"_s}).applied(text, before, after);
        const auto found = JsonText::parse(result);
        const QByteArray story = text + "\n" + before.toCompact() + "\n" + after.toCompact() + "\n" + result;
        QVERIFY2(found.has_value(), story.constData());
        QVERIFY2(says(*found, before, after), story.constData());
        QCOMPARE(JsonEdit({u"d"_s}, {u"b"_s}).applied(text, before, before), text);
    }
}

void TestJsonEdit::isLinear()
{
    const QByteArray items = QByteArray(R"({"name":"a"},)").repeated(50'000);
    const QByteArray before = '[' + items + "0]";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(edited(before, before, '[' + items + "1]"), '[' + items + "1]");
    QCOMPARE(edited(before, before, "[1," + items + "0]"), "[1," + items + "0]");
    QByteArray members;
    for (int i = 0; i < 100'000; ++i)
        members += "\"key" + QByteArray::number(i) + "\":1,";
    QCOMPARE(edited('{' + members + "\"a\":0}", "{}", R"({"a":2})"), '{' + members + "\"a\":2}");
    QCOMPARE(edited('{' + members + "\"a\":0}", '{' + members + "\"a\":0}", '{' + members + "\"a\":2}"),
             '{' + members + "\"a\":2}");
    QVERIFY2(timer.elapsed() < 10'000 * Tests::sanitizerFactor, qPrintable(QString::number(timer.elapsed())));
}

STANDIN_TEST(TestJsonEdit)
#include "tst_jsonedit.moc"
