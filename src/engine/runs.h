// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runhost.h"

#include <QThread>

namespace Standin {

/// The runs of scenarios that a long-lived program carries out: for REST, and for everyone else who has an engine. They
/// work in a thread of their own, so that neither a window nor a request delays their steps.
///
/// Every function may be called from any thread. Destroying it cancels what is at work; the teardowns run, for
/// RunLimits::ending at most.
class Runs final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    Runs(const Clock &clock, Journal &journal, Fleet &fleet, const RunLimits &limits = {});
    ~Runs() override;

    /// Begins a run of these items. LimitReached.
    Result<RunStatus> start(const QList<Scenarios::BatchItem> &items, const Scenarios::BatchTerms &terms);
    /// Ends it; the teardowns run. False when there is no such run; without effect on one that is finished.
    bool cancel(const QString &id);
    /// Drops one that is finished, with its report.
    RunBook::Forgotten forget(const QString &id) { return m_book.forget(id); }

    /// nullopt when there is no such run.
    [[nodiscard]] std::optional<RunStatus> status(const QString &id) const { return m_book.status(id); }
    /// In the order of the starts, those with a higher number than `after`.
    [[nodiscard]] QList<RunStatus> statuses(quint64 after, qsizetype most) const
    {
        return m_book.statuses(after, most);
    }
    /// nullptr when there is no such run, or it is at work.
    [[nodiscard]] RunBook::Report report(const QString &id) const { return m_book.report(id); }
    [[nodiscard]] const RunEventLog &events() const { return m_events; }

signals:
    // In the thread of the runs.
    void eventAdded();
    void ended(const QString &id);

private:
    /// Calls a function in the thread, behind those before it.
    void inThread(const std::function<void(RunHost &)> &call);

    const Clock &m_clock;
    Journal &m_journal;
    Fleet &m_fleet;
    const RunLimits m_limits;
    RunBook m_book;
    RunEventLog m_events;
    std::mutex m_starting;
    QThread m_thread;
    std::unique_ptr<QObject> m_inside; ///< belongs to the thread; functions that are invoked through it run there
    std::unique_ptr<RunHost> m_host;   ///< used only in the thread
};

} // namespace Standin
