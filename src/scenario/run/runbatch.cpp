// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/runbatch.h"

#include <numeric>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

RunBatch::RunBatch(RunServices &services, QList<BatchItem> items, BatchTerms terms, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_items(std::move(items))
    , m_terms(std::move(terms))
    , m_random(m_terms.seed)
{}

RunBatch::~RunBatch() = default;

qsizetype RunBatch::planned() const
{
    return m_terms.repeat == 0 ? -1 : m_items.size() * m_terms.repeat;
}

void RunBatch::start()
{
    QMetaObject::invokeMethod(
        this, [this] { fill(); }, Qt::QueuedConnection);
}

void RunBatch::cancel()
{
    if (std::exchange(m_isCancelled, true))
        return;
    m_waiting.clear();
    const QList<ScenarioRun *> running = m_running;
    for (ScenarioRun *run : running)
        run->cancel();
    QMetaObject::invokeMethod(
        this, [this] { finishWhenDone(); }, Qt::QueuedConnection);
}

void RunBatch::fill()
{
    while (!m_isCancelled && m_running.size() < m_terms.jobs) {
        if (m_hasFailure && m_terms.failFast)
            m_waiting.clear();
        if (m_waiting.empty() && !startRound())
            break;
        const BatchItem item = m_waiting.front();
        m_waiting.pop_front();
        begin(item);
    }
    finishWhenDone();
}

bool RunBatch::startRound()
{
    const bool isLast = m_terms.repeat > 0 && m_round + 1 >= m_terms.repeat;
    if (isLast || m_items.isEmpty() || (m_hasFailure && (m_terms.untilFailure || m_terms.failFast)))
        return false;
    ++m_round;
    m_waiting.assign(m_items.begin(), m_items.end());
    if (m_terms.isShuffled) {
        for (qsizetype i = static_cast<qsizetype>(m_waiting.size()) - 1; i > 0; --i)
            std::swap(m_waiting[static_cast<size_t>(i)], m_waiting[static_cast<size_t>(m_random.integer(0, i))]);
    }
    return true;
}

void RunBatch::begin(const BatchItem &item)
{
    const quint64 seed =
        Random(m_terms.seed ^ Random::seedOf(u"%1 %2 %3"_s.arg(item.scenario->path).arg(item.row).arg(m_round))).next();
    auto *run = new ScenarioRun(m_services,
                                {.scenario = item.scenario,
                                 .row = item.row,
                                 .rowValues = item.rowValues,
                                 .round = m_round,
                                 .vars = m_terms.vars,
                                 .broker = m_terms.broker,
                                 .seed = seed,
                                 .hasRepeatableId = m_terms.hasRepeatableIds,
                                 .timeout = m_terms.timeout,
                                 .keepsEvidence = m_round == 0},
                                this);
    m_running.append(run);
    connect(run, &ScenarioRun::stepBegan, this,
            [this, run](const StepReport &step, int depth) { emit stepBegan(run->report(), step, depth); });
    connect(run, &ScenarioRun::stepEnded, this,
            [this, run](const StepReport &step, int depth) { emit stepEnded(run->report(), step, depth); });
    connect(run, &ScenarioRun::finished, this, [this, run] { ended(run); });
    run->start();
    emit runBegan(run->report());
}

void RunBatch::ended(ScenarioRun *run)
{
    const RunReport &report = run->report();
    m_hasFailure |= report.verdict != Verdict::Passed;
    if (m_reports.size() < mostReports || report.verdict != Verdict::Passed)
        keep(report);
    else
        ++m_omitted;
    m_running.removeOne(run);
    emit runEnded(report);
    run->deleteLater();
    fill();
}

void RunBatch::keep(RunReport report)
{
    const qsizetype bytes = std::accumulate(report.entries.begin(), report.entries.end(), qsizetype(0),
                                            [](qsizetype sum, const EntryPtr &entry) { return sum + entry->bytes(); });
    if (m_bytes + bytes <= mostBytes) {
        m_bytes += bytes;
    } else {
        report.omitted += static_cast<quint64>(report.entries.size());
        report.entries.clear();
    }
    m_reports.append(std::move(report));
}

void RunBatch::finishWhenDone()
{
    if (m_running.isEmpty() && (m_isCancelled || m_waiting.empty()) && !std::exchange(m_isFinished, true))
        emit finished();
}

} // namespace Standin::Scenarios
