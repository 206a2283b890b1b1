// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "journal/awaitlist.h"

namespace Standin::Rest {

/// The bodies of the routes that look for entries of the journal. All have `device`, `kind`, `matched`, `pattern` and
/// `after`. InvalidArgument with a JSON pointer for unknown keys and values of the wrong type.

/// {…, count = 1, timeoutMs = 10000, absent = false}; `after` must be there.
struct AwaitRequest
{
    static constexpr int mostMilliseconds = 600'000;

    AwaitTerms terms = {};
    bool isAbsent = false; ///< it succeeds when the entries do not come

    [[nodiscard]] static Result<AwaitRequest> from(const QByteArray &body);
};

/// {…, one of exactly, atLeast (1), atMost, inOrder: [pattern, …]; withinMs = 0}; `after` must be there.
struct VerifyRequest
{
    AwaitTerms terms = {}; ///< its count is the number that decides at once
    qsizetype least = 1;
    qsizetype most = std::numeric_limits<qsizetype>::max();

    [[nodiscard]] static Result<VerifyRequest> from(const QByteArray &body);
};

/// {…, limit = 3}: what near misses are asked for; `limit` is in the query.
struct SearchRequest
{
    static constexpr qsizetype mostNearMisses = 20;

    JournalQuery query = {};

    /// For near misses, which need a pattern.
    [[nodiscard]] static Result<SearchRequest> nearMissesFrom(const QByteArray &body);
    /// {…} for counting; `limit` is not known.
    [[nodiscard]] static Result<SearchRequest> countFrom(const QByteArray &body);
};

} // namespace Standin::Rest
