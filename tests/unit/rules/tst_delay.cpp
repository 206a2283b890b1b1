// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonreader.h"
#include "base/random.h"
#include "rules/delay.h"
#include "support/testprogram.h"

#include <algorithm>
#include <vector>

using namespace Standin;
using namespace Standin::Rules;
using namespace Qt::StringLiterals;

namespace {

Result<Delay> delayFrom(const QByteArray &json)
{
    auto reader = JsonReader::parse("{\"delayMs\":" + json + '}').value();
    Delay delay;
    Delay::read(reader, u"delayMs"_s, delay);
    return reader.status().map([&delay] { return delay; });
}

std::vector<qint64> drawn(const Delay &delay, int count, quint64 seed = 7)
{
    Random random(seed);
    std::vector<qint64> values;
    for (int i = 0; i < count; ++i)
        values.push_back(delay.draw(random).count());
    return values;
}

} // namespace

class TestDelay : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBack_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("fixed") << QByteArray("250");
        QTest::newRow("uniform") << QByteArray(R"({"type":"uniform","lower":50,"upper":200})");
        QTest::newRow("lognormal") << QByteArray(R"({"type":"lognormal","median":80,"p99":400})");
    }

    void thereAndBack()
    {
        QFETCH(QByteArray, json);
        const auto delay = delayFrom(json);
        QVERIFY(delay);
        QCOMPARE(delay->toJson().toCompact(), json);
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        QTest::newRow("text") << QByteArray("\"250\"") << u"/delayMs"_s;
        QTest::newRow("negative") << QByteArray("-1") << u"/delayMs"_s;
        QTest::newRow("above an hour") << QByteArray("3600001") << u"/delayMs"_s;
        QTest::newRow("no type") << QByteArray("{}") << u"/delayMs/type"_s;
        QTest::newRow("unknown type") << QByteArray(R"({"type":"gauss"})") << u"/delayMs/type"_s;
        QTest::newRow("no upper") << QByteArray(R"({"type":"uniform","lower":1})") << u"/delayMs/upper"_s;
        QTest::newRow("upper below lower")
            << QByteArray(R"({"type":"uniform","lower":2,"upper":1})") << u"/delayMs/upper"_s;
        QTest::newRow("median 0") << QByteArray(R"({"type":"lognormal","median":0,"p99":1})") << u"/delayMs/median"_s;
        QTest::newRow("p99 below median")
            << QByteArray(R"({"type":"lognormal","median":2,"p99":1})") << u"/delayMs/p99"_s;
        QTest::newRow("unknown key") << QByteArray(R"({"type":"uniform","lower":1,"upper":2,"uper":3})")
                                     << u"/delayMs/uper"_s;
    }

    void isRefused()
    {
        QFETCH(QByteArray, json);
        const auto delay = delayFrom(json);
        QVERIFY(!delay);
        QTEST(delay.error().where, "where");
    }

    void aFixedDelayIsItself() { QCOMPARE(drawn(*delayFrom("250"), 3), (std::vector<qint64>{250, 250, 250})); }

    void aUniformDelayIsBetweenItsBounds()
    {
        const auto values = drawn(*delayFrom(R"({"type":"uniform","lower":50,"upper":200})"), 10'000);
        const auto [least, most] = std::ranges::minmax(values);
        QVERIFY(least >= 50 && least < 55);
        QVERIFY(most <= 200 && most > 195);
    }

    void aLognormalDelayHasItsPercentiles()
    {
        auto values = drawn(*delayFrom(R"({"type":"lognormal","median":80,"p99":400})"), 100'000);
        std::ranges::sort(values);
        QVERIFY2(std::abs(values[50'000] - 80) <= 2, qPrintable(QString::number(values[50'000])));
        QVERIFY2(std::abs(values[99'000] - 400) <= 20, qPrintable(QString::number(values[99'000])));
    }

    void theSameSeedDrawsTheSame()
    {
        const Delay delay = *delayFrom(R"({"type":"uniform","lower":0,"upper":100000})");
        QCOMPARE(drawn(delay, 20), drawn(delay, 20));
        QVERIFY(drawn(delay, 20, 1) != drawn(delay, 20, 2));
    }
};

STANDIN_TEST(TestDelay)
#include "tst_delay.moc"
