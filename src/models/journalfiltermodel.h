// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace Standin {

class JournalModel;

/// The entries that pass every filter which is set, in the order of the journal.
class JournalFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The text filter looks at no more of a payload than this, so that a large one cannot hold up the window.
    static constexpr qsizetype searchedBytes = 64 * 1024;

    /// The source must outlive the model.
    explicit JournalFilterModel(JournalModel &source, QObject *parent = nullptr);

    void setKindShown(EntryKind kind, bool shown);
    /// nullopt: every device.
    void setDevices(std::optional<QSet<QString>> devices);
    /// See topicMatches(). Entries without a topic pass only an empty filter.
    void setTopicFilter(const QString &filter);
    /// Looked for in device, topic, payload, correlation and note, upper and lower case alike.
    void setText(const QString &text);

    [[nodiscard]] const EntryPtr &entry(int row) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    [[nodiscard]] bool textAccepts(const Entry &entry) const;

    const JournalModel &m_journal;
    QSet<EntryKind> m_hiddenKinds;
    std::optional<QSet<QString>> m_devices;
    QString m_topicFilter;
    QString m_text;
};

} // namespace Standin
