// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/journalfiltermodel.h"

#include "models/journalmodel.h"
#include "models/topicmatch.h"

#include <algorithm>

namespace Standin {

JournalFilterModel::JournalFilterModel(JournalModel &source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_journal(source)
{
    setSourceModel(&source);
}

void JournalFilterModel::setKindShown(EntryKind kind, bool shown)
{
    if (shown)
        m_hiddenKinds.remove(kind);
    else
        m_hiddenKinds.insert(kind);
    invalidateFilter();
}

void JournalFilterModel::setDevices(std::optional<QSet<QString>> devices)
{
    if (m_devices == devices)
        return;
    m_devices = std::move(devices);
    invalidateFilter();
}

void JournalFilterModel::setTopicFilter(const QString &filter)
{
    m_topicFilter = filter.trimmed();
    invalidateFilter();
}

void JournalFilterModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

const EntryPtr &JournalFilterModel::entry(int row) const
{
    return m_journal.entry(mapToSource(index(row, 0)).row());
}

bool JournalFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const Entry &entry = *m_journal.entry(sourceRow);
    if (m_hiddenKinds.contains(entry.kind))
        return false;
    if (m_devices && !m_devices->contains(entry.device))
        return false;
    if (!m_topicFilter.isEmpty() && (entry.topic.isEmpty() || !topicMatches(m_topicFilter, entry.topic)))
        return false;
    return m_text.isEmpty() || textAccepts(entry);
}

bool JournalFilterModel::textAccepts(const Entry &entry) const
{
    const auto holdsText = [this](const QString &field) { return field.contains(m_text, Qt::CaseInsensitive); };
    if (holdsText(entry.device) || holdsText(entry.topic) || holdsText(entry.note))
        return true;
    if (std::any_of(entry.correlation.cbegin(), entry.correlation.cend(),
                    [&](const auto &pair) { return holdsText(pair.second); }))
        return true;
    return holdsText(
        QString::fromUtf8(QByteArrayView(entry.payload).first(std::min(entry.payload.size(), searchedBytes))));
}

} // namespace Standin
