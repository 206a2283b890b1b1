// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/history.h"

#include "journal/history/historyscan.h"
#include "journal/history/historywriter.h"

#include <algorithm>

namespace Standin {

namespace {

/// The page of a query, of what the file had for it and what the journal had for the rest.
JournalPage joined(JournalPage old, const JournalPage &recent, const JournalQuery &query)
{
    const bool full = old.entries.size() >= query.limit;
    if (full && !recent.entries.isEmpty()) {
        old.more = true; // `recent` was read with a limit of 1, to know this
        old.cursor = old.entries.last()->seq;
        return old;
    }
    old.entries += recent.entries;
    old.dropped += recent.dropped;
    old.cursor = recent.cursor;
    old.more = recent.more;
    return old;
}

} // namespace

History::History(Journal &journal, const HistoryOptions &options)
    : m_journal(journal)
    , m_options(options)
    , m_writer(options.path.isEmpty() ? nullptr : std::make_unique<HistoryWriter>(journal, options))
{}

History::~History()
{
    if (!m_writer)
        return;
    m_writer->end();
    const HistoryStatus last = m_writer->status();
    const quint64 missing = m_journal.cursor() - last.stored + last.lost;
    if (missing > 0 && m_options.whenIncomplete)
        m_options.whenIncomplete(missing, last.error);
}

HistoryStatus History::status() const
{
    return m_writer ? m_writer->status() : HistoryStatus();
}

bool History::waitUntilStored(Cursor cursor, std::chrono::milliseconds timeout) const
{
    return m_writer && m_writer->waitFor(cursor, timeout);
}

Cursor History::oldest() const
{
    const HistoryStatus history = status();
    return history.isOpen ? std::min(history.oldest, m_journal.oldest()) : m_journal.oldest();
}

JournalWaiter History::waitFor(Cursor after, std::function<void()> callback) const
{
    return m_journal.waitFor(after, std::move(callback));
}

JournalPage History::read(const JournalQuery &query) const
{
    if (!m_writer || query.limit <= 0 || query.after + 1 >= m_journal.oldest())
        return m_journal.read(query);
    const HistoryStatus history = m_writer->status();
    if (history.isOpen)
        return readBoth(query, history);
    JournalQuery own = query; // lower numbers are not those of entries that were dropped
    own.after = std::max(query.after, history.origin - 1);
    return m_journal.read(own);
}

JournalPage History::readBoth(const JournalQuery &query, const HistoryStatus &history) const
{
    const Cursor before = std::max(query.after + 1, std::min(m_journal.oldest(), history.stored + 1));
    auto old = HistoryScan::read(history.path, query, before);
    if (!old)
        return m_journal.read(query); // which counts what is not in it as dropped
    if (old->more)
        return *std::move(old);
    JournalQuery rest = query;
    rest.after = before - 1;
    rest.limit = std::max<qsizetype>(1, query.limit - old->entries.size());
    rest.maxBytes = old->entries.isEmpty() ? query.maxBytes : query.maxBytes - bytesOf(old->entries);
    return joined(*std::move(old), m_journal.read(rest), query);
}

} // namespace Standin
