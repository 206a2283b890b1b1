// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/processortime.h"
#include "support/testprogram.h"
#include "template/scriptwatchdog.h"

#include <atomic>
#include <vector>

using namespace Standin;
using namespace std::chrono_literals;
using Verdict = ScriptWatchdog::Verdict;

class TestScriptWatchdog : public QObject
{
    Q_OBJECT

private:
    std::atomic<int> m_interrupts = 0;

    ScriptWatchdog::Limits limits(std::chrono::milliseconds time = 50ms) const
    {
        return {.time = time, .growth = 64 * 1024 * 1024};
    }

private slots:
    void init() { m_interrupts = 0; }

    void aShortRunIsNotInterrupted()
    {
        ScriptWatchdog watchdog(limits(10s), [this] { ++m_interrupts; });
        for (int i = 0; i < 1000; ++i) {
            watchdog.begin();
            QCOMPARE(watchdog.end(), Verdict::None);
        }
        QCOMPARE(m_interrupts.load(), 0);
    }

    void aLongRunIsInterruptedOnce()
    {
        ScriptWatchdog watchdog(limits(), [this] { ++m_interrupts; });
        for (int run = 1; run <= 3; ++run) {
            watchdog.begin();
            QTRY_COMPARE_WITH_TIMEOUT(m_interrupts.load(), run, 20'000);
            QCOMPARE(watchdog.end(), Verdict::TooLong);
        }
        watchdog.begin();
        QCOMPARE(watchdog.end(), Verdict::None);
    }

    /// The machine may be busy with something else.
    void timeInWhichTheThreadDoesNotRunCountsLittle()
    {
        ScriptWatchdog watchdog(limits(), [this] { ++m_interrupts; });
        watchdog.begin();
        QVERIFY(!QTest::qWaitFor([this] { return m_interrupts > 0; }, 150));
        const double begin = Tests::processorSeconds();
        while (m_interrupts == 0 && Tests::processorSeconds() - begin < 10) {
        }
        QCOMPARE(watchdog.end(), Verdict::TooLong);
        QCOMPARE(m_interrupts.load(), 1);
    }

    void growthIsNoticed()
    {
        ScriptWatchdog watchdog(limits(60s), [this] { ++m_interrupts; });
        std::vector<std::vector<char>> taken;
        watchdog.begin();
        QTRY_VERIFY_WITH_TIMEOUT((taken.emplace_back(8 * 1024 * 1024, 'x'), m_interrupts > 0 || taken.size() > 60),
                                 60'000);
        QCOMPARE(watchdog.end(), Verdict::TooMuchMemory);
        QCOMPARE(m_interrupts.load(), 1);
    }

    void endsWhileItSleepsOrWatches()
    {
        {
            const ScriptWatchdog unused(limits(), [this] { ++m_interrupts; });
        }
        ScriptWatchdog used(limits(), [this] { ++m_interrupts; });
        used.begin();
        QCOMPARE(used.end(), Verdict::None);
    }
};

STANDIN_TEST(TestScriptWatchdog)
#include "tst_scriptwatchdog.moc"
