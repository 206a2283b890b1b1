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
    size_t entries = 200'000;            ///< at most that many are held
    qsizetype bytes = 256 * 1024 * 1024; ///< and about so much memory; the newest entry is always held
};

/// The one ordered record of everything that happened, bounded in number and bytes: the oldest entries go first.
/// Every function may be called from any thread. A read takes the lock for one chunk of entries at a time and looks at
/// them without it, so append() never waits for a long scan.
class Journal final : public JournalReader
{
public:
    /// So many pointers are copied under the lock at once.
    static constexpr size_t chunkEntries = 256;

    explicit Journal(const Clock &clock, JournalLimits limits = {});
    ~Journal() override;

    /// Gives the entry its place and time, then calls the waiters. Returns its sequence number.
    Cursor append(Entry entry);

    [[nodiscard]] Cursor cursor() const override;
    [[nodiscard]] Cursor oldest() const override;
    [[nodiscard]] JournalPage read(const JournalQuery &query) const override;
    [[nodiscard]] JournalWaiter waitFor(Cursor after, std::function<void()> callback) const override;

    /// How many entries are held now.
    [[nodiscard]] size_t size() const;
    /// Gives up what is too much, without holding the lock for long.
    void setLimits(JournalLimits limits);

    /// Part of a scan.
    struct Chunk
    {
        Cursor next = 0; ///< where the rest of the scan begins
        Cursor end = 0;  ///< and where it ends
        std::vector<EntryPtr> entries = {};
        quint64 dropped = 0; ///< up to `next`, before they could be copied
    };

    /// Copies what comes next in a scan (JournalScan), holding the lock. Of the query it takes the correlation alone.
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
