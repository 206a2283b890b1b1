// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal.h"
#include "journal/pagebuilder.h"

#include <QDeadlineTimer>

namespace Standin {

/// One read of the journal, in steps. Other threads may append between and during the steps. Use it in one thread.
class JournalScan
{
public:
    /// The journal and the query must outlive the scan. The limit of the query must be above 0.
    JournalScan(const Journal &journal, const JournalQuery &query);

    /// Copies the next chunk of entries, then checks them without the lock. False when the page is complete.
    [[nodiscard]] bool step();

    /// The result; call it once, at the end.
    [[nodiscard]] JournalPage page() { return m_builder.page(m_newest); }

private:
    const Journal &m_journal;
    const JournalQuery &m_query;
    const QDeadlineTimer m_deadline;
    const Cursor m_newest;
    Journal::Chunk m_chunk;
    PageBuilder m_builder;
};

} // namespace Standin
