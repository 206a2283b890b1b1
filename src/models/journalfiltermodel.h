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

/// The entries of a JournalModel that pass all filters, in its order. Rows of the source are added only at the end and
/// removed only at the front, so no mapping as in QSortFilterProxyModel is needed, which would be slow with many
/// messages.
///
/// After a change of a filter all entries are searched: a first step at once, the rest in steps between events. Until
/// the search is complete the rows stay unchanged; then the model is reset.
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
    /// See Match::TextSearch. Also searched: the device, the text of the event, and the names of state and offline mode
    /// ("offline:with-will").
    void setText(const QString &text);

    [[nodiscard]] const EntryPtr &entry(int row) const { return m_shown[static_cast<size_t>(row)]; }
    /// -1 for an entry that was dropped or does not pass the filters.
    [[nodiscard]] int rowOf(const Entry &entry) const;
    /// The first row of an entry after `seq`; rowCount() if there is none.
    [[nodiscard]] int rowAfter(quint64 seq) const;

    [[nodiscard]] bool isSearching() const { return m_steps.isActive(); }
    /// Progress of a search, in percent.
    [[nodiscard]] int searched() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    using Rows = std::deque<EntryPtr>;

    void rebuild();
    /// Continues the search for about this long.
    void search(std::chrono::milliseconds time);
    void publish();
    void takeNew(int first, int last);
    void giveUpOld(int last);
    [[nodiscard]] bool accepts(const Entry &entry) const;
    [[nodiscard]] bool holds(const Match::TextSearch &text, const Entry &entry) const;

    const JournalModel &m_journal;
    Rows m_shown;
    Rows m_found;             ///< by the current search
    quint64 m_searchedTo = 0; ///< its position
    QTimer m_steps;
    QSet<EntryKind> m_hiddenKinds;
    std::optional<QSet<QString>> m_devices;
    std::optional<Match::TopicPattern> m_topicFilter;
    std::optional<Match::TextSearch> m_text;
};

} // namespace Standin::Models
