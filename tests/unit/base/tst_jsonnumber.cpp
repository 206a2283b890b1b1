// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonnumber.h"
#include "support/testprogram.h"

#include <limits>

using namespace Standin;

class TestJsonNumber : public QObject
{
    Q_OBJECT

private slots:
    void oneTextForEachNumber_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char *text, const char *canonical) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(canonical);
        };
        row("0", "0");
        row("-0", "0");
        row("0.00", "0");
        row("0e5", "0");
        row("42", "42");
        row("42.0", "42");
        row("4.2e1", "42");
        row("420E-1", "42");
        row("-42.50", "-42.5");
        row("18446744073709551615", "18446744073709551615");
        row("1844674407370955161500e-2", "18446744073709551615");
        row("0.1", "0.1");
        row("0.0000001", "0.0000001");
        row("1e-7", "0.0000001");
        row("1e-8", "1e-8");
        row("0.00000001", "1e-8");
        row("1.5e-9", "1.5e-9");
        row("1e21", "1000000000000000000000");
        row("1e22", "1e22");
        row("10000000000000000000000", "1e22");
        row("12e400", "1.2e401");
        row("1e+400", "1e400");
        row("1E999999999999", "1E999999999999");
        row("0.30000000000000004", "0.30000000000000004");
    }

    void oneTextForEachNumber()
    {
        QFETCH(QByteArray, text);
        QTEST(JsonNumber::canonical(text), "canonical");
        QCOMPARE(JsonNumber::canonical(JsonNumber::canonical(text)), JsonNumber::canonical(text));
    }

    void realNumbersAlwaysLookLikeSome_data()
    {
        QTest::addColumn<double>("number");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("whole") << 3.0 << -1 << QByteArray("3.0");
        QTest::newRow("whole, three decimals") << 3.0 << 3 << QByteArray("3.000");
        QTest::newRow("shortest") << 0.1 << -1 << QByteArray("0.1");
        QTest::newRow("three decimals") << 2.7 << 3 << QByteArray("2.700");
        QTest::newRow("negative") << -0.25 << -1 << QByteArray("-0.25");
        QTest::newRow("large") << 1e30 << -1 << QByteArray("1e+30");
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << 3 << QByteArray("null");
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << -1 << QByteArray("null");
    }

    void realNumbersAlwaysLookLikeSome()
    {
        QFETCH(double, number);
        QFETCH(int, decimals);
        QTEST(JsonNumber::fromReal(number, decimals), "text");
    }
};

STANDIN_TEST(TestJsonNumber)
#include "tst_jsonnumber.moc"
