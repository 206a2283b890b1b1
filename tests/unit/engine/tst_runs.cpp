// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "engine/engine.h"
#include "scenario/run/runselection.h"
#include "support/backend.h"
#include "support/result.h"
#include "support/testprogram.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <thread>

using namespace Standin;
using namespace Standin::Scenarios;
using namespace Qt::StringLiterals;

/// Runs of an engine, in a thread of their own.
class TestRuns : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void reportsWhatPassed();
    void showsTheStepAtWork();
    void tellsWhatFailed();
    void cancelTearsDown();
    void theEndOfTheEngineTearsDown();
    void aTeardownThatHangsDelaysTheEndNoLongerThanItMay();
    void runsBesideEachOther();
    void everyThreadMayAsk();
    void eventsHaveAnOrder();
    void events_keepTheNewest();
    void readersOfTheJournalFindTheirPlace();
    void limitsHowManyAreAtWork();
    void forgetsTheOldest();
    void forgetsLargeReportsFirst();
    void forgetsOnRequest();

private:
    /// ' stands for ".
    [[nodiscard]] static QList<BatchItem> items(QByteArray members, const QString &name = u"test"_s);
    [[nodiscard]] BatchTerms terms() const { return {.broker = m_broker.url()}; }
    [[nodiscard]] Runs &runs() const { return m_engine->runs(); }
    [[nodiscard]] bool isFinished(const QString &id) const
    {
        const auto status = runs().status(id);
        return status && status->isFinished;
    }

    Broker::LocalBroker m_broker;
    std::unique_ptr<Engine> m_engine;
};

QList<BatchItem> TestRuns::items(QByteArray members, const QString &name)
{
    const QByteArray text = R"({"format":"standin.scenario/1","devices":{"gw":{"profile":{}}},"name":")" +
                            name.toUtf8() + "\"," + members.replace('\'', '"') + '}';
    const auto scenario = ScenarioFile::parse(text);
    return scenario ? RunSelection::itemsOf(std::make_shared<const Scenario>(*scenario)).value_or(QList<BatchItem>())
                    : QList<BatchItem>();
}

void TestRuns::initTestCase()
{
    VERIFY_RESULT(m_broker.start());
}

void TestRuns::init()
{
    m_engine = std::make_unique<Engine>(EngineOptions{.workers = 1});
}

void TestRuns::cleanup()
{
    m_engine.reset();
}

void TestRuns::reportsWhatPassed()
{
    const QList<BatchItem> two = items("'rows':[{'n':1},{'n':2}],'steps':[{'connect':'gw'}]");
    QCOMPARE(two.size(), 2);
    const auto begun = runs().start(two, {.repeat = 2, .seed = 7, .broker = m_broker.url()});
    VERIFY_RESULT(begun);
    QCOMPARE(begun->planned, 4);
    QVERIFY(!begun->isFinished);
    QTRY_VERIFY(isFinished(begun->id));
    const RunStatus status = runs().status(begun->id).value_or(RunStatus());
    QVERIFY(status.verdict == Verdict::Passed);
    QCOMPARE(status.count(Verdict::Passed), 4U);
    QCOMPARE(status.seed, 7U);
    QVERIFY(status.atWork.isEmpty() && status.failures.isEmpty());
    QVERIFY(status.tookMicros > 0 && status.startedAt > 0);
    const auto report = runs().report(begun->id);
    QVERIFY(report);
    QCOMPARE(report->runs.size(), 4);
    QVERIFY(!report->runs.first().entries.isEmpty());
    QVERIFY(report->verdict() == Verdict::Passed);
    QCOMPARE(m_engine->fleet().ids(), QStringList());
}

void TestRuns::showsTheStepAtWork()
{
    const auto begun =
        runs().start(items("'steps':[{'connect':'gw'},{'name':'long','wait':60000}]", u"slow"_s), terms());
    VERIFY_RESULT(begun);
    const auto stepAtWork = [&] {
        const auto status = runs().status(begun->id);
        return status && status->atWork.size() == 1 ? status->atWork.first().step : QString();
    };
    QTRY_COMPARE(stepAtWork(), u"long"_s);
    const CaseAtWork atWork = runs().status(begun->id)->atWork.first();
    QCOMPARE(atWork.of.title, u"slow"_s);
    QCOMPARE(atWork.pointer, u"/steps/1"_s);
    QCOMPARE(atWork.of.testId, u"run-"_s + atWork.of.runId);
    QVERIFY(!runs().report(begun->id));
    QVERIFY(!runs().status(begun->id)->verdict);
}

