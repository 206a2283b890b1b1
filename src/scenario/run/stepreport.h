// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "journal/nearmisses.h"

#include <QStringList>

namespace Standin::Scenarios {

/// What became of a step.
enum class StepOutcome : quint8 {
    NotRun,  ///< a step before it has failed, or the run was cancelled
    Skipped, ///< its `when` did not hold
    Passed,
    Failed,
    TimedOut,  ///< it had not ended within its time; counts as failed
    Cancelled, ///< the run was cancelled while it was at work
};

/// "not-run", "skipped", "passed", "failed", "timed-out", "cancelled": the names of reports and REST.
[[nodiscard]] QString toString(StepOutcome outcome);

[[nodiscard]] constexpr bool isFailure(StepOutcome outcome)
{
    return outcome == StepOutcome::Failed || outcome == StepOutcome::TimedOut;
}

/// What one step of a run left behind. A value. Its texts are for people, in English; they never have a secret.
struct StepReport
{
    QString name = {};    ///< as the file gives it; may be empty
    QString kind = {};    ///< Step::kindName()
    QString summary = {}; ///< what it does, in words
    QString file = {};    ///< where it stands
    QString pointer = {};
    int line = 0;

    StepOutcome outcome = StepOutcome::NotRun;
    qint64 startedAt = 0;  ///< microseconds since 1970-01-01 UTC; 0: not started
    qint64 tookMicros = 0; ///< by the monotonic clock
    Cursor after = 0;      ///< entries of the journal after this one and up to `last` belong to the step
    Cursor last = 0;
    Cursor lookedAfter = 0; ///< of an expectation: it looked at entries after this one

    QString values = {}; ///< what its templates became: the topic with the payload of a message, a pattern, a request.
                         ///< Of several devices that of the first; empty when there is none of these
    QString expected = {};           ///< of a step that failed
    QString got = {};                ///< what came instead
    std::optional<Error> error = {}; ///< why it could not be carried out
    QList<NearMiss> nearMisses = {}; ///< messages that came near to what was expected
    QList<Cursor> matched = {};      ///< entries that fulfilled the expectation, or contradicted it
    JsonText captured = {};          ///< an object with the variables that were set; undefined: none
    QList<StepReport> steps = {};    ///< of a control step, in the order of their start
    QString label = {};              ///< of a part of a control step: "round 2", "gw-1"
    qsizetype omitted = 0;           ///< steps that are not in `steps`, because there were too many; all passed

    static constexpr qsizetype mostParts = 1'000; ///< of a repeat or a forEachDevice
    static constexpr qsizetype mostMatched = 100;

    /// `name`, or else `summary`.
    [[nodiscard]] const QString &title() const { return name.isEmpty() ? summary : name; }
    /// The innermost step that failed; nullptr when none did.
    [[nodiscard]] const StepReport *firstFailure() const;
    /// "error", or "expected …, got …", in one line.
    [[nodiscard]] QString reason() const;
};

/// In a list, in its order.
[[nodiscard]] const StepReport *firstFailureIn(const QList<StepReport> &steps);

/// How many steps had which outcome, those inside of others included, control steps themselves not.
struct StepCounts
{
    qsizetype passed = 0;
    qsizetype failed = 0;
    qsizetype skipped = 0; ///< and not run

    void add(const QList<StepReport> &steps);
};

} // namespace Standin::Scenarios
