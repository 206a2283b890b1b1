// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journalscan.h"

#include <algorithm>

namespace Standin {

JournalScan::JournalScan(const Journal &journal, const JournalQuery &query)
    : m_journal(journal)
    , m_query(query)
    , m_deadline(query.maxTime)
    , m_newest(journal.cursor())
    , m_chunk{.next = std::min(query.after, m_newest) + 1, .end = m_newest + 1}
    , m_builder(query)
{}

bool JournalScan::step()
{
    if (m_chunk.next >= m_chunk.end)
        return false;
    m_journal.copyChunk(m_query, m_chunk);
    m_builder.addDropped(m_chunk.dropped);
    for (EntryPtr &entry : m_chunk.entries) {
        const Cursor seq = entry->seq;
        if (!m_builder.add(std::move(entry)))
            return false;
        if (m_deadline.hasExpired() && seq < m_newest) {
            m_builder.stopAt(seq);
            return false;
        }
    }
    return m_chunk.next < m_chunk.end;
}

} // namespace Standin
