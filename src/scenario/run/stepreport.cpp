// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/stepreport.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

QString toString(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::NotRun:
        return u"not-run"_s;
    case StepOutcome::Skipped:
        return u"skipped"_s;
    case StepOutcome::Passed:
        return u"passed"_s;
    case StepOutcome::Failed:
        return u"failed"_s;
    case StepOutcome::TimedOut:
        return u"timed-out"_s;
    case StepOutcome::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

const StepReport *StepReport::firstFailure() const
{
    if (!isFailure(outcome))
        return nullptr;
    const StepReport *inner = firstFailureIn(steps);
    return inner ? inner : this;
}

QString StepReport::reason() const
{
    if (error)
        return error->toString();
    if (expected.isEmpty())
        return got;
    return u"expected %1, got %2"_s.arg(expected, got);
}

const StepReport *firstFailureIn(const QList<StepReport> &steps)
{
    for (const StepReport &step : steps) {
        if (const StepReport *failed = step.firstFailure())
            return failed;
    }
    return nullptr;
}

void StepCounts::add(const QList<StepReport> &steps)
{
    for (const StepReport &step : steps) {
        if (!step.steps.isEmpty()) {
            add(step.steps);
            passed += step.omitted;
            continue;
        }
        passed += step.outcome == StepOutcome::Passed;
        failed += isFailure(step.outcome) || step.outcome == StepOutcome::Cancelled;
        skipped += step.outcome == StepOutcome::Skipped || step.outcome == StepOutcome::NotRun;
    }
}

} // namespace Standin::Scenarios
