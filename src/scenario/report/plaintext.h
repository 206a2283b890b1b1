// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/report/batchreport.h"

/// Reports as plain text: for the terminal and for JUnit.
namespace Standin::Scenarios {

/// "  passed  12 ms  gw connects": all steps of a run, those inside of others indented.
[[nodiscard]] QString stepsText(const RunReport &run);
/// One line of it.
[[nodiscard]] QString stepLine(const StepReport &step, int depth);
/// Where the first failed step stands, what it expected, what came, the near misses, and the last entries of the
/// journal up to it.
[[nodiscard]] QString failureText(const RunReport &run);
/// "12 ms", "3.4 s".
[[nodiscard]] QString durationText(qint64 micros);
/// "steps.scenario.json:12 (/steps/3)"; without the path when `withPath` is not set.
[[nodiscard]] QString placeText(const StepReport &step);

} // namespace Standin::Scenarios
