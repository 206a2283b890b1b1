// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalfiltermodel.h"

#include "models/journalmodel.h"

#include <QDeadlineTimer>
#include <QStringList>

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace Standin::Models {

namespace {

constexpr auto firstTime = 20ms; ///< of the first step of a search
constexpr auto stepTime = 10ms;  ///< of each further step
constexpr int checkedEntries = 32;
constexpr qsizetype checkedBytes = 256 * 1024;

} // namespace

JournalFilterModel::JournalFilterModel(const JournalModel &source, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(source)
    , m_filter(source.words())
{
    connect(&source, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { takeNew(first, last); });
    connect(&source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int, int last) { giveUpOld(last); });
    connect(&source, &QAbstractItemModel::modelReset, this, &JournalFilterModel::rebuild);
    connect(&source, &JournalModel::gapFound, this, &JournalFilterModel::removeOlder);
    m_steps.setInterval(1ms);
    connect(&m_steps, &QTimer::timeout, this, [this] { search(stepTime); });
    rebuild();
}

void JournalFilterModel::setKindShown(EntryKind kind, bool shown)
{
    m_filter.setKindShown(kind, shown);
    rebuild();
}

void JournalFilterModel::setDevices(std::optional<QSet<QString>> devices)
{
    if (m_filter.setDevices(std::move(devices)))
        rebuild();
}

void JournalFilterModel::setTopicFilter(const QString &filter)
{
    m_filter.setTopicFilter(filter);
    rebuild();
}

void JournalFilterModel::setText(const QString &text)
{
    m_filter.setText(text);
    rebuild();
}

void JournalFilterModel::setCondition(std::optional<Match::Pattern> condition)
{
    m_filter.setCondition(std::move(condition));
    rebuild();
}

void JournalFilterModel::rebuild()
{
    m_found.clear();
    m_older.clear(); // their rows go with the reset
    m_searchedTo = 0;
    emit searchBegun();
    search(firstTime);
}

void JournalFilterModel::search(std::chrono::milliseconds time)
{
    const QDeadlineTimer deadline(time);
    int count = 0;
    qsizetype bytes = 0;
    for (int row = m_journal.rowAfter(m_searchedTo); row < m_journal.rowCount(); ++row) {
        const EntryPtr &entry = m_journal.entry(row);
        if (m_filter.accepts(*entry))
            m_found.push_back(entry);
        m_searchedTo = entry->seq;
        bytes += entry->payload.size();
        if (++count < checkedEntries && bytes < checkedBytes)
            continue;
        if (deadline.hasExpired()) {
            m_steps.start();
            return;
        }
        count = 0;
        bytes = 0;
    }
    publish();
}

void JournalFilterModel::publish()
{
    m_steps.stop();
    beginResetModel();
    m_shown = std::exchange(m_found, {});
    endResetModel();
}

int JournalFilterModel::searched() const
{
    return m_journal.rowCount() == 0 ? 100 : m_journal.rowAfter(m_searchedTo) * 100LL / m_journal.rowCount();
}

void JournalFilterModel::takeNew(int first, int last)
{
    if (isSearching())
        return; // the search has not reached them yet
    Rows accepted;
    for (int row = first; row <= last; ++row) {
        if (m_filter.accepts(*m_journal.entry(row)))
            accepted.push_back(m_journal.entry(row));
    }
    if (accepted.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(accepted.size()) - 1);
    m_shown.insert(m_shown.end(), accepted.cbegin(), accepted.cend());
    endInsertRows();
}

/// The rows of the source up to `last` are about to be removed.
void JournalFilterModel::giveUpOld(int last)
{
    const auto isOld = [lastSeq = m_journal.entry(last)->seq](const EntryPtr &entry) { return entry->seq <= lastSeq; };
    m_found.erase(m_found.cbegin(), std::find_if_not(m_found.cbegin(), m_found.cend(), isOld));
    const qsizetype old = rowAfter(m_journal.entry(last)->seq);
    if (m_older.empty())
        removeFront(old);
    else
        keepAsOlder(last, old - olderRows());
}

void JournalFilterModel::removeFront(qsizetype count)
{
    if (count == 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(count) - 1);
    m_shown.erase(m_shown.cbegin(), m_shown.cbegin() + count);
    endRemoveRows();
}

int JournalFilterModel::rowOf(const Entry &entry) const
{
    const int row = rowAfter(entry.seq) - 1;
    return row >= 0 && m_shown[static_cast<size_t>(row)]->seq == entry.seq ? row : -1;
}

int JournalFilterModel::rowAfter(quint64 seq) const
{
    const auto found = std::upper_bound(m_shown.cbegin(), m_shown.cend(), seq,
                                        [](quint64 wanted, const EntryPtr &entry) { return wanted < entry->seq; });
    return static_cast<int>(found - m_shown.cbegin());
}

int JournalFilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int JournalFilterModel::columnCount(const QModelIndex &parent) const
{
    return m_journal.columnCount(parent);
}

QVariant JournalFilterModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return m_journal.text(*entry(index.row()), index.column());
}

QVariant JournalFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_journal.headerData(section, orientation, role);
}

} // namespace Standin::Models
