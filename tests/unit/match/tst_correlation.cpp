// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlation.h"
#include "support/sanitizer.h"
#include "support/testprogram.h"

#include <QElapsedTimer>

using namespace Standin;
using namespace Standin::Match;
using namespace Qt::StringLiterals;

class TestCorrelation : public QObject
{
    Q_OBJECT

private:
    static Message message(const QByteArray &payload) { return Message({.payload = payload}); }

    const QStringList m_keys = {u"requestTime"_s, u"traceId"_s};

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("found"); // key=value
        QTest::newRow("top level") << QByteArray(R"({"requestTime":5})") << QStringList{u"requestTime=5"_s};
        QTest::newRow("number as text") << QByteArray(R"({"requestTime":"5"})") << QStringList{u"requestTime=5"_s};
        QTest::newRow("both") << QByteArray(R"({"traceId":"t","requestTime":5})")
                              << QStringList{u"requestTime=5"_s, u"traceId=t"_s};
        QTest::newRow("last, with white space") << QByteArray("{ \"a\" : 1 ,\n\t\"requestTime\"\n:\n1700000000123 }")
                                                << QStringList{u"requestTime=1700000000123"_s};
        QTest::newRow("deep") << QByteArray(R"({"a":{"b":[[{"c":{"traceId":"x"}}]]}})") << QStringList{u"traceId=x"_s};
        QTest::newRow("top-level array") << QByteArray(R"([1,{"traceId":"x"}])") << QStringList{u"traceId=x"_s};
        QTest::newRow("nearest to the top")
            << QByteArray(R"({"a":{"requestTime":1},"requestTime":2})") << QStringList{u"requestTime=2"_s};
        QTest::newRow("escaped key") << QByteArray("{\"request\\u0054ime\":5}") << QStringList{u"requestTime=5"_s};
        QTest::newRow("quotes in the value")
            << QByteArray("{\"traceId\":\"a\\\"b\"}") << QStringList{u"traceId=a\"b"_s};
        QTest::newRow("bool") << QByteArray(R"({"traceId":true})") << QStringList{u"traceId=true"_s};
        QTest::newRow("null is none") << QByteArray(R"({"traceId":null})") << QStringList{};
        QTest::newRow("an object is none, but is looked into")
            << QByteArray(R"({"traceId":{"traceId":"in"}})") << QStringList{u"traceId=in"_s};
        QTest::newRow("mentioned in a value") << QByteArray(R"({"a":"requestTime: 5"})") << QStringList{};
        QTest::newRow("other case") << QByteArray(R"({"requesttime":5})") << QStringList{};
        QTest::newRow("empty") << QByteArray() << QStringList{};
        QTest::newRow("not JSON") << QByteArray("requestTime=5") << QStringList{};
        QTest::newRow("cut off") << QByteArray(R"({"requestTime":5)") << QStringList{};
        QTest::newRow("scalar") << QByteArray("5") << QStringList{};
        QTest::newRow("more digits than a double has")
            << QByteArray(R"({"traceId":18446744073709551001})") << QStringList{u"traceId=18446744073709551001"_s};
        QTest::newRow("one more") << QByteArray(R"({"traceId":18446744073709551002})")
                                  << QStringList{u"traceId=18446744073709551002"_s};
        QTest::newRow("more decimals than a double has") << QByteArray(R"({"traceId":0.12345678901234567890123})")
                                                         << QStringList{u"traceId=0.12345678901234567890123"_s};
        QTest::newRow("equal numbers") << QByteArray(R"({"traceId":42.0,"requestTime":4.2e1})")
                                       << QStringList{u"requestTime=42"_s, u"traceId=42"_s};
        QTest::newRow("beyond the range of a double")
            << QByteArray(R"({"a":1e999,"traceId":1e400})") << QStringList{u"traceId=1e400"_s};
        QTest::newRow("the last of two in one object")
            << QByteArray(R"({"traceId":1,"traceId":2})") << QStringList{u"traceId=2"_s};
        QTest::newRow("the first of two at the same depth")
            << QByteArray(R"([{"traceId":1},{"traceId":2}])") << QStringList{u"traceId=1"_s};
        QTest::newRow("nearer behind deeper")
            << QByteArray(R"([[[{"traceId":1}]],[{"traceId":2}],{"b":[{"traceId":3}]}])")
            << QStringList{u"traceId=2"_s};
        QTest::newRow("a raw tab in a string")
            << QByteArray("{\"a\":\"\t\",\"traceId\":\"x\ty\"}") << QStringList{u"traceId=x\ty"_s};
        QTest::newRow("a colon behind white space")
            << QByteArray("{\"traceId\" \n:\t[\"traceId\" , 1 ] }") << QStringList{};
    }

    void finds()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, found);
        QStringList pairs;
        for (const auto &[key, value] : toPlainText(findCorrelation(message(text), m_keys)))
            pairs.append(key + u'=' + value);
        pairs.sort();
        QCOMPARE(pairs, found);
    }

    void keepsTheText()
    {
        const auto textOf = [this](const QByteArray &json) {
            return findCorrelation(message(json), m_keys).first().value.text().toByteArray();
        };
        QCOMPARE(textOf(R"({"requestTime":18446744073709551615})"), "18446744073709551615"_ba);
        QCOMPARE(textOf(R"({"requestTime":42.00})"), "42.00"_ba);
        QCOMPARE(textOf(R"({"requestTime":4.2E+1})"), "4.2E+1"_ba);
        QCOMPARE(textOf(R"({"requestTime":"\u0041"})"), R"("\u0041")"_ba);
    }

    void isLinear()
    {
        // One pass whatever the nesting: this was once a thousand passes.
        const QByteArray nested = QByteArray(900, '[') + QByteArray(4'000'000, ' ') + "1" + QByteArray(900, ']');
        const QByteArray wide = "[" + QByteArray("{\"a\":{}},").repeated(400'000) + "0]";
        QElapsedTimer timer;
        timer.start();
        QVERIFY(findCorrelation(message(nested), m_keys).isEmpty());
        QVERIFY(findCorrelation(message(wide), m_keys).isEmpty());
        QVERIFY2(timer.elapsed() < 5'000 * Tests::sanitizerFactor, qPrintable(QString::number(timer.elapsed())));
    }

    void keepsTheType()
    {
        QVERIFY(findCorrelation(message(R"({"requestTime":5})"), m_keys).first().value.isNumber());
        QVERIFY(findCorrelation(message(R"({"requestTime":"5"})"), m_keys).first().value.isString());
    }
};

STANDIN_TEST(TestCorrelation)
#include "tst_correlation.moc"
