// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/pendingoutcome.h"
#include "fleet/whendone.h"
#include "support/testprogram.h"

#include <QThread>

#include <atomic>
#include <thread>

using namespace Standin;

class TestPendingOutcome : public QObject
{
    Q_OBJECT

private slots:
    void isThereOnceItIsSet()
    {
        const PendingOutcome outcome;
        const PendingOutcome copy = outcome;
        QVERIFY(!copy.isFinished());
        outcome.set(Cursor(7));
        QVERIFY(copy.isFinished());
        QCOMPARE(copy.result(), Result<Cursor>(Cursor(7)));
    }

    void blocksUntilItIsSet()
    {
        const PendingOutcome outcome;
        std::thread other([outcome] { outcome.set(failure(ErrorCode::NotOnline, QStringLiteral("offline"))); });
        QCOMPARE(outcome.result().error().code, ErrorCode::NotOnline);
        other.join();
    }

    void goesOnBeforeOrAfterward()
    {
        Cursor seen = 0;
        const PendingOutcome before;
        before.then([&seen](const Result<Cursor> &outcome) { seen = *outcome; });
        QCOMPARE(seen, Cursor(0));
        before.set(Cursor(1));
        QCOMPARE(seen, Cursor(1));
        const PendingOutcome after;
        after.set(Cursor(2));
        after.then([&seen](const Result<Cursor> &outcome) { seen = *outcome; });
        QCOMPARE(seen, Cursor(2));
    }

    /// Each one is awaited here while another thread sets it.
    void everyOneArrivesOnceInTheThreadThatWaits()
    {
        constexpr int count = 50'000;
        QObject context;
        std::vector<PendingOutcome> outcomes(count);
        std::atomic<int> ready = 0;
        std::thread other([&] {
            for (int i = 0; i < count; ++i) {
                while (ready.load() < i)
                    std::this_thread::yield();
                outcomes[static_cast<size_t>(i)].set(Cursor(i));
            }
        });
        std::vector<int> seen(count);
        int arrived = 0;
        for (int i = 0; i < count; ++i) {
            ready = i;
            whenDone(outcomes[static_cast<size_t>(i)], &context, [&, i](const Result<Cursor> &outcome) {
                QCOMPARE(*outcome, Cursor(i));
                QCOMPARE(QThread::currentThread(), thread());
                ++seen[static_cast<size_t>(i)];
                ++arrived;
            });
            QCOMPARE(arrived, i / 1000 * 1000); // never from within the call
            if (i % 1000 == 999)
                QTRY_COMPARE(arrived, i + 1);
        }
        other.join();
        QVERIFY(std::ranges::all_of(seen, [](int times) { return times == 1; }));
    }

    void isDroppedWithTheContext()
    {
        auto context = std::make_unique<QObject>();
        const PendingOutcome outcome;
        const auto held = std::make_shared<int>();
        bool called = false;
        whenDone(outcome, context.get(), [held, &called](const Result<Cursor> &) { called = true; });
        outcome.set(Cursor(1));
        context.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
        QCOMPARE(held.use_count(), 1);
        const PendingOutcome late;
        late.set(Cursor(1));
    }

    void mayDestroyTheContext()
    {
        auto context = std::make_unique<QObject>();
        int called = 0;
        for (int i = 0; i < 3; ++i) {
            const PendingOutcome outcome;
            whenDone(outcome, context.get(), [&](const Result<Cursor> &) {
                ++called;
                context.reset();
            });
            outcome.set(Cursor(1));
        }
        QTRY_COMPARE(called, 1);
        QCoreApplication::processEvents();
        QCOMPARE(called, 1);
    }
};

STANDIN_TEST(TestPendingOutcome)

#include "tst_pendingoutcome.moc"
