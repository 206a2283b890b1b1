// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/sequence.h"

#include "scenario/file/scenario.h"
#include "scenario/run/steptext.h"

namespace Standin::Scenarios {

using namespace std::chrono_literals;

Sequence::Sequence(RunContext &run, const Steps &steps, Trail trail, int depth)
    : m_run(run)
    , m_steps(steps)
    , m_depth(depth)
    , m_trail(std::move(trail))
{}

Sequence::~Sequence() = default;

void Sequence::start(Done done)
{
    m_done = std::move(done);
    advance();
}

void Sequence::stop(StepRun::Stop why)
{
    if (m_isFinished)
        return;
    m_isOver = true;
    if (why == StepRun::Stop::Cancelled)
        m_outcome = StepOutcome::Cancelled;
    if (m_current)
        m_current->stop(why);
    else
        end();
}

void Sequence::advance()
{
    if (m_isFinished)
        return;
    m_isAdvancing = true;
    for (int inTurn = 0; !m_isOver && m_next < m_steps.size(); ++inTurn) {
        if (inTurn == mostInTurn) {
            m_nextTurn = m_run.services.timers().start(0ms, [this] { advance(); });
            m_isAdvancing = false;
            return;
        }
        if (m_depth == 0 && m_run.pause.holds(m_steps[m_next], [this] { advance(); })) {
            m_isAdvancing = false;
            return;
        }
        m_current = makeStepRun(m_run, m_steps[m_next++], m_trail, m_depth);
        m_current->start([this] { stepEnded(); });
        if (!m_current->isFinished()) {
            m_isAdvancing = false;
            return;
        }
        takeReport();
    }
    m_isAdvancing = false;
    end();
}

void Sequence::stepEnded()
{
    if (m_isAdvancing)
        return;
    takeReport();
    advance();
}

void Sequence::takeReport()
{
    StepRun *ended = m_current.release();
    const StepOutcome outcome = ended->report().outcome;
    m_reports.append(ended->report());
    m_trail = ended->trail();
    const bool goesOn = m_steps[m_next - 1].continueOnFailure || ended->letsGoOn();
    ended->setParent(&m_run.endedSteps); // this may be called by it, so it is deleted later
    ended->deleteLater();
    if (outcome == StepOutcome::Cancelled) {
        m_outcome = StepOutcome::Cancelled;
        m_isOver = true;
    } else if (isFailure(outcome)) {
        if (m_outcome == StepOutcome::Passed)
            m_outcome = StepOutcome::Failed;
        m_isOver |= !goesOn;
    }
}

void Sequence::end()
{
    if (std::exchange(m_isFinished, true))
        return;
    m_nextTurn.stop();
    if (m_depth == 0)
        m_run.pause.forget();
    for (; m_next < m_steps.size(); ++m_next)
        m_reports.append(notRun(m_steps[m_next]));
    if (const Done done = std::exchange(m_done, nullptr))
        done();
}

StepReport Sequence::notRun(const Step &step) const
{
    return {.name = step.name,
            .kind = step.kindName(),
            .summary = summaryOf(step),
            .file = m_trail.scenario->path,
            .pointer = step.pointer,
            .line = step.line,
            .outcome = StepOutcome::NotRun};
}

} // namespace Standin::Scenarios
