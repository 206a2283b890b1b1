// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"
#include "support/testprogram.h"

#include <QRegularExpression>
#include <QSet>

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