void TestRuns::tellsWhatFailed()
{
    const auto begun = runs().start(
        items("'steps':[{'connect':'gw'},{'name':'a command','expect':{'device':'gw','withinMs':1}}]"), terms());
    VERIFY_RESULT(begun);
    QTRY_VERIFY(isFinished(begun->id));
    const RunStatus status = runs().status(begun->id).value_or(RunStatus());
    QVERIFY(status.verdict == Verdict::Failed);
    QCOMPARE(status.count(Verdict::Failed), 1U);
    QCOMPARE(status.failures.size(), 1);
    const FailedCase &failure = status.failures.first();
    QCOMPARE(failure.step, u"a command"_s);
    QCOMPARE(failure.pointer, u"/steps/1"_s);
    QVERIFY2(failure.expected.contains(u"a received message of gw-"), qPrintable(failure.expected));
    QCOMPARE(failure.got, u"none"_s);
    QVERIFY(failure.reason.startsWith(u"a command: expected "));
}

void TestRuns::cancelTearsDown()
{
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"bye"_s));
    const auto begun = runs().start(items("'steps':[{'connect':'gw'},{'wait':60000}],"
                                          "'teardown':[{'publish':{'device':'gw','topic':'bye','payload':'x'}}]"),
                                    terms());
    VERIFY_RESULT(begun);
    QTRY_COMPARE(m_engine->fleet().totals().online, 1);
    QVERIFY(runs().cancel(begun->id));
    QTRY_VERIFY(isFinished(begun->id));
    QTRY_COMPARE(backEnd.heardOn(u"bye"_s).size(), 1);
    QVERIFY(runs().status(begun->id)->verdict == Verdict::Cancelled);
    QVERIFY(runs().status(begun->id)->isCancelled);
    QCOMPARE(runs().report(begun->id)->runs.size(), 1);
    QVERIFY(runs().cancel(begun->id)); // without effect
    QVERIFY(!runs().cancel(u"x"_s));
    QCOMPARE(m_engine->fleet().ids(), QStringList());
}

void TestRuns::theEndOfTheEngineTearsDown()
{
    BackEnd backEnd;
    QVERIFY(backEnd.start(m_broker.url(), u"end"_s));
    VERIFY_RESULT(runs().start(items("'steps':[{'connect':'gw'},{'wait':60000}],"
                                     "'teardown':[{'publish':{'device':'gw','topic':'end','payload':'x'}}]"),
                               terms()));
    QTRY_COMPARE(m_engine->fleet().totals().online, 1);
    m_engine.reset();
    QTRY_COMPARE(backEnd.heardOn(u"end"_s).size(), 1);
}

void TestRuns::aTeardownThatHangsDelaysTheEndNoLongerThanItMay()
{
    auto short_ = std::make_unique<Runs>(m_engine->clock(), m_engine->journal(), m_engine->fleet(),
                                         RunLimits{.ending = std::chrono::milliseconds(50)});
    VERIFY_RESULT(
        short_->start(items("'steps':[{'connect':'gw'},{'wait':60000}],'teardown':[{'wait':60000}]"), terms()));
    QTRY_COMPARE(m_engine->fleet().totals().online, 1);
    QElapsedTimer took;
    took.start();
    short_.reset();
    QVERIFY(took.elapsed() < 10'000);
    QTRY_COMPARE(m_engine->fleet().ids(), QStringList()); // removed without the rest of its teardown
}

void TestRuns::runsBesideEachOther()
{
    QStringList ids;
    for (int i = 0; i < 5; ++i)
        ids.append(runs().start(items("'steps':[{'connect':'gw'},{'wait':50}]"), terms())->id);
    QCOMPARE(QSet<QString>(ids.begin(), ids.end()).size(), 5);
    QList<RunStatus> listed = runs().statuses(0, 100);
    QCOMPARE(listed.size(), 5);
    QCOMPARE(listed.first().id, ids.first());
    QCOMPARE(runs().statuses(listed[1].number, 2).first().id, ids[2]);
    QCOMPARE(runs().statuses(listed[1].number, 2).size(), 2);
    for (const QString &id : std::as_const(ids)) {
        QTRY_VERIFY(isFinished(id));
        QVERIFY(runs().status(id)->verdict == Verdict::Passed);
    }
}

void TestRuns::everyThreadMayAsk()
{
    std::atomic<int> begun = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this, &begun] {
            const auto started = runs().start(items("'steps':[{'connect':'gw'}]"), terms());
            begun += started.has_value();
            for (int n = 0; n < 200; ++n) {
                const auto all = runs().statuses(0, 10);
                for (const RunStatus &one : all)
                    static_cast<void>(runs().report(one.id));
                static_cast<void>(runs().events().after(0, 100));
            }
        });
    threads.clear();
    QCOMPARE(begun.load(), 4);
    const auto finished = [this] {
        const QList<RunStatus> all = runs().statuses(0, 10);
        return std::ranges::count_if(all, &RunStatus::isFinished);
    };
    QTRY_COMPARE(finished(), 4);
}

