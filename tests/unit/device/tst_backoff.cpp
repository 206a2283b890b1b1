// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/backoff.h"
#include "support/testprogram.h"

using namespace Standin;

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void doublesUpToTheMost()
    {
        Random random(1);
        const Reconnect settings{.initialMs = 100, .maxMs = 1000, .jitter = 0, .attempts = 0};
        QList<qint64> delays;
        for (int attempt = 1; attempt <= 6; ++attempt)
            delays.append(Backoff::delay(settings, attempt, random)->count());
        QCOMPARE(delays, (QList<qint64>{100, 200, 400, 800, 1000, 1000}));
        QCOMPARE(Backoff::delay(settings, 1'000'000, random)->count(), 1000);
    }

    void spreadsByTheJitter()
    {
        Random random(1);
        const Reconnect settings{.initialMs = 1000, .maxMs = 1000, .jitter = 0.2, .attempts = 0};
        qint64 least = 10'000;
        qint64 most = 0;
        for (int i = 0; i < 1000; ++i) {
            const qint64 delay = Backoff::delay(settings, 2, random)->count();
            least = std::min(least, delay);
            most = std::max(most, delay);
        }
        QVERIFY(least >= 800 && least < 850);
        QVERIFY(most <= 1200 && most > 1150);
    }

    /// After the end of a broker its devices reconnect evenly, and not all at once after the first delay.
    void spreadsTheFirstOverAllOfIt()
    {
        const Reconnect settings{.initialMs = 300, .maxMs = 30'000, .jitter = 0.2, .attempts = 0};
        QList<int> perTenth(10, 0);
        for (quint64 device = 0; device < 1000; ++device) {
            Random random(Random::seedOf(QString::number(device)));
            const qint64 delay = Backoff::delay(settings, 1, random)->count();
            QVERIFY(delay >= 0 && delay < 300);
            ++perTenth[delay / 30];
        }
        for (const int devices : perTenth)
            QVERIFY2(devices > 50 && devices < 150, qPrintable(QString::number(devices)));
    }

    void endsAfterTheLastAttempt()
    {
        Random random(1);
        const Reconnect settings{.initialMs = 1, .maxMs = 1, .jitter = 0, .attempts = 2};
        QVERIFY(Backoff::delay(settings, 2, random).has_value());
        QVERIFY(!Backoff::delay(settings, 3, random).has_value());
    }

    void noInitialDelayIsNoneForTheFirstAttemptOnly()
    {
        Random random(1);
        const Reconnect settings{.initialMs = 0, .maxMs = 5, .jitter = 0, .attempts = 0};
        QList<qint64> delays;
        for (int attempt = 1; attempt <= 5; ++attempt)
            delays.append(Backoff::delay(settings, attempt, random)->count());
        QCOMPARE(delays, (QList<qint64>{0, 2, 4, 5, 5}));
    }

    void longestDelay()
    {
        Random random(1);
        const Reconnect settings{.initialMs = 0, .maxMs = 1000, .jitter = 0, .attempts = 2};
        QCOMPARE(Backoff::longestDelay(settings, 1, random)->count(), 1000);
        QCOMPARE(Backoff::longestDelay(settings, 2, random)->count(), 1000);
        QVERIFY(!Backoff::longestDelay(settings, 3, random));
    }

    void aMostBelowTheInitialDelayIsIgnored()
    {
        Random random(1);
        QCOMPARE(Backoff::delay({.initialMs = 500, .maxMs = 10, .jitter = 0, .attempts = 0}, 3, random)->count(), 500);
    }
};

STANDIN_TEST(TestBackoff)
#include "tst_backoff.moc"
