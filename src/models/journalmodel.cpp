// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalmodel.h"

#include "models/payloadpreview.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QStringList>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Models {

namespace {

constexpr int batch = 1'000;
constexpr qsizetype batchBytes = 4 * 1024 * 1024; ///< so that a filter that reads the payloads is not slow
constexpr int maxGivenUp = 20'000;
constexpr auto refreshTime = 8ms;

QString noteText(const Entry &entry, const QString &words)
{
    QStringList parts;
    for (const auto &[key, value] : entry.correlation)
        parts.append(textPreview(key) + u'=' + textPreview(value));
    if (!words.isEmpty())
        parts.append(words);
    return textPreview(parts.join(u"  "_s), JournalModel::cellCharacters);
}

} // namespace

JournalModel::JournalModel(const JournalReader &journal, Words words, Cursor start, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(journal)
    , m_words(std::move(words))
    , m_start(start)
    , m_cursor(start)
{}

void JournalModel::refresh()
{
    if (m_paused)
        return;
    giveUpOld();
    const QDeadlineTimer deadline(refreshTime);
    while (takeBatch() && !deadline.hasExpired()) {
    }
}

/// False when there are no more entries.
bool JournalModel::takeBatch()
{
    const JournalPage page = m_journal.read({.after = m_cursor, .limit = batch, .maxBytes = batchBytes});
    if (page.dropped > 0) {
        m_gapAfter = m_cursor;
        emit gapFound();
    }
    m_cursor = page.cursor;
    if (page.entries.isEmpty())
        return false;
    const auto first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(page.entries.size()) - 1);
    m_entries.insert(m_entries.end(), page.entries.cbegin(), page.entries.cend());
    endInsertRows();
    return page.more;
}

void JournalModel::giveUpOld()
{
    const Cursor oldest = m_journal.oldest();
    const int count = std::min(oldest == 0 ? 0 : rowAfter(oldest - 1), maxGivenUp);
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + count);
    endRemoveRows();
}

int JournalModel::rowAfter(Cursor seq) const
{
    const auto found = std::upper_bound(m_entries.cbegin(), m_entries.cend(), seq,
                                        [](Cursor wanted, const EntryPtr &entry) { return wanted < entry->seq; });
    return static_cast<int>(found - m_entries.cbegin());
}

void JournalModel::clear()
{
    beginResetModel();
    m_entries.clear();
    m_start = m_cursor = m_journal.cursor();
    endResetModel();
}

quint64 JournalModel::dropped() const
{
    return m_cursor - m_start - m_entries.size();
}

QString JournalModel::text(const Entry &entry, int column) const
{
    switch (column) {
    case TimeColumn:
        return QDateTime::fromMSecsSinceEpoch(entry.at / 1000).toString(u"HH:mm:ss.zzz"_s);
    case DeviceColumn:
        return textPreview(entry.device, cellCharacters);
    case KindColumn:
        return toString(entry.kind());
    case TopicColumn:
        return textPreview(entry.topic, cellCharacters);
    case PayloadColumn:
        return payloadPreview(entry.payload, cellCharacters);
    case NoteColumn:
        return noteText(entry, m_words(entry));
    default:
        return {};
    }
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return text(*entry(index.row()), index.column());
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case DeviceColumn:
        return tr("Device");
    case KindColumn:
        return tr("Kind");
    case TopicColumn:
        return tr("Topic");
    case PayloadColumn:
        return tr("Payload");
    case NoteColumn:
        return tr("Correlation, note");
    default:
        return {};
    }
}

} // namespace Standin::Models
