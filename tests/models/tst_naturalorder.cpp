// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/naturalorder.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Models;

class TestNaturalOrder : public QObject
{
    Q_OBJECT

private slots:
    void order_data();
    void order();
    void equalTexts();
};

void TestNaturalOrder::order_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("numbers by value") << "gw-2"
                                      << "gw-10";
    QTest::newRow("several numbers") << "a1b9"
                                     << "a1b10";
    QTest::newRow("leading zeros") << "gw-007"
                                   << "gw-8";
    QTest::newRow("prefix first") << "gw"
                                  << "gw-0";
    QTest::newRow("upper and lower case") << "Alpha"
                                          << "beta";
    QTest::newRow("digit before letter") << "a1"
                                         << "aa";
    QTest::newRow("larger than any integer type") << "99999999999999999999998"
                                                  << "99999999999999999999999";
    QTest::newRow("alike but for zeros") << "gw-01"
                                         << "gw-1";
    QTest::newRow("empty first") << ""
                                 << "a";
}

void TestNaturalOrder::order()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QVERIFY(naturallyLess(before, after));
    QVERIFY(!naturallyLess(after, before));
}

void TestNaturalOrder::equalTexts()
{
    QVERIFY(!naturallyLess(u"gw-1", u"gw-1"));
}

STANDIN_TEST(TestNaturalOrder)
#include "tst_naturalorder.moc"
