// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/pagebuilder.h"

namespace Standin {

bool PageBuilder::add(EntryPtr entry)
{
    if (!m_query.accepts(*entry))
        return true;
    QList<EntryPtr> &entries = m_page.entries;
    m_bytes += entry->bytes();
    m_page.more = entries.size() >= m_query.limit || (!entries.isEmpty() && m_bytes > m_query.maxBytes);
    if (m_page.more)
        return false;
    m_page.cursor = entry->seq;
    m_page.dropped = m_dropped;
    entries.append(std::move(entry));
    return true;
}

void PageBuilder::stopAt(Cursor checked)
{
    m_page.more = true;
    m_page.cursor = checked;
    m_page.dropped = m_dropped;
}

JournalPage PageBuilder::page(Cursor newest)
{
    if (!m_page.more) {
        m_page.cursor = newest;
        m_page.dropped = m_dropped;
    }
    return std::move(m_page);
}

} // namespace Standin
