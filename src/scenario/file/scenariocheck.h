// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

/// What is wrong in a scenario. Each has a JSON pointer, behind the path of the file if there is one.
struct CheckResult
{
    QList<Error> faults = {};   ///< it cannot run, or a step of it can never hold
    QList<Error> warnings = {}; ///< advice
};

/// Checks the meaning of a scenario that was read, with all files that it names: unknown devices, saved messages, steps
/// and variables, variables used before they are captured, steps that can never hold, broken profiles and rows. All
/// faults are found in one call.
[[nodiscard]] CheckResult checkScenario(const Scenario &scenario);
/// The same for a file, with the faults of its form.
[[nodiscard]] CheckResult checkScenarioFile(const QString &path);

} // namespace Standin::Scenarios
