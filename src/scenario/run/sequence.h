// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// Runs steps one after the other. A failed step ends it, unless it says `continueOnFailure`. Use it in the thread of
/// its run; destroying it ends it.
class Sequence final
{
public:
    using Done = std::function<void()>;

    /// Steps and context outlive it.
    Sequence(RunContext &run, const Steps &steps, Trail trail, int depth);
    ~Sequence();
    Q_DISABLE_COPY_MOVE(Sequence)

    /// `done` is called once, also from within this call.
    void start(Done done);
    /// Ends the step at work.
    void stop(StepRun::Stop why);

    [[nodiscard]] bool isFinished() const { return m_isFinished; }
    /// Passed, Failed (also when the run goes on in spite of it) or Cancelled.
    [[nodiscard]] StepOutcome outcome() const { return m_outcome; }
    /// Whether a step has ended it before the last one.
    [[nodiscard]] bool hasEndedEarly() const { return m_isOver; }
    /// Those of all steps, also of steps that did not run.
    [[nodiscard]] QList<StepReport> reports() const { return m_reports; }
    [[nodiscard]] const Trail &trail() const { return m_trail; }

private:
    /// So many steps that end at once run before the event loop has its turn.
    static constexpr int mostInTurn = 100;

    void advance();
    void stepEnded();
    void takeReport();
    void end();
    [[nodiscard]] StepReport notRun(const Step &step) const;

    RunContext &m_run;
    const Steps &m_steps;
    const int m_depth;
    Trail m_trail;
    size_t m_next = 0;
    std::unique_ptr<StepRun> m_current;
    QList<StepReport> m_reports;
    StepOutcome m_outcome = StepOutcome::Passed;
    bool m_isOver = false; ///< no further step begins
    bool m_isAdvancing = false;
    bool m_isFinished = false;
    Timer m_nextTurn;
    Done m_done;
};

} // namespace Standin::Scenarios
