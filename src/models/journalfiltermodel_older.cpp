// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

#include <algorithm>
#include <numeric>

namespace Standin::Models {

namespace {

constexpr qsizetype partRows = 1'000;
constexpr quint64 partEntries = 20'000;

} // namespace

void JournalFilterModel::addOlder(const OlderEntries &older)
{
    if (isSearching())
        return;
    const OlderPart part{.from = older.from,
                         .rows = older.entries.size(),
                         .bytes = older.bytes,
                         .checked = older.checked,
                         .dropped = older.dropped};
    if (!older.entries.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(older.entries.size()) - 1);
        m_shown.insert(m_shown.begin(), older.entries.cbegin(), older.entries.cend());
        m_older.push_front(part);
        endInsertRows();
    } else {
        m_older.push_front(part);
    }
    joinFirstParts();
    limitOlder();
}

/// Parts without rows are many when little is found.
void JournalFilterModel::joinFirstParts()
{
    if (m_older.size() < 2 || m_older[0].rows + m_older[1].rows > partRows)
        return;
    const OlderPart first = m_older.front();
    m_older.pop_front();
    OlderPart &joined = m_older.front();
    joined.from = first.from;
    joined.rows += first.rows;
    joined.bytes += first.bytes;
    joined.checked += first.checked;
    joined.dropped += first.dropped;
}

/// The source gives up its rows up to `last`; `kept` of them are shown.
void JournalFilterModel::keepAsOlder(int last, qsizetype kept)
{
    const qsizetype before = olderRows();
    if (m_older.back().rows >= partRows || m_older.back().checked >= partEntries)
        m_older.push_back({.from = m_journal.entry(0)->seq});
    OlderPart &part = m_older.back();
    part.rows += kept;
    part.checked += static_cast<quint64>(last) + 1;
    for (qsizetype row = before; row < before + kept; ++row)
        part.bytes += m_shown[static_cast<size_t>(row)]->bytes();
    limitOlder();
}

void JournalFilterModel::limitOlder()
{
    while (!m_older.empty() && (olderRows() > mostOlder || olderBytes() > mostOlderBytes)) {
        const qsizetype rows = m_older.front().rows;
        m_older.pop_front();
        removeFront(rows);
    }
}

void JournalFilterModel::removeOlder()
{
    const qsizetype rows = olderRows();
    m_older.clear();
    removeFront(rows);
}

bool JournalFilterModel::canTakeOlder() const
{
    return olderRows() + OlderSearch::enough <= mostOlder && olderBytes() < mostOlderBytes / 2;
}

Cursor JournalFilterModel::coveredFrom() const
{
    return m_older.empty() ? m_journal.coveredFrom() : m_older.front().from;
}

qsizetype JournalFilterModel::olderRows() const
{
    return sumOfOlder(&OlderPart::rows);
}

qsizetype JournalFilterModel::olderBytes() const
{
    return sumOfOlder(&OlderPart::bytes);
}

quint64 JournalFilterModel::olderChecked() const
{
    return sumOfOlder(&OlderPart::checked);
}

quint64 JournalFilterModel::olderDropped(Cursor upTo) const
{
    return std::accumulate(m_older.cbegin(), m_older.cend(), quint64(0), [upTo](quint64 sum, const OlderPart &part) {
        return part.from <= upTo ? sum + part.dropped : sum;
    });
}

} // namespace Standin::Models
