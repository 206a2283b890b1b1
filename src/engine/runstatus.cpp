// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runstatus.h"

namespace Standin {

using namespace Scenarios;

RunCase RunCase::of(const RunReport &report)
{
    return {.title = report.title(),
            .scenario = report.scenario,
            .row = report.row,
            .round = report.round,
            .runId = report.runId,
            .testId = report.testId};
}

FailedCase FailedCase::from(const RunReport &report)
{
    FailedCase failed{.of = RunCase::of(report), .verdict = report.verdict, .reason = report.reason()};
    if (const StepReport *step = report.firstFailure()) {
        failed.step = step->title();
        failed.file = step->file;
        failed.pointer = step->pointer;
        failed.line = step->line;
        failed.expected = step->expected;
        failed.got = step->got;
    }
    return failed;
}

} // namespace Standin
