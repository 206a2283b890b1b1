// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/log/loghistory.h"

#include "gui/style/icon.h"
#include "journal/history/history.h"
#include "models/journalfiltermodel.h"
#include "models/journalmodel.h"

#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

LogHistory::LogHistory(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_search(parts.history)
{
    parts.button.setIcon(lineIcon(u"older"_s));
    parts.button.setVisible(!parts.history.status().path.isEmpty());
    connect(&parts.button, &QToolButton::clicked, this, [this] {
        if (m_search.isRunning())
            stop();
        else
            search();
    });
    connect(&m_search, &Models::OlderSearch::found, &parts.shown, &Models::JournalFilterModel::addOlder);
    connect(&m_search, &Models::OlderSearch::finished, this, &LogHistory::refresh);
    connect(&parts.shown, &Models::JournalFilterModel::searchBegun, this, &LogHistory::stop);
    // What is found from now on would be on the wrong side of the gap.
    connect(&parts.entries, &Models::JournalModel::gapFound, this, &LogHistory::stop);
}

void LogHistory::search()
{
    if (!m_search.isRunning() && canSearch(m_parts.history.status()))
        m_search.start(m_parts.shown.coveredFrom(), m_parts.entries.start(), m_parts.shown.filter());
    refresh();
}

void LogHistory::stop()
{
    m_search.cancel();
    refresh();
}

void LogHistory::cleared()
{
    m_lostBefore = m_parts.history.status().lost;
}

void LogHistory::refresh()
{
    const HistoryStatus status = m_parts.history.status();
    if (status.path.isEmpty())
        return;
    if (!std::exchange(m_hasBegun, true))
        search();
    m_parts.button.setEnabled(m_search.isRunning() || canSearch(status));
    // Setting it is an event, also when it stays the same.
    if (const QString explanation = explanationFor(status); explanation != m_parts.button.toolTip())
        m_parts.button.setToolTip(explanation);
}

QString LogHistory::explanationFor(const HistoryStatus &status) const
{
    if (m_search.isRunning())
        return tr("Stop searching the history");
    if (!status.isOpen)
        return tr("The history cannot be read");
    if (!hasOlder(status))
        return tr("There are no older entries in the history");
    if (!m_parts.shown.canTakeOlder())
        return tr("The log is full. Filter it, or export the entries");
    return tr("Search older entries in the history");
}

bool LogHistory::hasOlder(const HistoryStatus &status) const
{
    return status.isOpen && m_parts.shown.coveredFrom() > status.oldest;
}

bool LogHistory::canSearch(const HistoryStatus &status) const
{
    return hasOlder(status) && m_parts.shown.canTakeOlder() && !m_parts.shown.isSearching() &&
           !m_parts.entries.hasGap();
}

quint64 LogHistory::dropped() const
{
    const HistoryStatus status = m_parts.history.status();
    if (!status.isOpen)
        return m_parts.entries.dropped();
    const Cursor start = m_parts.entries.start();
    const Cursor kept = std::min(status.oldest, m_parts.shown.coveredFrom());
    const quint64 removed = kept > start + 1 ? kept - start - 1 : 0; // because the file was full
    return removed + status.lost - m_lostBefore + m_parts.shown.olderDropped(start);
}

QString LogHistory::note() const
{
    if (m_search.isRunning())
        return tr(" · searching the history");
    return hasOlder(m_parts.history.status()) ? tr(" · older ones in the history") : QString();
}

} // namespace Standin::Gui
