// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/report/batchreport.h"

namespace Standin::Scenarios {

/// The report as JSON, `standin.report/1` (docs/scenarios.md).
[[nodiscard]] JsonText reportJson(const BatchReport &report);
/// One run, as in the report; without `entries` and `exchanges` when `withEvidence` is not set.
[[nodiscard]] JsonText runJson(const RunReport &run, bool withEvidence = true);
/// One step, those inside of it included.
[[nodiscard]] JsonText stepJson(const StepReport &step);
/// A time in milliseconds, with three decimals.
[[nodiscard]] JsonText millisecondsJson(qint64 micros);

} // namespace Standin::Scenarios
