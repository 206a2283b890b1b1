// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "match/jsonequality.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestJsonEquality : public QObject
{
    Q_OBJECT

private:
    static QJsonValue value(const QByteArray &text) { return Json::parse(text).value(); }

private slots:
    void compares_data();
    void compares();
    void largeArraysInAnyOrder();
    void takesBoundedTime_data();
    void takesBoundedTime();
};

void TestJsonEquality::compares_data()
{
    QTest::addColumn<QByteArray>("expectedJson");
    QTest::addColumn<QByteArray>("actualJson");
    QTest::addColumn<bool>("strict");
    QTest::addColumn<bool>("ignoreExtra");
    QTest::addColumn<bool>("ignoreOrder");
    QTest::addColumn<bool>("ignoreBoth");
    const auto row = [](const char *name, const char *expected, const char *actual, bool strict, bool extra, bool order,
                        bool both) {
        QTest::newRow(name) << QByteArray(expected) << QByteArray(actual) << strict << extra << order << both;
    };
    row("the same", R"({"a":[1,"b",null,true]})", R"({"a":[1,"b",null,true]})", true, true, true, true);
    row("order of keys", R"({"a":1,"b":2})", R"({"b":2,"a":1})", true, true, true, true);
    row("whole number as fraction", "[1,{\"a\":2}]", "[1.0,{\"a\":2.0}]", true, true, true, true);
    row("number and text", "[1]", "[\"1\"]", false, false, false, false);
    row("null and nothing", R"({"a":null})", "{}", false, false, false, false);
    row("object and array", "{}", "[]", false, false, false, false);
    row("scalar", "5", "5", true, true, true, true);
    row("other scalar", "5", "6", false, false, false, false);
    row("extra key", R"({"a":1})", R"({"a":1,"b":2})", false, true, false, true);
    row("extra key deep inside", R"({"a":[{"b":1}]})", R"({"a":[{"b":1,"c":2}]})", false, true, false, true);
    row("missing key", R"({"a":1,"b":2})", R"({"a":1})", false, false, false, false);
    row("another key", R"({"a":1})", R"({"b":1})", false, false, false, false);
    row("extra element", "[1]", "[1,2]", false, false, false, false);
    row("missing element", "[1,2]", "[1]", false, false, false, false);
    row("order of elements", "[1,2,3]", "[3,1,2]", false, false, true, true);
    row("order deep inside", R"({"a":[[1,2],[3]]})", R"({"a":[[3],[2,1]]})", false, false, true, true);
    row("as often", "[1,1,2]", "[1,2,2]", false, false, false, false);
    row("extra and order", R"([{"a":1},{"b":2}])", R"([{"b":2,"c":3},{"a":1}])", false, false, false, true);
    // The first element fits both; the solution is found only by changing the pairs.
    row("partners are exchanged", R"([{"a":1},{"a":1,"b":2}])", R"([{"a":1,"b":2},{"a":1}])", false, false, true, true);
    row("partners along a chain", R"([{},{"a":1},{"a":1,"b":2}])", R"([{"a":1,"b":2},{"a":1,"c":3},{"x":0}])", false,
        false, false, true);
    row("no partner for one", R"([{"a":1},{"a":1}])", R"([{"a":1},{"b":1}])", false, false, false, false);
}

void TestJsonEquality::compares()
{
    QFETCH(QByteArray, expectedJson);
    QFETCH(QByteArray, actualJson);
    const QJsonValue expected = value(expectedJson);
    const QJsonValue actual = value(actualJson);
    QTEST(JsonEquality().holds(expected, actual), "strict");
    QTEST((JsonEquality{true, false}.holds(expected, actual)), "ignoreExtra");
    QTEST((JsonEquality{false, true}.holds(expected, actual)), "ignoreOrder");
    QTEST((JsonEquality{true, true}.holds(expected, actual)), "ignoreBoth");
}

void TestJsonEquality::largeArraysInAnyOrder()
{
    QJsonArray numbers;
    for (int i = 0; i < 100'000; ++i)
        numbers.append(i);
    QVERIFY((JsonEquality{false, true}.holds(numbers, numbers)));
    QVERIFY((JsonEquality{true, true}.holds(numbers, numbers)));
    QJsonArray equal;
    for (int i = 0; i < 100'000; ++i)
        equal.append(1);
    QVERIFY((JsonEquality{false, true}.holds(equal, equal)));
}

void TestJsonEquality::takesBoundedTime_data()
{
    QTest::addColumn<QByteArray>("expectedJson");
    QTest::addColumn<QByteArray>("actualJson");
    const auto array = [](const QByteArray &element, int count) {
        return '[' + (element + ',').repeated(count - 1) + element + ']';
    };
    QTest::newRow("many that are equal but one") << array("1", 20'000) << array("1", 19'999).replace("]", ",2]");
    QTest::newRow("many that fit each other, but one")
        << array("{}", 20'000) << array(R"({"a":1})", 19'999).replace("]", ",2]");
    QTest::newRow("one fits all, the others none") << array("{}", 20'000) << array("1", 19'999).replace("]", ",{}]");
    const QByteArray inner = array(array("1", 60), 60);
    QTest::newRow("arrays of arrays of arrays")
        << array(inner, 30) << array(inner, 29).replace(0, 1, '[' + inner.chopped(3) + "2]],");
}

void TestJsonEquality::takesBoundedTime()
{
    QFETCH(QByteArray, expectedJson);
    QFETCH(QByteArray, actualJson);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!(JsonEquality{true, true}.holds(value(expectedJson), value(actualJson))));
    QVERIFY2(timer.elapsed() < 10'000 * Tests::sanitizerFactor, qPrintable(QString::number(timer.elapsed())));
}

STANDIN_TEST(TestJsonEquality)
#include "tst_jsonequality.moc"
