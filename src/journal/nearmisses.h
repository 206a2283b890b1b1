// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"
#include "match/explanation.h"

namespace Standin {

/// A message that a query does not want, but nearly.
struct NearMiss
{
    EntryPtr entry;
    Match::Explanation explanation; ///< of the pattern
};

namespace NearMisses {

/// So many of the newest sequence numbers are searched.
inline constexpr Cursor searched = 2'000;

/// Of the messages after query.after that fit the query but for its pattern: those for which the most parts of the
/// pattern held, the best first, of equal ones the newest first. At most `most`; none without a pattern, and none of
/// which no part held.
[[nodiscard]] QList<NearMiss> find(const JournalReader &journal, const JournalQuery &query, qsizetype most = 3);

} // namespace NearMisses

} // namespace Standin
