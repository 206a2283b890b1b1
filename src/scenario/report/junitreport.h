// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/report/batchreport.h"

namespace Standin::Scenarios {

/// The report as JUnit XML, as Surefire writes it and Jenkins, GitLab and GitHub's actions read it: a test suite for
/// each scenario, a test case for each run. A run that failed has a `failure`; one that could not be carried out
/// (broker unreachable, scenario wrong, cancelled) an `error`.
[[nodiscard]] QByteArray junitXml(const BatchReport &report);

} // namespace Standin::Scenarios
