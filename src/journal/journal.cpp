// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal.h"

#include "base/clock.h"
#include "journal/journalscan.h"
#include "journal/waiterlist.h"

#include <QVarLengthArray>

#include <algorithm>
#include <utility>

namespace Standin {

namespace {

/// A byte array that was filled piece by piece may have twice the needed capacity, and the journal keeps it for long.
void dropSlack(QByteArray &bytes)
{
    constexpr qsizetype worthwhile = 4096;
    if (bytes.capacity() - bytes.size() > worthwhile)
        bytes = QByteArray(bytes.constData(), bytes.size());
}

} // namespace

Journal::Journal(const Clock &clock, JournalLimits limits)
    : m_clock(clock)
    , m_waiters(std::make_shared<WaiterList>())
    , m_limits(limits)
{}

Journal::~Journal() = default;

void Journal::beginAt(Cursor first)
{
    const std::lock_guard lock(m_mutex);
    Q_ASSERT(m_ring.empty() && m_next == 1);
    m_next = first;
}

Cursor Journal::append(Entry entry)
{
    auto held = std::make_shared<Entry>(std::move(entry));
    dropSlack(held->payload);
    QVarLengthArray<EntryPtr, 4> dropped; // destroyed after the lock is released
    Cursor seq = 0;
    {
        const std::lock_guard lock(m_mutex);
        seq = m_next++;
        held->at = m_clock.nowMicros();
        held->seq = seq;
        index(*held);
        m_bytes += held->bytes();
        m_ring.push_back(std::move(held));
        while (isOverLimit())
            dropped.push_back(takeOldest());
    }
    m_waiters->wake(seq);
    return seq;
}

Cursor Journal::cursor() const
{
    const std::lock_guard lock(m_mutex);
    return m_next - 1;
}

Cursor Journal::oldest() const
{
    const std::lock_guard lock(m_mutex);
    return oldestHeld();
}

bool Journal::isOverLimit() const
{
    return m_ring.size() > 1 && (m_ring.size() > m_limits.entries || m_bytes > m_limits.bytes);
}

void Journal::setLimits(JournalLimits limits)
{
    for (bool more = true; more;) {
        std::vector<EntryPtr> dropped; // destroyed after the lock is released
        const std::lock_guard lock(m_mutex);
        const JournalLimits before = std::exchange(m_limits, limits);
        while (dropped.size() < chunkEntries && isOverLimit())
            dropped.push_back(takeOldest());
        more = isOverLimit();
        if (more)
            m_limits = before; // until the rest is dropped; otherwise append() would drop all of it at once
    }
}

size_t Journal::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_ring.size();
}

JournalWaiter Journal::waitFor(Cursor after, std::function<void()> callback) const
{
    JournalWaiter waiter = m_waiters->add(after, std::move(callback));
    if (cursor() > after)
        m_waiters->wake(waiter);
    return waiter;
}

JournalPage Journal::read(const JournalQuery &query) const
{
    if (query.limit <= 0)
        return {.entries = {}, .cursor = query.after};
    JournalScan scan(*this, query);
    while (scan.step()) {
    }
    return scan.page();
}

void Journal::copyChunk(const JournalQuery &query, Chunk &chunk) const
{
    chunk.entries.clear();
    chunk.entries.reserve(chunkEntries);
    const std::lock_guard lock(m_mutex);
    const Cursor first = std::clamp(oldestHeld(), chunk.next, chunk.end);
    chunk.dropped = first - std::exchange(chunk.next, first);
    if (chunk.next == chunk.end)
        return;
    if (query.correlationKey.isEmpty())
        copyAll(chunk);
    else
        copyCorrelated({query.correlationKey, query.correlationValue}, chunk);
}

void Journal::copyAll(Chunk &chunk) const
{
    const auto begin = m_ring.begin() + static_cast<qptrdiff>(chunk.next - oldestHeld());
    const Cursor count = std::min<Cursor>(chunkEntries, chunk.end - chunk.next);
    chunk.entries.assign(begin, begin + static_cast<qptrdiff>(count));
    chunk.next += count;
}

void Journal::copyCorrelated(const Keys &keys, Chunk &chunk) const
{
    const QList<Cursor> found = m_byCorrelation.value(keys);
    const auto begin = std::lower_bound(found.begin(), found.end(), chunk.next);
    const auto end = std::lower_bound(begin, found.end(), chunk.end);
    const auto stop = begin + std::min<qsizetype>(chunkEntries, end - begin);
    for (auto it = begin; it != stop; ++it)
        chunk.entries.push_back(m_ring[*it - oldestHeld()]);
    chunk.next = stop == end ? chunk.end : *stop;
}

void Journal::index(const Entry &entry)
{
    for (const Keys &keys : entry.correlation)
        m_byCorrelation[keys].push_back(entry.seq);
}

EntryPtr Journal::takeOldest()
{
    EntryPtr entry = std::move(m_ring.front());
    m_ring.pop_front();
    m_bytes -= entry->bytes();
    for (const Keys &keys : entry->correlation) {
        const auto found = m_byCorrelation.find(keys);
        if (found == m_byCorrelation.end())
            continue;
        found->pop_front();
        if (found->empty())
            m_byCorrelation.erase(found);
    }
    return entry;
}

} // namespace Standin
