// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/scenariorun.h"

#include <deque>

namespace Standin::Scenarios {

/// How many runs are carried out, and in which order.
struct BatchTerms
{
    int jobs = 1;              ///< so many at a time
    int repeat = 1;            ///< rounds; 0: until one fails or it is cancelled
    bool untilFailure = false; ///< no round begins after one with a failure
    bool failFast = false;     ///< no run begins after one that has not passed
    bool isShuffled = false;
    bool hasRepeatableIds = false; ///< RunTerms::hasRepeatableId
    quint64 seed = 0;              ///< of the order and the delays
    JsonText vars = JsonText::emptyObject();
    QUrl broker = {};
    std::optional<std::chrono::milliseconds> timeout = {}; ///< of each run

    static constexpr int mostJobs = 1'000;
};

/// A scenario with a row.
struct BatchItem
{
    std::shared_ptr<const Scenario> scenario;
    int row = -1; ///< -1: the scenario has no rows
    JsonText rowValues = JsonText::emptyObject();
};

/// Many runs, some of them beside each other. Use it in the thread of its services.
class RunBatch final : public QObject
{
    Q_OBJECT

public:
    /// The services outlive it.
    RunBatch(RunServices &services, QList<BatchItem> items, BatchTerms terms, QObject *parent = nullptr);
    ~RunBatch() override;

    /// Call it once. finished() is never emitted before this has returned.
    void start();
    /// Cancels the runs at work, whose teardowns run, and begins no others.
    void cancel();

    /// Of the runs that have ended, in the order of their end. Rounds behind the first one have evidence only when they
    /// have not passed.
    [[nodiscard]] const QList<RunReport> &reports() const { return m_reports; }
    /// Runs that will be carried out in all; -1: as many as it takes.
    [[nodiscard]] qsizetype planned() const;
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    [[nodiscard]] bool isFinished() const { return m_isFinished; }

    /// So many reports are kept: further ones only when the run has not passed.
    static constexpr qsizetype mostReports = 10'000;
    /// Runs that have passed and are not in reports().
    [[nodiscard]] quint64 omitted() const { return m_omitted; }

    /// So many bytes of entries are kept in all reports together: further reports have none.
    static constexpr qsizetype mostBytes = 512 * 1024 * 1024;

signals:
    void runBegan(const Standin::Scenarios::RunReport &run);
    void stepBegan(const Standin::Scenarios::RunReport &run, const Standin::Scenarios::StepReport &step, int depth);
    void stepEnded(const Standin::Scenarios::RunReport &run, const Standin::Scenarios::StepReport &step, int depth);
    void runEnded(const Standin::Scenarios::RunReport &run);
    void finished();

private:
    void fill();
    bool startRound();
    void begin(const BatchItem &item);
    void ended(ScenarioRun *run);
    void keep(RunReport report);
    void finishWhenDone();

    RunServices &m_services;
    const QList<BatchItem> m_items;
    const BatchTerms m_terms;
    Random m_random;
    int m_round = -1;
    std::deque<BatchItem> m_waiting; ///< of the current round
    QList<ScenarioRun *> m_running;  ///< children
    QList<RunReport> m_reports;
    qsizetype m_bytes = 0; ///< of their entries
    quint64 m_omitted = 0;
    bool m_hasFailure = false;
    bool m_isCancelled = false;
    bool m_isFinished = false;
};

} // namespace Standin::Scenarios
