// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runbook.h"
#include "engine/runevents.h"
#include "scenario/run/runbatch.h"

namespace Standin {

/// The runs at work, in the thread of Runs. What happens in them is written into the book and into the events.
class RunHost final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    RunHost(const Clock &clock, Journal &journal, Fleet &fleet, RunBook &book, RunEventLog &events);
    /// Runs that are still at work end without teardown.
    ~RunHost() override;

    /// Begins a run that is in the book.
    void begin(const RunStatus &status, const QList<Scenarios::BatchItem> &items, const Scenarios::BatchTerms &terms);
    /// Cancels one; their teardowns run.
    void cancel(quint64 number);
    void cancelAll();

signals:
    void eventAdded();
    void ended(const QString &id);

private:
    struct AtWork
    {
        RunStatus status; ///< as it began
        Clock::Instant began;
        std::unique_ptr<Scenarios::RunBatch> batch;
    };

    void watch(const AtWork &run);
    void add(RunEvent event);
    void end(quint64 number);

    RunBook &m_book;
    RunEventLog &m_events;
    Scenarios::RunServices m_services;
    std::map<quint64, AtWork> m_atWork; ///< by number
};

} // namespace Standin
