// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "match/textsearch.h"
#include "match/topicpattern.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <deque>
#include <optional>

namespace Standin::Models {

class JournalModel;

/// The entries of a JournalModel that pass every filter which is set, in its order. The source only ever grows at its
/// end and shrinks at its front, so this needs no mapping as QSortFilterProxyModel keeps one: that would be felt in a
/// flood.
///
/// Another filter means a look at all entries. That is done at once as far as it is quick, and otherwise in steps
/// between events: until it is done the rows stay what they were, then they are reset.
class JournalFilterModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The source must outlive the model.
    explicit JournalFilterModel(const JournalModel &source, QObject *parent = nullptr);

    void setKindShown(EntryKind kind, bool shown);
    /// nullopt: every device.
    void setDevices(std::optional<QSet<QString>> devices);
    /// See Match::TopicPattern::searching(). Entries without a topic pass only an empty filter.
    void setTopicFilter(const QString &filter);
    /// See Match::TextSearch. Looked for in device, the words of the event and the names of state and offline mode
    /// ("offline:with-will"), too.
    void setText(const QString &text);

    [[nodiscard]] const EntryPtr &entry(int row) const { return m_shown[static_cast<size_t>(row)]; }
    /// -1 for an entry that is gone or does not pass the filters.
    [[nodiscard]] int rowOf(const Entry &entry) const;
    /// The first row of an entry behind `seq`; rowCount() where there is none.
    [[nodiscard]] int rowAfter(quint64 seq) const;

    [[nodiscard]] bool isSearching() const { return m_steps.isActive(); }
    /// How far a search has come, in percent.
    [[nodiscard]] int searched() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    using Rows = std::deque<EntryPtr>;

    void rebuild();
    /// Searches on for about so long.
    void search(std::chrono::milliseconds time);
    void publish();
    void takeNew(int first, int last);
    void giveUpOld(int last);
    [[nodiscard]] bool accepts(const Entry &entry) const;
    [[nodiscard]] bool holds(const Match::TextSearch &text, const Entry &entry) const;

    const JournalModel &m_journal;
    Rows m_shown;
    Rows m_found;             ///< by the search that is under way
    quint64 m_searchedTo = 0; ///< and how far it has come
    QTimer m_steps;
    QSet<EntryKind> m_hiddenKinds;
    std::optional<QSet<QString>> m_devices;
    std::optional<Match::TopicPattern> m_topicFilter;
    std::optional<Match::TextSearch> m_text;
};

} // namespace Standin::Models
