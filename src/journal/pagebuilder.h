// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"

namespace Standin {

/// Makes the page of a scan that walks from query.after on: takes the entries that fit until a limit cuts the page.
class PageBuilder
{
public:
    /// The query must outlive the builder.
    explicit PageBuilder(const JournalQuery &query)
        : m_query(query)
    {}

    /// So many entries, between those given so far and the next one, are gone.
    void addDropped(quint64 count) { m_dropped += count; }
    /// False when a limit cut the page: then it is complete.
    [[nodiscard]] bool add(EntryPtr entry);
    /// The page; `newest` is where the scan ended unless it was cut.
    [[nodiscard]] JournalPage page(Cursor newest);

private:
    const JournalQuery &m_query;
    JournalPage m_page;
    qsizetype m_bytes = 0;
    quint64 m_dropped = 0; ///< m_page.dropped: those before the last entry in the page
};

} // namespace Standin
