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

/// Of the messages after query.after that fit the query but for its pattern, the nearest first: those for which the
/// most parts of the pattern held; of equal ones those whose topic begins as pattern.topic wants it, the longer the
/// nearer; then the newest. Messages for which nothing held are left out unless there are no others. At most `most`;
/// none without a pattern.
[[nodiscard]] QList<NearMiss> find(const JournalReader &journal, const JournalQuery &query, qsizetype most = 3);

} // namespace NearMisses

} // namespace Standin
