// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"
#include "scenario/run/httpclient.h"
#include "scenario/run/probes.h"
#include "scenario/run/runrules.h"
#include "scenario/run/sequence.h"

namespace Standin::Scenarios {

/// What one run is to do.
struct RunTerms
{
    std::shared_ptr<const Scenario> scenario;
    int row = -1; ///< -1: the scenario has no rows
    JsonText rowValues = JsonText::emptyObject();
    int round = 0;
    JsonText vars = JsonText::emptyObject(); ///< have priority over those of the scenario
    QUrl broker = {};                        ///< instead of those of the profiles; empty: none
    quint64 seed = 0;                        ///< of the delays
    bool hasRepeatableId = false; ///< `run.id` is made of the seed, too, so that what devices generate repeats, as
                                  ///< their client ids do. Otherwise it is unlike any other
    std::optional<std::chrono::milliseconds> timeout = {}; ///< of setup and steps together
    bool keepsEvidence = true;                             ///< entries are in the report also when it has passed
};

/// One run of a scenario with one row: makes its devices and probes, runs setup and steps, then in every case the
/// teardown, and removes what it has made. Asynchronous, in the thread of its services. Destroying it earlier ends it
/// without teardown: its devices are then removed, and there is no report.
class ScenarioRun final : public QObject, private RunListener
{
    Q_OBJECT

public:
    /// The services outlive it.
    ScenarioRun(RunServices &services, RunTerms terms, QObject *parent = nullptr);
    ~ScenarioRun() override;

    /// Call it once. finished() is never emitted before this has returned.
    void start();
    /// Ends the step at work; the teardown runs, then it is finished. Without effect during the teardown.
    void cancel();

    /// It waits before this step of setup, steps or teardown, given by its pointer; empty: nowhere. The time limit of
    /// the run goes on.
    void pauseBefore(const QString &pointer) { m_pause.setPlace(pointer); }
    /// It waits before its next step of these.
    void pauseBeforeNext() { m_pause.setNext(); }
    void resume() { m_pause.resume(); }
    [[nodiscard]] bool isPaused() const { return m_pause.isWaiting(); }

    /// As far as it has come; complete when it is finished.
    [[nodiscard]] const RunReport &report() const { return m_report; }
    [[nodiscard]] bool isFinished() const { return m_phase == Phase::Finished; }

signals:
    /// `depth`: 0 for a step that is in no other.
    void stepBegan(const Standin::Scenarios::StepReport &step, int depth);
    void stepEnded(const Standin::Scenarios::StepReport &step, int depth);
    /// Before the step with this pointer.
    void paused(const QString &pointer);
    void finished();

private:
    enum class Phase : quint8 { Waiting, Opening, SettingUp, AtWork, TearingDown, Removing, Finished };

    void stepStarted(const StepReport &step, int depth) override { emit stepBegan(step, depth); }
    void stepFinished(const StepReport &step, int depth) override { emit stepEnded(step, depth); }

    void begin();
    [[nodiscard]] Result<> prepare();
    void opened(const Result<> &result);
    void runPhase(Phase phase, const Steps &steps);
    void phaseEnded();
    void stop(StepRun::Stop why);
    void tearDown();
    void remove();
    void removed(const Result<> &result);
    [[nodiscard]] Verdict verdict() const;
    void gatherEvidence();

    RunServices &m_services;
    const RunTerms m_terms;
    RunReport m_report;
    RunPause m_pause{[this](const Step &step) { emit paused(step.pointer); }};
    RunDevices m_devices;
    RunRules m_rules;
    Probes m_probes;
    HttpClient m_http;
    Random m_random;
    Trail m_trail;
    Phase m_phase = Phase::Waiting;
    bool m_isCancelled = false;
    bool m_hasTimedOut = false;
    bool m_isUnreachable = false;
    Clock::Instant m_started;
    Timer m_deadline;
    QObject m_endedSteps; ///< from here on: what uses the others
    RunContext m_context;
    std::unique_ptr<Sequence> m_sequence;
};

} // namespace Standin::Scenarios
