// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "journal/awaitlist.h"

namespace Standin::Rest {

/// The bodies of the routes that look for entries of the journal. All have `after`, `matched`,
/// `pattern`, `devices` and journalConditions(). InvalidArgument with a JSON pointer for unknown keys, values of the
/// wrong type, and a cursor beyond `end`, that of the journal.

/// {…, count = 1, timeoutMs = 10000, absent = false}; `after` must be there.
struct AwaitRequest
{
    static constexpr int mostMilliseconds = 600'000;

    AwaitTerms terms = {};
    bool isAbsent = false; ///< it succeeds when the entries do not come

    [[nodiscard]] static Result<AwaitRequest> from(const QByteArray &body, Cursor end);
};

/// {…, one of exactly, atLeast (1), atMost, inOrder: [pattern, …]; withinMs = 0}; `after` must be there.
struct VerifyRequest
{
    AwaitTerms terms = {}; ///< its count is the number that decides at once
    qsizetype least = 1;
    qsizetype most = std::numeric_limits<qsizetype>::max();

    /// Whether entries may be too many.
    [[nodiscard]] bool hasMost() const { return most < AwaitTerms::mostEntries; }

    [[nodiscard]] static Result<VerifyRequest> from(const QByteArray &body, Cursor end);
};

/// {…} for counting; `limit` is not known.
[[nodiscard]] Result<JournalQuery> countQueryFrom(const QByteArray &body, Cursor end);
/// {…, limit = 3} for near misses, which need a pattern; `limit` is the number of them.
[[nodiscard]] Result<JournalQuery> nearMissQueryFrom(const QByteArray &body, Cursor end);

} // namespace Standin::Rest
