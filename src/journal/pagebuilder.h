// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"

namespace Standin {

/// Builds the page of a scan from query.after on: collects the entries that fit until a limit ends the page.
class PageBuilder
{
public:
    /// The query must outlive the builder.
    explicit PageBuilder(const JournalQuery &query)
        : m_query(query)
    {}

    /// Counts entries that were dropped between the previous entry and the next one.
    void addDropped(quint64 count) { m_dropped += count; }
    /// False when a limit has ended the page: then it is complete.
    [[nodiscard]] bool add(EntryPtr entry);
    /// Ends the page before the end of the scan: entries up to `checked` were checked.
    void stopAt(Cursor checked);
    /// The page; `newest` is its cursor unless a limit has ended it.
    [[nodiscard]] JournalPage page(Cursor newest);

private:
    const JournalQuery &m_query;
    JournalPage m_page;
    qsizetype m_bytes = 0;
    quint64 m_dropped = 0; ///< m_page.dropped: those before the last entry in the page
};

} // namespace Standin