void TestRuns::eventsHaveAnOrder()
{
    QSignalSpy added(&runs(), &Runs::eventAdded);
    QSignalSpy ended(&runs(), &Runs::ended);
    const auto begun =
        runs().start(items("'steps':[{'connect':'gw'},{'expect':{'device':'gw','withinMs':1}}]"), terms());
    VERIFY_RESULT(begun);
    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toString(), begun->id);
    const RunEventLog::Page page = runs().events().after(0, 100);
    QCOMPARE(page.dropped, 0U);
    QStringList names;
    Cursor before = begun->after;
    for (const RunEvent &event : page.events) {
        names.append(toString(event.kind));
        QCOMPARE(event.run, begun->id);
        QCOMPARE(event.number, static_cast<quint64>(names.size()));
        QVERIFY(event.cursor >= before);
        before = event.cursor;
    }
    QCOMPARE(names.join(u' '), u"run-began case-began step-ended step-ended case-ended run-ended"_s);
    QCOMPARE(page.events[2].step.outcome, u"passed"_s);
    QVERIFY(page.events[2].cursor > begun->after); // behind the entries of the connection
    QVERIFY(page.events[3].step.reason.startsWith(u"expected "));
    QVERIFY(page.events[4].verdict == Verdict::Failed && page.events[5].verdict == Verdict::Failed);
    QVERIFY(!page.events[4].reason.isEmpty());
    QCOMPARE(runs().events().after(4, 1).events.first().number, 5U);
}

void TestRuns::events_keepTheNewest()
{
    RunEventLog log;
    for (size_t i = 0; i < RunEventLog::most + 5; ++i)
        log.add({.cursor = i});
    QCOMPARE(log.newest(), RunEventLog::most + 5);
    const RunEventLog::Page page = log.after(2, 10);
    QCOMPARE(page.dropped, 3U);
    QCOMPARE(page.events.size(), 10);
    QCOMPARE(page.events.first().number, 6U);
    QCOMPARE(log.after(RunEventLog::most + 5, 10).events.size(), 0);
    QCOMPARE(log.after(7, 10).dropped, 0U);
}

void TestRuns::readersOfTheJournalFindTheirPlace()
{
    RunEventLog log;
    QCOMPARE(log.numberBefore(5), 0U);
    for (const Cursor cursor : {3U, 5U, 5U, 8U})
        log.add({.cursor = cursor});
    QCOMPARE(log.numberBefore(0), 0U);
    QCOMPARE(log.numberBefore(5), 1U);
    QCOMPARE(log.numberBefore(6), 3U);
    QCOMPARE(log.numberBefore(9), 4U);
    for (size_t i = 0; i < RunEventLog::most; ++i)
        log.add({.cursor = 9});
    QCOMPARE(log.numberBefore(8), 0U); // the one with 8 is not kept
    QCOMPARE(log.numberBefore(9), 4U);
}

void TestRuns::limitsHowManyAreAtWork()
{
    RunBook book({.atWork = 2});
    const auto first = book.add({});
    VERIFY_RESULT(first);
    VERIFY_RESULT(book.add({}));
    QVERIFY(book.add({}).error().code == ErrorCode::LimitReached);
    book.end(first->number, {});
    VERIFY_RESULT(book.add({}));
}

void TestRuns::forgetsTheOldest()
{
    RunBook book({.atWork = 5, .kept = 2});
    const auto atWork = book.add({});
    QStringList ids;
    for (int i = 0; i < 4; ++i) {
        const auto run = book.add({});
        ids.append(run->id);
        book.end(run->number, {});
    }
    QVERIFY(!book.status(ids[0]) && !book.status(ids[1]));
    QVERIFY(book.report(ids[2]) && book.report(ids[3]));
    QVERIFY(book.status(atWork->id));
    QVERIFY(!book.waitUntilIdle(std::chrono::milliseconds(0)));
    book.end(atWork->number, {});
    QVERIFY(book.waitUntilIdle(std::chrono::milliseconds(0)));
}

void TestRuns::forgetsLargeReportsFirst()
{
    RunBook book({.atWork = 5, .keptBytes = 2'500});
    QStringList ids;
    for (int i = 0; i < 3; ++i) {
        const auto run = book.add({});
        ids.append(run->id);
        book.end(run->number, {.runs = {{.steps = {StepReport{}}}}}); // about 1000 bytes
    }
    QVERIFY(!book.status(ids[0]));
    QVERIFY(book.status(ids[1]) && book.status(ids[2]));
    const auto large = book.add({});
    book.end(large->number, {.runs = {{.steps = QList<StepReport>(5)}}});
    QVERIFY(book.report(large->id)); // the newest one is always there
    QVERIFY(!book.status(ids[2]));
}

void TestRuns::forgetsOnRequest()
{
    RunBook book({});
    const auto run = book.add({});
    QVERIFY(book.forget(run->id) == RunBook::Forgotten::AtWork);
    book.end(run->number, {});
    QVERIFY(book.forget(run->id) == RunBook::Forgotten::Done);
    QVERIFY(book.forget(run->id) == RunBook::Forgotten::Unknown);
    QVERIFY(!book.status(run->id) && !book.report(run->id));
}

STANDIN_TEST(TestRuns)
#include "tst_runs.moc"
