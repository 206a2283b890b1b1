// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/bytebudget.h"
#include "support/testprogram.h"

#include <optional>

using namespace Standin::Rest;

class TestByteBudget : public QObject
{
    Q_OBJECT

private slots:
    void isShared()
    {
        const ByteBudget budget(100);
        ByteBudget::Share one(budget);
        ByteBudget::Share other(budget);
        QVERIFY(one.resize(60));
        QVERIFY(!other.resize(41));
        QCOMPARE(other.bytes(), 0);
        QVERIFY(other.resize(40));
        QCOMPARE(budget.left(), 0);
        QVERIFY(one.resize(10));
        QVERIFY(!one.resize(61));
        QCOMPARE(one.bytes(), 10);
        QCOMPARE(budget.left(), 50);
    }

    void goesBack()
    {
        const ByteBudget budget(100);
        {
            ByteBudget::Share share(budget);
            QVERIFY(share.resize(100));
        }
        QCOMPARE(budget.left(), 100);
        ByteBudget::Share share(budget);
        QVERIFY(share.resize(100));
        share.release();
        share.release();
        QCOMPARE(budget.left(), 100);
    }

    void moves()
    {
        const ByteBudget budget(100);
        const ByteBudget another(10);
        std::optional<ByteBudget::Share> held;
        {
            ByteBudget::Share share(budget);
            QVERIFY(share.resize(30));
            held = std::move(share);
        }
        QCOMPARE(budget.left(), 70);
        QCOMPARE(held->bytes(), 30);
        ByteBudget::Share small(another);
        QVERIFY(small.resize(5));
        *held = std::move(small);
        QCOMPARE(another.left(), 5);
        held.reset();
        QCOMPARE(another.left(), 10);
    }

    void outlivesItsBudget()
    {
        auto budget = std::make_optional<ByteBudget>(100);
        ByteBudget::Share share(*budget);
        budget.reset();
        QVERIFY(share.resize(100));
        QVERIFY(!share.resize(101));
    }
};

STANDIN_TEST(TestByteBudget)
#include "tst_bytebudget.moc"
