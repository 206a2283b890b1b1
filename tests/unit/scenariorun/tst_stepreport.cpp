// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"
#include "scenario/report/batchreport.h"
#include "scenario/run/jsondifference.h"
#include "support/result.h"
#include "support/testprogram.h"

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// The values of reports, and the words for a difference.
class TestStepReport : public QObject
{
    Q_OBJECT

private slots:
    void findsTheInnermostFailure()
    {
        const StepReport inner{.name = u"inner"_s, .outcome = StepOutcome::TimedOut};
        const StepReport outer{
            .name = u"outer"_s, .outcome = StepOutcome::Failed, .steps = {{.outcome = StepOutcome::Passed}, inner}};
        QCOMPARE(outer.firstFailure()->name, u"inner"_s);
        const StepReport passed{.outcome = StepOutcome::Passed};
        QVERIFY(!passed.firstFailure());
        QVERIFY(!firstFailureIn({passed}));
    }

    void countsInnerSteps()
    {
        StepCounts counts;
        counts.add({{.outcome = StepOutcome::Passed},
                    {.outcome = StepOutcome::Failed,
                     .steps = {{.outcome = StepOutcome::Passed}, {.outcome = StepOutcome::Failed}},
                     .omitted = 5},
                    {.outcome = StepOutcome::NotRun},
                    {.outcome = StepOutcome::Skipped}});
        QCOMPARE(counts.passed, 7);
        QCOMPARE(counts.failed, 1);
        QCOMPARE(counts.skipped, 2);
    }

    void verdictIsTheWorst_data()
    {
        QTest::addColumn<QList<Verdict>>("verdicts");
        QTest::addColumn<Verdict>("worst");
        using V = Verdict;
        QTest::newRow("none") << QList<V>{} << V::Passed;
        QTest::newRow("all passed") << QList<V>{V::Passed, V::Passed} << V::Passed;
        QTest::newRow("one failed") << QList<V>{V::Passed, V::Failed} << V::Failed;
        QTest::newRow("no broker") << QList<V>{V::Failed, V::BrokerUnreachable} << V::BrokerUnreachable;
        QTest::newRow("wrong file") << QList<V>{V::NotStarted, V::BrokerUnreachable} << V::NotStarted;
        QTest::newRow("cancelled") << QList<V>{V::NotStarted, V::Cancelled, V::Failed} << V::Cancelled;
    }

    void verdictIsTheWorst()
    {
        QFETCH(QList<Verdict>, verdicts);
        BatchReport report;
        for (const Verdict verdict : verdicts)
            report.runs.append({.verdict = verdict});
        QFETCH(Verdict, worst);
        QCOMPARE(toString(report.verdict()), toString(worst));
    }

    void namesTheDifference_data()
    {
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<bool>("ignoreExtra");
        QTest::addColumn<QString>("text");
        QTest::newRow("equal") << R"({"a":1})"_ba
                               << R"({"a":1.0})"_ba << false << QString();
        QTest::newRow("value") << R"({"a":1,"op":"reboot"})"_ba
                               << R"({"a":1,"op":"restart"})"_ba << false
                               << uR"(/op: expected "reboot", found "restart")"_s;
        QTest::newRow("deep") << R"({"a":[{"b~/c":true}]})"_ba
                              << R"({"a":[{"b~/c":null}]})"_ba << false << u"/a/0/b~0~1c: expected true, found null"_s;
        QTest::newRow("missing") << R"({"a":1})"_ba
                                 << R"({})"_ba << true << u"/a: expected 1, found nothing"_s;
        QTest::newRow("extra") << R"({})"_ba
                               << R"({"x":2})"_ba << false << u"/x: expected nothing, found 2"_s;
        QTest::newRow("extra is allowed") << R"({})"_ba
                                          << R"({"x":2})"_ba << true << QString();
        QTest::newRow("longer array") << "[1]"_ba
                                      << "[1,2]"_ba << true << u"/1: expected nothing, found 2"_s;
        QTest::newRow("type") << R"({"a":1})"_ba
                              << "[1]"_ba << false << uR"(/: expected {"a":1}, found [1])"_s;
    }

    void namesTheDifference()
    {
        QFETCH(QByteArray, expected);
        QFETCH(QByteArray, found);
        QFETCH(bool, ignoreExtra);
        QTEST(firstDifference(Json::parse(expected).value(), Json::parse(found).value(), ignoreExtra), "text");
    }
};

STANDIN_TEST(TestStepReport)
#include "tst_stepreport.moc"
