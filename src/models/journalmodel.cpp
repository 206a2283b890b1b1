// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalmodel.h"

#include "models/payloadpreview.h"

#include <QDateTime>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Models {

namespace {

/// Keeps one refresh short; what is left over comes with the next one.
constexpr int maxBatch = 2'000;

QString noteText(const Entry &entry, const QString &words)
{
    QStringList parts;
    for (const auto &[key, value] : entry.correlation)
        parts.append(key + u'=' + value);
    if (!words.isEmpty())
        parts.append(words);
    return parts.join(u"  "_s);
}

} // namespace

JournalModel::JournalModel(const JournalReader &journal, Words words, int capacity, QObject *parent)
    : QAbstractTableModel(parent)
    , m_journal(journal)
    , m_words(std::move(words))
    , m_capacity(capacity)
{}

void JournalModel::refresh()
{
    if (m_paused)
        return;
    const Cursor newest = m_journal.cursor();
    const auto capacity = static_cast<quint64>(m_capacity);
    if (newest - m_cursor > capacity)
        m_cursor = newest - capacity;

    JournalQuery query;
    query.after = m_cursor;
    query.limit = std::min(maxBatch, m_capacity);
    const JournalPage page = m_journal.read(query);
    m_cursor = page.cursor;
    if (page.entries.isEmpty())
        return;

    makeRoomFor(page.entries.size());
    const auto first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(page.entries.size()) - 1);
    m_entries.insert(m_entries.end(), page.entries.cbegin(), page.entries.cend());
    endInsertRows();
}

void JournalModel::makeRoomFor(qsizetype count)
{
    const auto excess = static_cast<int>(static_cast<qsizetype>(m_entries.size()) + count - m_capacity);
    if (excess <= 0)
        return;
    beginRemoveRows({}, 0, excess - 1);
    m_entries.erase(m_entries.begin(), m_entries.begin() + excess);
    endRemoveRows();
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
        return entry.device;
    case KindColumn:
        return toString(entry.kind());
    case TopicColumn:
        return entry.topic;
    case PayloadColumn:
        return payloadPreview(entry.payload);
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
