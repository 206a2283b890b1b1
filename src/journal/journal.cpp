// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal.h"

#include "base/clock.h"

#include <algorithm>

namespace Standin {

namespace {

bool fits(const Entry &entry, const JournalQuery &query)
{
    return (query.device.isEmpty() || entry.device == query.device) && (!query.kind || entry.kind() == *query.kind) &&
           (!query.matched || entry.matched == *query.matched);
}

/// About what an entry takes: its own size, its texts, and a place in the index for each key.
qsizetype bytesOf(const Entry &entry)
{
    constexpr qsizetype perKey = 150;
    qsizetype bytes = static_cast<qsizetype>(sizeof(Entry)) + entry.payload.size() + entry.topic.size() * 2;
    for (const auto &[key, value] : entry.correlation)
        bytes += perKey + value.size() * 4;
    return bytes;
}

} // namespace

Journal::Journal(const Clock &clock, JournalLimits limits)
    : m_clock(clock)
    , m_limits(limits)
{}

Journal::~Journal() = default;

Cursor Journal::append(Entry entry)
{
    auto held = std::make_shared<Entry>(std::move(entry));
    const std::lock_guard lock(m_mutex);
    held->at = m_clock.nowMicros();
    held->seq = m_next++;
    index(*held);
    m_bytes += bytesOf(*held);
    m_ring.push_back(std::move(held));
    while (m_ring.size() > 1 && (m_ring.size() > m_limits.entries || m_bytes > m_limits.bytes))
        dropOldest();
    return m_next - 1;
}

Cursor Journal::cursor() const
{
    const std::lock_guard lock(m_mutex);
    return m_next - 1;
}

size_t Journal::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_ring.size();
}

JournalPage Journal::read(const JournalQuery &query) const
{
    const std::lock_guard lock(m_mutex);
    const Cursor first = oldest();
    const Cursor from = std::max(first, query.after < m_next ? query.after + 1 : m_next);
    JournalPage page{.entries = {}, .cursor = m_next - 1, .dropped = query.after < first ? first - query.after - 1 : 0};

    qsizetype bytes = 0;
    const auto take = [&](Cursor seq) {
        const EntryPtr &entry = m_ring[seq - first];
        if (!fits(*entry, query))
            return true;
        bytes += entry->payload.size();
        page.more = page.entries.size() >= query.limit || (!page.entries.isEmpty() && bytes > query.maxBytes);
        if (page.more)
            page.cursor = page.entries.last()->seq;
        else
            page.entries.append(entry);
        return !page.more;
    };

    if (query.limit <= 0)
        page.cursor = query.after;
    else if (query.correlationKey.isEmpty())
        for (Cursor seq = from; seq < m_next && take(seq); ++seq) {
        }
    else if (const auto found = m_byCorrelation.constFind({query.correlationKey, query.correlationValue});
             found != m_byCorrelation.cend())
        for (auto it = std::lower_bound(found->begin(), found->end(), from); it != found->end() && take(*it); ++it) {
        }
    return page;
}

void Journal::index(const Entry &entry)
{
    for (const Keys &keys : entry.correlation)
        m_byCorrelation[keys].push_back(entry.seq);
}

void Journal::dropOldest()
{
    const EntryPtr entry = std::move(m_ring.front());
    m_ring.pop_front();
    m_bytes -= bytesOf(*entry);
    for (const Keys &keys : entry->correlation) {
        const auto found = m_byCorrelation.find(keys);
        if (found == m_byCorrelation.end())
            continue;
        found->pop_front();
        if (found->empty())
            m_byCorrelation.erase(found);
    }
}

} // namespace Standin
