// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "scenario/report/plaintext.h"
#include "scenario/run/runbatch.h"
#include "scenario/run/runselection.h"
#include "support/testprogram.h"
#include "unit/scenariorun/runworld.h"

using namespace Standin;
using namespace Standin::Tests;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// Many runs: their number, their order, their end.
class TestRunBatch : public QObject
{
    Q_OBJECT

    RunWorld m_world;

    /// Scenarios that connect and pass, named by their numbers; number `failing` fails.
    QList<BatchItem> items(int count, int failing = -1)
    {
        QList<BatchItem> items;
        for (int i = 0; i < count; ++i) {
            const QByteArray step = i == failing ? "{'expect':{'device':'gw','withinMs':1}}" : "{'connect':'gw'}";
            auto scenario = *RunWorld::scenario("'steps':[" + step + "]").value();
            scenario.name = QString::number(i);
            items.append({.scenario = std::make_shared<const Scenario>(scenario)});
        }
        return items;
    }

    QStringList run(const QList<BatchItem> &items, BatchTerms terms)
    {
        terms.broker = m_world.url();
        RunBatch batch(m_world.services, items, terms);
        QSignalSpy finished(&batch, &RunBatch::finished);
        batch.start();
        if (!QTest::qWaitFor([&finished] { return !finished.isEmpty(); }, 30'000))
            return {u"did not finish"_s};
        QStringList names;
        for (const RunReport &report : batch.reports())
            names.append(report.scenario + (report.verdict == Verdict::Passed ? u""_s : u"!"_s));
        return names;
    }

private slots:
    void initTestCase() { QVERIFY2(m_world.broker.start(), qPrintable(m_world.broker.errorText())); }
    void cleanup() { QTRY_COMPARE(m_world.fleet.ids(), QStringList()); }

    void oneAfterTheOther() { QCOMPARE(run(items(3), {}), (QStringList{u"0"_s, u"1"_s, u"2"_s})); }

    void nothingToDo() { QCOMPARE(run({}, {}), QStringList()); }

    void rounds() { QCOMPARE(run(items(2), {.repeat = 3}).join(u' '), u"0 1 0 1 0 1"_s); }

    void shuffledRepeatably()
    {
        const QStringList first = run(items(12), {.isShuffled = true, .seed = 3});
        QCOMPARE(run(items(12), {.isShuffled = true, .seed = 3}), first);
        QVERIFY(run(items(12), {.isShuffled = true, .seed = 4}) != first);
        QCOMPARE(QSet<QString>(first.begin(), first.end()).size(), 12);
    }

    void failFastBeginsNoOthers() { QCOMPARE(run(items(4, 1), {.repeat = 2, .failFast = true}).join(u' '), u"0 1!"_s); }

    void otherwiseAllRun() { QCOMPARE(run(items(3, 1), {}).join(u' '), u"0 1! 2"_s); }

    void untilFailureEndsTheRound()
    {
        QCOMPARE(run(items(3, 1), {.repeat = 0, .untilFailure = true}).join(u' '), u"0 1! 2"_s);
    }

    void besideEachOther()
    {
        RunBatch batch(m_world.services, items(1), {.jobs = 8, .repeat = 100, .broker = m_world.url()});
        int atWork = 0;
        int most = 0;
        connect(&batch, &RunBatch::runBegan, this, [&] { most = std::max(most, ++atWork); });
        connect(&batch, &RunBatch::runEnded, this, [&] { --atWork; });
        QSignalSpy finished(&batch, &RunBatch::finished);
        batch.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
        QCOMPARE(most, 8);
        QCOMPARE(batch.reports().size(), 100);
        for (const RunReport &report : batch.reports())
            QVERIFY2(report.verdict == Verdict::Passed, qPrintable(failureText(report)));
    }

    void cancelEndsAll()
    {
        QList<BatchItem> waiting;
        for (int i = 0; i < 5; ++i)
            waiting.append({.scenario = RunWorld::scenario("'steps':[{'connect':'gw'},{'wait':60000}]").value()});
        RunBatch batch(m_world.services, waiting, {.jobs = 2, .broker = m_world.url()});
        QSignalSpy steps(&batch, &RunBatch::stepEnded);
        QSignalSpy finished(&batch, &RunBatch::finished);
        batch.start();
        QTRY_COMPARE(steps.size(), 2);
        batch.cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(batch.reports().size(), 2);
        QCOMPARE(toString(batch.reports().first().verdict), toString(Verdict::Cancelled));
    }

    void selectsFilesAndTags()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &members) {
            return File::writeAtomically(folder.filePath(name),
                                         R"({"format":"standin.scenario/1",)" + members + R"("steps":[{"wait":0}]})");
        };
        VERIFY_RESULT(write(u"b.scenario.json"_s, R"("tags":["slow","x"],)"));
        VERIFY_RESULT(write(u"a.scenario.json"_s, R"("rows":[{"n":1},{"n":2}],)"));
        VERIFY_RESULT(write(u"other.json"_s, {}));
        const RunSelection all = RunSelection::make({folder.path()}, {});
        QCOMPARE(all.items.size(), 3);
        QCOMPARE(all.items[1].row, 1);
        QCOMPARE(all.items[1].rowValues.value(u"n").toWholeNumber(), std::optional<qint64>(2));
        QCOMPARE(all.items[2].row, -1);
        const RunSelection slow = RunSelection::make({folder.path()}, {u"slow"_s, u"none"_s});
        QCOMPARE(slow.items.size(), 1);
        QCOMPARE(slow.otherTags, 1);
        const RunSelection wrong = RunSelection::make({folder.filePath(u"nothere"_s)}, {});
        QCOMPARE(wrong.faults.size(), 1);
    }
};

STANDIN_TEST(TestRunBatch)
#include "tst_runbatch.moc"
