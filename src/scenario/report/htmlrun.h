// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/runreport.h"

namespace Standin::Scenarios {

/// The section of one run in the page of htmlPage(), with this anchor.
[[nodiscard]] QByteArray htmlSection(const RunReport &run, const QString &anchor);

/// Escaped for HTML.
[[nodiscard]] QString htmlText(const QString &text);
/// A word for an outcome or a verdict, in its colour.
[[nodiscard]] QString htmlBadge(const QString &word);

} // namespace Standin::Scenarios
