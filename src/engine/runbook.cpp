// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runbook.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

/// No other run of this or another program has it, so that a client cannot take one for another.
QString newId()
{
    constexpr int digits = 12;
    return QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(digits, u'0').right(digits);
}

qint64 bytesOf(const QList<StepReport> &steps)
{
    constexpr qint64 usual = 1'000;
    qint64 bytes = 0;
    for (const StepReport &step : steps)
        bytes +=
            usual + 2 * (step.expected.size() + step.got.size()) + step.captured.text().size() + bytesOf(step.steps);
    return bytes;
}

/// About as much memory as a report holds.
qint64 bytesOf(const BatchReport &report)
{
    qint64 bytes = 0;
    for (const RunReport &run : report.runs) {
        bytes += bytesOf(run.setup) + bytesOf(run.steps) + bytesOf(run.teardown);
        for (const EntryPtr &entry : run.entries)
            bytes += entry->bytes();
        for (const HttpExchange &exchange : run.exchanges)
            bytes += exchange.request.size() + exchange.answer.size();
    }
    return bytes;
}

} // namespace

Result<RunStatus> RunBook::add(RunStatus status)
{
    const std::lock_guard lock(m_mutex);
    if (countAtWork() >= m_limits.atWork)
        return failure(ErrorCode::LimitReached,
                       u"%1 runs are at work: wait for one of them, or cancel it"_s.arg(m_limits.atWork));
    status.id = newId();
    status.number = ++m_lastNumber;
    m_entries.emplace(status.number, Entry{status});
    return status;
}

void RunBook::change(quint64 number, const std::function<void(RunStatus &)> &edit)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_entries.find(number); found != m_entries.end())
        edit(found->second.status);
}

void RunBook::end(quint64 number, BatchReport report)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(number);
        if (found == m_entries.end())
            return;
        Entry &entry = found->second;
        entry.status.isFinished = true;
        entry.status.atWork.clear();
        entry.status.verdict = entry.status.isCancelled ? Verdict::Cancelled : report.verdict();
        entry.status.tookMicros = report.tookMicros;
        entry.bytes = bytesOf(report);
        entry.report = std::make_shared<const BatchReport>(std::move(report));
        dropOldest();
    }
    m_ended.notify_all();
}

void RunBook::dropOldest()
{
    qsizetype count = 0;
    qint64 bytes = 0;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend();) {
        const bool isOld = entry->second.status.isFinished && count > 0 &&
                           (count >= m_limits.kept || bytes + entry->second.bytes > m_limits.keptBytes);
        if (isOld) {
            entry = Entries::reverse_iterator(m_entries.erase(std::next(entry).base()));
            continue;
        }
        count += entry->second.status.isFinished;
        bytes += entry->second.bytes;
        ++entry;
    }
}

RunBook::Forgotten RunBook::forget(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    const auto found = find(id);
    if (found == m_entries.end())
        return Forgotten::Unknown;
    if (!found->second.status.isFinished)
        return Forgotten::AtWork;
    m_entries.erase(found);
    return Forgotten::Done;
}

RunBook::Entries::const_iterator RunBook::find(const QString &id) const
{
    return std::ranges::find_if(m_entries, [&id](const auto &entry) { return entry.second.status.id == id; });
}

qsizetype RunBook::countAtWork() const
{
    return std::ranges::count_if(m_entries, [](const auto &entry) { return !entry.second.status.isFinished; });
}

std::optional<RunStatus> RunBook::status(const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = find(id);
    return found == m_entries.end() ? std::nullopt : std::optional(found->second.status);
}

QList<RunStatus> RunBook::statuses(quint64 after, qsizetype most) const
{
    const std::lock_guard lock(m_mutex);
    QList<RunStatus> list;
    for (auto entry = m_entries.upper_bound(after); entry != m_entries.end() && list.size() < most; ++entry)
        list.append(entry->second.status);
    return list;
}

RunBook::Report RunBook::report(const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = find(id);
    return found == m_entries.end() ? nullptr : found->second.report;
}

bool RunBook::waitUntilIdle(std::chrono::milliseconds longest) const
{
    std::unique_lock lock(m_mutex);
    return m_ended.wait_for(lock, longest, [this] { return countAtWork() == 0; });
}

} // namespace Standin
