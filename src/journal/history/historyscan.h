// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

namespace Standin::HistoryScan {

/// Reads the entries in front of `before` that fit, as JournalReader::read() would. May be called from any thread while
/// another one writes. It looks for at most about a second, or query.maxTime: then the page says `more`, and its cursor
/// is how far the search has come.
[[nodiscard]] Result<JournalPage> read(const QString &path, const JournalQuery &query, Cursor before);

} // namespace Standin::HistoryScan
