// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/step.h"
#include "scenario/run/runcontext.h"
#include "scenario/run/trail.h"

namespace Standin::Scenarios {

/// One step at work. Derived classes carry out a kind of step; this class has what all have in common: `when`, the time
/// limit, the report. Use it in the thread of its run.
///
/// It ends once: by itself, at its time limit, or by stop(). Afterwards it does nothing, and may be deleted in the
/// event loop. Destroying it earlier ends it without a report.
class StepRun : public QObject
{
public:
    enum class Stop : quint8 { Cancelled, TimedOut };
    using Done = std::function<void()>;

    /// The step, its scenario and the context outlive it.
    StepRun(RunContext &run, const Step &step, Trail trail, int depth);

    /// `done` is called once at the end, also from within this call.
    void start(Done done);
    /// Ends it now. What it has begun outside goes on until the run removes it.
    void stop(Stop why);

    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    /// Whether the steps behind it run although it has failed: only steps inside that say so have failed.
    [[nodiscard]] virtual bool letsGoOn() const { return false; }
    [[nodiscard]] const StepReport &report() const { return m_report; }
    /// What it leaves to the next step.
    [[nodiscard]] const Trail &trail() const { return m_trail; }

protected:
    /// Begins the work. Later, or at once, pass() or fail() is called.
    virtual void begin() = 0;
    /// Ends what it waits for, and puts into the report what has come of it; it must not call pass() or fail().
    virtual void abandon(Stop why) = 0;
    /// How long the step itself means to wait, in addition to the usual limit; nullopt: it has no usual limit.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> ownTime() const;

    void pass() { finish(StepOutcome::Passed); }
    void fail(const QString &expected, const QString &got);
    void fail(const Error &error);
    /// With the outcome of the steps inside.
    void finish(StepOutcome outcome);

    /// A cursor for an action that begins now: it becomes that of the trail.
    Cursor markAction();
    /// Where an expectation begins to look; InvalidArgument for a step that has not run.
    [[nodiscard]] Result<Cursor> cursorSince(const Since &since) const;
    /// Sets variables to the values of a message, which becomes the one that was found. False, and failed, when one has
    /// no value.
    bool capture(const QList<Capture> &captures, const FoundMessage &message);
    /// The client ids that a step names.
    [[nodiscard]] Result<QStringList> devicesOf(const DeviceNames &names) const;
    /// The scope of the trail for the templates of one device, with random values of its own.
    [[nodiscard]] ScenarioScope scopeOf(const QString &device) const;

    [[nodiscard]] bool isStopping() const { return m_isStopping; }

    RunContext &m_run;
    const Step &m_step;
    const int m_depth;
    Trail m_trail;
    StepReport m_report;

private:
    void describe();
    void startDeadline();
    void leaveName();

    Done m_done;
    Timer m_deadline;
    Clock::Instant m_started;
    bool m_isStopping = false; ///< abandon() is at work, or was
    bool m_isFinished = false;
};

/// Makes the one for the kind of the step (steprun_make.cpp).
[[nodiscard]] std::unique_ptr<StepRun> makeStepRun(RunContext &run, const Step &step, const Trail &trail, int depth);

} // namespace Standin::Scenarios
