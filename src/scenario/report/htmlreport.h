// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/report/batchreport.h"

namespace Standin::Scenarios {

/// The report as one page: verdict, steps, evidence, and a sequence diagram for each run. It needs nothing from outside
/// and has no scripts. Of many runs those that have not passed come first, and only some of the others have a section
/// of their own.
[[nodiscard]] QByteArray htmlPage(const BatchReport &report);

/// So many runs have a section of their own.
inline constexpr qsizetype mostHtmlSections = 200;
inline constexpr qsizetype mostHtmlEntries = 500; ///< rows of evidence for each, the last ones

} // namespace Standin::Scenarios
