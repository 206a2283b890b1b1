// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runhost.h"

#include <algorithm>

namespace Standin {

using namespace Scenarios;
using namespace std::chrono;

namespace {

/// The case at work with this id; nullptr when there is none.
CaseAtWork *atWork(RunStatus &status, const QString &runId)
{
    const auto found =
        std::ranges::find_if(status.atWork, [&runId](const CaseAtWork &one) { return one.of.runId == runId; });
    return found == status.atWork.end() ? nullptr : &*found;
}

RunEvent::Step stepOf(const StepReport &step, int depth)
{
    return {.title = step.title(),
            .kind = step.kind,
            .pointer = step.pointer,
            .outcome = toString(step.outcome),
            .reason = isFailure(step.outcome) ? step.reason() : QString(),
            .depth = depth,
            .tookMicros = step.tookMicros};
}

} // namespace

RunHost::RunHost(const Clock &clock, Journal &journal, Fleet &fleet, RunBook &book, RunEventLog &events)
    : m_book(book)
    , m_events(events)
    , m_services(clock, journal, fleet)
{}

RunHost::~RunHost() = default;

void RunHost::begin(const RunStatus &status, const QList<BatchItem> &items, const BatchTerms &terms)
{
    const AtWork &run =
        m_atWork
            .emplace(status.number, AtWork{.status = status,
                                           .began = m_services.clock().steadyNow(),
                                           .batch = std::make_unique<RunBatch>(m_services, items, terms)})
            .first->second;
    watch(run);
    add({.kind = RunEvent::Kind::RunBegan, .run = status.id});
    run.batch->start();
}

void RunHost::watch(const AtWork &run)
{
    const RunBatch *batch = run.batch.get();
    const quint64 number = run.status.number;
    const QString id = run.status.id;
    connect(batch, &RunBatch::runBegan, this, [this, number, id](const RunReport &report) {
        const RunCase of = RunCase::of(report);
        m_book.change(number, [&of](RunStatus &status) { status.atWork.append({.of = of}); });
        add({.kind = RunEvent::Kind::CaseBegan, .run = id, .of = of});
    });
    connect(batch, &RunBatch::stepBegan, this, [this, number](const RunReport &report, const StepReport &step) {
        m_book.change(number, [&](RunStatus &status) {
            if (CaseAtWork *one = atWork(status, report.runId)) {
                one->step = step.title();
                one->pointer = step.pointer;
            }
        });
    });
    connect(batch, &RunBatch::stepEnded, this, [this, id](const RunReport &report, const StepReport &step, int depth) {
        add({.kind = RunEvent::Kind::StepEnded, .run = id, .of = RunCase::of(report), .step = stepOf(step, depth)});
    });
    connect(batch, &RunBatch::runEnded, this, [this, number, id](const RunReport &report) {
        m_book.change(number, [&report](RunStatus &status) {
            status.atWork.removeIf([&report](const CaseAtWork &one) { return one.of.runId == report.runId; });
            ++status.counts.at(static_cast<size_t>(report.verdict));
            if (report.verdict != Verdict::Passed && status.failures.size() < RunStatus::mostFailures)
                status.failures.append(FailedCase::from(report));
        });
        add({.kind = RunEvent::Kind::CaseEnded,
             .run = id,
             .of = RunCase::of(report),
             .reason = report.reason(),
             .verdict = report.verdict});
    });
    connect(
        batch, &RunBatch::finished, this, [this, number] { end(number); }, Qt::QueuedConnection);
}

void RunHost::cancel(quint64 number)
{
    const auto found = m_atWork.find(number);
    if (found == m_atWork.end())
        return;
    m_book.change(number, [](RunStatus &status) { status.isCancelled = true; });
    found->second.batch->cancel();
}

void RunHost::cancelAll()
{
    for (const auto &[number, run] : m_atWork) {
        m_book.change(number, [](RunStatus &status) { status.isCancelled = true; });
        run.batch->cancel();
    }
}

void RunHost::end(quint64 number)
{
    const auto found = m_atWork.find(number);
    const RunBatch &batch = *found->second.batch;
    const RunStatus status = found->second.status;
    BatchReport report{.runs = batch.reports(),
                       .omitted = batch.omitted(),
                       .seed = status.seed,
                       .startedAt = status.startedAt,
                       .tookMicros =
                           duration_cast<microseconds>(m_services.clock().steadyNow() - found->second.began).count(),
                       .version = QStringLiteral(STANDIN_VERSION)};
    const Verdict verdict = batch.isCancelled() ? Verdict::Cancelled : report.verdict();
    m_atWork.erase(found);
    m_book.end(number, std::move(report));
    add({.kind = RunEvent::Kind::RunEnded, .run = status.id, .verdict = verdict});
    emit ended(status.id);
}

void RunHost::add(RunEvent event)
{
    event.cursor = m_services.journal().cursor();
    m_events.add(std::move(event));
    emit eventAdded();
}

} // namespace Standin
