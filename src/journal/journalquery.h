// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "match/pattern.h"

#include <limits>

namespace Standin {

/// A journal sequence number: "everything up to here has been seen". 0 is before the first entry.
using Cursor = quint64;

/// Which entries. Every condition that is set must hold.
struct JournalQuery
{
    Cursor after = 0;
    QString device = {}; ///< empty: any
    std::optional<EntryKind> kind = {};
    std::optional<bool> matched = {};
    bool withOwn = true;         ///< also messages that the fleet published itself, and received
    QString correlationKey = {}; ///< empty: any; otherwise the value must read like correlationValue
    QString correlationValue = {};
    qsizetype limit = 1000;                                     ///< at most that many, the oldest first
    qsizetype maxBytes = std::numeric_limits<qsizetype>::max(); ///< Entry::bytes(); the first entry always comes
    /// Messages alone can match it. It is evaluated in the reader's thread, without any lock, so it may take its time.
    std::optional<Match::Pattern> pattern = {};

    /// Whether every condition but `after` and the correlation holds.
    [[nodiscard]] bool accepts(const Entry &entry) const;
};

/// What a reader gets. These hold whatever other threads append and however much the journal drops meanwhile:
/// 1. `entries` ascend in seq; all have `after` < seq <= `cursor`.
/// 2. Each entry of the journal with `after` < seq <= `cursor` was looked at, and then it is in `entries` exactly if it
///    fits the query, or it had been dropped before it could be looked at, and then it is counted in `dropped`.
/// So a reader that goes on from `cursor` meets or counts every entry once, whether it fits or not.
/// 3. Without `more`, `cursor` is the newest sequence number at the time of the call (`after` lying before it).
///    What is appended during the call belongs to the next one, so every call ends.
struct JournalPage
{
    QList<EntryPtr> entries;
    /// Ask on from here: the last entry returned where a limit cut the answer, else the newest in the journal.
    Cursor cursor = 0;
    /// Entries from behind `after` up to `cursor` that were given up before they could be looked at.
    quint64 dropped = 0;
    bool more = false; ///< a limit cut the answer, though a further entry fits
};

} // namespace Standin
