// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "match/pattern.h"

#include <QSet>

#include <chrono>
#include <limits>

namespace Standin {

/// A journal sequence number: "everything up to here has been seen". 0 is before the first entry.
using Cursor = quint64;

/// Conditions on entries. All conditions that are set must hold.
struct JournalQuery
{
    Cursor after = 0;
    QString device = {};        ///< empty: any
    QString deviceGlob = {};    ///< a pattern for the device (Match::matchesGlob); empty: any
    QSet<QString> devices = {}; ///< one of them; empty: any
    std::optional<EntryKind> kind = {};
    std::optional<EntryEvent> event = {};
    std::optional<bool> matched = {};
    std::optional<Match::TopicPattern> topic = {}; ///< of a message, or of another event that has a topic
    QString ruleId = {};                           ///< empty: any
    QString testId = {};                           ///< empty: any
    bool withOwn = true;                           ///< also received messages that the fleet itself has published
    QString correlationKey = {}; ///< empty: any; otherwise the value must have the text of correlationValue
    QString correlationValue = {};
    qsizetype limit = 1000;                                     ///< maximum number, the oldest first
    qsizetype maxBytes = std::numeric_limits<qsizetype>::max(); ///< sum of Entry::bytes(); at least one entry
    /// About how long a read may look; at least one entry is checked.
    std::chrono::milliseconds maxTime = std::chrono::milliseconds::max();
    /// Only messages can match it. It is evaluated in the reader's thread without a lock, so it may take long.
    std::optional<Match::Pattern> pattern = {};

    /// Whether all conditions except `after` and the correlation hold.
    [[nodiscard]] bool accepts(const Entry &entry) const;
    /// Likewise; `message` is that of the entry, which several queries can share.
    [[nodiscard]] bool accepts(const Entry &entry, const Match::Message &message) const;

private:
    [[nodiscard]] bool acceptsFields(const Entry &entry) const;
};

/// The result of a read. While other threads append and the journal drops entries, this holds:
/// 1. `entries` ascend in seq; all have `after` < seq <= `cursor`.
/// 2. Each entry of the journal with `after` < seq <= `cursor` was either checked, then it is in `entries` exactly if
///    it fits the query; or it had been dropped before, then it is counted in `dropped`.
/// So a reader that continues from `cursor` checks or counts every entry once.
/// 3. Without `more`, `cursor` is the newest sequence number at the time of the call (if `after` is lower). Entries
///    appended during the call belong to the next call, so every call ends.
struct JournalPage
{
    QList<EntryPtr> entries;
    /// The `after` of the next read: the last returned entry if a limit ended the page, the last checked one if its
    /// time was over, else the newest in the journal.
    Cursor cursor = 0;
    /// Number of entries after `after` and up to `cursor` that were dropped before they could be checked.
    quint64 dropped = 0;
    bool more = false; ///< ended by a limit, and a further entry fits; or by a limit of time, that of the query or of a
                       ///< search in the history
};

} // namespace Standin
