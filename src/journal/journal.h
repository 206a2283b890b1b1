// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"

#include <QHash>

#include <deque>
#include <mutex>
#include <vector>

namespace Standin {

class Clock;
class WaiterList;

struct JournalLimits
{
    size_t entries = 200'000;            ///< maximum number of entries
    qsizetype bytes = 256 * 1024 * 1024; ///< approximate maximum memory; the newest entry is always kept
};

/// The ordered record of all events, bounded in number and bytes: the oldest entries are dropped first. Every function
/// may be called from any thread. A read holds the lock only to copy one chunk of entries, so append() never waits for
/// a long scan.
class Journal final : public JournalReader
{
public:
    /// Number of pointers that are copied while the lock is held.
    static constexpr size_t chunkEntries = 256;

    explicit Journal(const Clock &clock, JournalLimits limits = {});
    ~Journal() override;

    /// The first entry gets this sequence number (1 otherwise). To be called before anything is appended or read.
    void beginAt(Cursor first);

    /// Sets sequence number and time of the entry, stores it, then calls the waiters. Returns the sequence number.
    Cursor append(Entry entry);

    [[nodiscard]] Cursor cursor() const override;
    [[nodiscard]] Cursor oldest() const override;
    [[nodiscard]] JournalPage read(const JournalQuery &query) const override;
    [[nodiscard]] JournalWaiter waitFor(Cursor after, std::function<void()> callback) const override;

    /// Number of stored entries.
    [[nodiscard]] size_t size() const;
    /// Sets the limits and drops the entries above them, without holding the lock for long.
    void setLimits(JournalLimits limits);

    /// Part of a scan.
    struct Chunk
    {
        Cursor next = 0; ///< start of the rest of the scan
        Cursor end = 0;  ///< end of the scan
        std::vector<EntryPtr> entries = {};
        quint64 dropped = 0; ///< entries up to `next` that were dropped before they could be copied
    };

    /// Copies the next chunk of a scan (JournalScan) while holding the lock. Of the query it uses only the correlation.
    void copyChunk(const JournalQuery &query, Chunk &chunk) const;

private:
    using Keys = std::pair<QString, QString>;

    [[nodiscard]] Cursor oldestHeld() const { return m_next - m_ring.size(); }
    [[nodiscard]] bool isOverLimit() const;
    void copyAll(Chunk &chunk) const;
    void copyCorrelated(const Keys &keys, Chunk &chunk) const;
    void index(const Entry &entry);
    [[nodiscard]] EntryPtr takeOldest();

    const Clock &m_clock;
    const std::shared_ptr<WaiterList> m_waiters;

    mutable std::mutex m_mutex;
    JournalLimits m_limits;
    std::deque<EntryPtr> m_ring; ///< gapless: m_ring[i] has sequence number oldest() + i
    QHash<Keys, QList<Cursor>> m_byCorrelation;
    qsizetype m_bytes = 0;
    Cursor m_next = 1;
};

} // namespace Standin
