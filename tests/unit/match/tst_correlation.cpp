// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlation.h"
#include "support/testprogram.h"

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

    void keepsTheType()
    {
        QVERIFY(findCorrelation(message(R"({"requestTime":5})"), m_keys).first().value.isDouble());
        QVERIFY(findCorrelation(message(R"({"requestTime":"5"})"), m_keys).first().value.isString());
    }
};

STANDIN_TEST(TestCorrelation)
#include "tst_correlation.moc"
