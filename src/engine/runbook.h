// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runstatus.h"
#include "scenario/report/batchreport.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace Standin {

/// How many runs there may be, and what is kept of them.
struct RunLimits
{
    qsizetype atWork = 20;                    ///< at a time
    qsizetype kept = 100;                     ///< finished ones; the oldest are forgotten
    qint64 keptBytes = 512LL * 1024 * 1024;   ///< of their reports, about; the newest one is always kept
    std::chrono::milliseconds ending{10'000}; ///< for the teardowns when the program ends
};

/// What is known of the runs at work, and the reports of those that are finished. Thread-safe.
class RunBook
{
public:
    using Report = std::shared_ptr<const Scenarios::BatchReport>;

    explicit RunBook(const RunLimits &limits)
        : m_limits(limits)
    {}

    /// Enters a new run, with an id and a number of its own. LimitReached.
    Result<RunStatus> add(RunStatus status);
    void change(quint64 number, const std::function<void(RunStatus &)> &edit);
    /// It is finished.
    void end(quint64 number, Scenarios::BatchReport report);

    enum class Forgotten : quint8 { Done, Unknown, AtWork };
    /// Drops one that is finished.
    Forgotten forget(const QString &id);

    [[nodiscard]] std::optional<RunStatus> status(const QString &id) const;
    /// In the order of the starts, those with a higher number than `after`.
    [[nodiscard]] QList<RunStatus> statuses(quint64 after, qsizetype most) const;
    /// nullptr when there is no such run, or it is at work.
    [[nodiscard]] Report report(const QString &id) const;
    /// Waits until no run is at work; false when it took too long.
    [[nodiscard]] bool waitUntilIdle(std::chrono::milliseconds longest) const;

private:
    struct Entry
    {
        RunStatus status;
        Report report = {};
        qint64 bytes = 0;
    };
    using Entries = std::map<quint64, Entry>;

    [[nodiscard]] Entries::const_iterator find(const QString &id) const;
    [[nodiscard]] qsizetype countAtWork() const;
    void dropOldest();

    const RunLimits m_limits;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_ended;
    Entries m_entries; ///< by number
    quint64 m_lastNumber = 0;
};

} // namespace Standin
