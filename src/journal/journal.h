// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QHash>

#include <deque>
#include <limits>
#include <mutex>

namespace Standin {

class Clock;

/// A journal sequence number: "everything up to here has been seen". 0 is before the first entry.
using Cursor = quint64;

struct JournalLimits
{
    size_t entries = 200'000;            ///< at most that many are held
    qsizetype bytes = 256 * 1024 * 1024; ///< and about so much memory; the newest entry is always held
};

/// Which entries. Every condition that is set must hold.
struct JournalQuery
{
    Cursor after = 0;
    QString device; ///< empty: any
    std::optional<EntryKind> kind;
    std::optional<bool> matched;
    QString correlationKey; ///< empty: any; otherwise the value must read like correlationValue
    QString correlationValue;
    qsizetype limit = 1000;                                     ///< at most that many, the oldest first
    qsizetype maxBytes = std::numeric_limits<qsizetype>::max(); ///< of payload; the first entry always comes
};

struct JournalPage
{
    QList<EntryPtr> entries;
    /// Ask on from here: the last entry returned where the limit cut the answer, else the newest in the journal.
    Cursor cursor = 0;
    /// Entries behind `after` that the ring had to give up before this call, whatever they were.
    quint64 dropped = 0;
    bool more = false; ///< a limit cut the answer, though there was more to find or to look at
};

/// The one ordered record of everything that happened, bounded in number and bytes: the oldest entries go first.
/// Every function may be called from any thread. Readers pull, with a cursor; nobody is called back.
class Journal
{
public:
    explicit Journal(const Clock &clock, JournalLimits limits = {});
    ~Journal();
    Q_DISABLE_COPY_MOVE(Journal)

    /// Gives the entry its place and time. Returns its sequence number.
    Cursor append(Entry entry);

    /// The newest sequence number so far.
    [[nodiscard]] Cursor cursor() const;

    [[nodiscard]] JournalPage read(const JournalQuery &query) const;

    /// How many entries are held now.
    [[nodiscard]] size_t size() const;

private:
    using Keys = std::pair<QString, QString>;

    [[nodiscard]] Cursor oldest() const { return m_next - m_ring.size(); }
    void index(const Entry &entry);
    void dropOldest();

    const Clock &m_clock;
    const JournalLimits m_limits;

    mutable std::mutex m_mutex;
    std::deque<EntryPtr> m_ring; ///< gapless: m_ring[i] has sequence number oldest() + i
    QHash<Keys, QList<Cursor>> m_byCorrelation;
    qsizetype m_bytes = 0;
    Cursor m_next = 1;
};

} // namespace Standin
