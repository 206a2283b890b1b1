// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "support/testprogram.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <array>
#include <cmath>

using namespace Standin;

class TestRandom : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedGivesTheSameValues()
    {
        Random one(42);
        Random other(42);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(one.next(), other.next());
        QVERIFY(Random(1).next() != Random(2).next());
    }

    void theSequenceIsSplitMix64()
    {
        // The first values of the reference implementation for this seed.
        Random random(1234567);
        for (const quint64 value : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
                                    4593380528125082431ULL, 16408922859458223821ULL})
            QCOMPARE(random.next(), value);
    }

    void everyCallContinuesTheSequence()
    {
        const auto values = [](quint64 seed) {
            Random random(seed);
            return QStringList{QString::number(random.integer(0, 1'000'000)),
                               QString::number(random.real(0, 1), 'g', 17), random.uuid(),
                               QString::number(random.integer(0, 1'000'000))};
        };
        QCOMPARE(values(7), values(7));
        QVERIFY(values(7) != values(8));
        QVERIFY(values(7).first() != values(7).last());
    }

    void anEmptyRangeTakesNothing()
    {
        Random random(1);
        Random untouched(1);
        QCOMPARE(random.integer(5, 4), 5);
        QCOMPARE(random.integer(5, 5), 5);
        QCOMPARE(random.real(2, 1), 2.0);
        QCOMPARE(random.next(), untouched.next());
    }

    void integersAreEvenlySpread_data()
    {
        QTest::addColumn<qint64>("low");
        QTest::addColumn<qint64>("high");
        QTest::newRow("a coin") << qint64(0) << qint64(1);
        QTest::newRow("a die") << qint64(1) << qint64(6);
        QTest::newRow("around 0") << qint64(-5) << qint64(5);
        QTest::newRow("at the lower end")
            << std::numeric_limits<qint64>::min() << std::numeric_limits<qint64>::min() + 9;
        QTest::newRow("at the upper end")
            << std::numeric_limits<qint64>::max() - 9 << std::numeric_limits<qint64>::max();
    }

    void integersAreEvenlySpread()
    {
        QFETCH(qint64, low);
        QFETCH(qint64, high);
        Random random(42);
        constexpr int each = 10'000;
        QMap<qint64, int> counts;
        const auto kinds = static_cast<int>(high - low + 1);
        for (int i = 0; i < each * kinds; ++i)
            ++counts[random.integer(low, high)];
        QCOMPARE(counts.size(), kinds);
        QCOMPARE(counts.firstKey(), low);
        QCOMPARE(counts.lastKey(), high);
        for (const int count : std::as_const(counts)) // the standard deviation is about 100
            QVERIFY2(std::abs(count - each) < 500, qPrintable(QString::number(count)));
    }

    void realsAreEvenlySpread()
    {
        Random random(42);
        constexpr int each = 10'000;
        std::array<int, 10> counts{};
        double sum = 0;
        for (int i = 0; i < each * 10; ++i) {
            const double value = random.real(-1, 1);
            sum += value;
            ++counts.at(static_cast<size_t>((value + 1) * 5));
        }
        for (const int count : counts)
            QVERIFY2(std::abs(count - each) < 500, qPrintable(QString::number(count)));
        QVERIFY(std::abs(sum / (each * 10)) < 0.02);
    }

    void everyBitIsSetAboutHalfTheTime()
    {
        Random random(42);
        constexpr int draws = 20'000;
        std::array<int, 64> ones{};
        for (int i = 0; i < draws; ++i) {
            const quint64 value = random.next();
            for (size_t bit = 0; bit < ones.size(); ++bit)
                ones.at(bit) += static_cast<int>(value >> bit & 1U);
        }
        for (const int count : ones) // the standard deviation is about 71
            QVERIFY2(std::abs(count - draws / 2) < 400, qPrintable(QString::number(count)));
    }

    void integersCoverBothEnds()
    {
        Random random(1);
        QSet<qint64> seen;
        for (int i = 0; i < 1000; ++i)
            seen.insert(random.integer(-1, 2));
        QCOMPARE(seen, (QSet<qint64>{-1, 0, 1, 2}));
        QCOMPARE(random.integer(5, 5), 5);
        QCOMPARE(random.integer(5, 1), 5);
    }

    void theWidestRangeWorks()
    {
        Random random(1);
        constexpr auto least = std::numeric_limits<qint64>::min();
        constexpr auto most = std::numeric_limits<qint64>::max();
        QVERIFY(random.integer(least, most) != random.integer(least, most));
    }

    void realsStayInside()
    {
        Random random(7);
        for (int i = 0; i < 1000; ++i) {
            const double value = random.real(2, 3);
            QVERIFY(value >= 2 && value < 3);
        }
        QCOMPARE(random.real(4, 4), 4.0);
    }

    void seedsAreTheSameEverywhere()
    {
        QCOMPARE(Random::seedOf(QString()), 0xcbf29ce484222325ULL);
        QCOMPARE(Random::seedOf(QStringLiteral("a")), 0xaf63dc4c8601ec8cULL);
        QVERIFY(Random::seedOf(QStringLiteral("thermo-0")) != Random::seedOf(QStringLiteral("thermo-1")));
    }

    void uuidsAreVersion4()
    {
        Random random(3);
        static const QRegularExpression form(
            QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
        QSet<QString> seen;
        for (int i = 0; i < 100; ++i) {
            const QString uuid = random.uuid();
            QVERIFY2(form.match(uuid).hasMatch(), qPrintable(uuid));
            seen.insert(uuid);
        }
        QCOMPARE(seen.size(), 100);
    }
};

STANDIN_TEST(TestRandom)
#include "tst_random.moc"
