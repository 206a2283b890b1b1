// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/entryfilter.h"
#include "models/oldersearch.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <chrono>
#include <deque>
#include <numeric>

namespace Standin::Models {

class JournalModel;

/// The entries of a JournalModel that pass all filters, in its order. Rows of the source are added only at the end and
/// removed only at the front, so no mapping as in QSortFilterProxyModel is needed, which would be slow with many
/// messages.
///
/// After a change of a filter all entries are searched: a first step at once, the rest in steps between events. Until
/// the search is complete the rows stay unchanged; then the model is reset.
///
/// In front of them it can have older entries, which the source does not have (any more): the found ones of an
/// OlderSearch. While there are some, the rows that the source removes stay, so that nothing is missing between. A
/// change of a filter removes the older entries. When there are too many, the oldest go.
class JournalFilterModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// The source must outlive the model.
    explicit JournalFilterModel(const JournalModel &source, QObject *parent = nullptr);

    // See EntryFilter.
    void setKindShown(EntryKind kind, bool shown);
    void setDevices(std::optional<QSet<QString>> devices);
    void setTopicFilter(const QString &filter);
    void setText(const QString &text);
    void setCondition(std::optional<Match::Pattern> condition);
    [[nodiscard]] const EntryFilter &filter() const { return m_filter; }

    /// Limits of the older entries.
    static constexpr qsizetype mostOlder = 50'000;
    static constexpr qsizetype mostOlderBytes = 128 * 1024 * 1024;

    /// Puts the entries in front. The search must have had filter() and have begun before coveredFrom().
    /// Ignored while isSearching().
    void addOlder(const OlderEntries &older);
    [[nodiscard]] bool canTakeOlder() const;
    /// The rows have all entries from this one on that pass the filters.
    [[nodiscard]] Cursor coveredFrom() const;
    /// Number of older entries that were checked.
    [[nodiscard]] quint64 olderChecked() const;
    /// Number of entries between them that the journal had dropped; of the parts that begin up to `upTo`.
    [[nodiscard]] quint64 olderDropped(Cursor upTo) const;

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

signals:
    /// A filter has changed, or the source was cleared: the entries are searched anew, and the older ones are gone.
    void searchBegun();

private:
    /// A part of the older entries; the parts are in their order.
    struct OlderPart
    {
        Cursor from = 0;     ///< the first entry that belongs to it
        qsizetype rows = 0;  ///< in m_shown
        qsizetype bytes = 0; ///< of the rows
        quint64 checked = 0;
        quint64 dropped = 0;
    };

    using Rows = std::deque<EntryPtr>;

    void rebuild();
    /// Continues the search for about this long.
    void search(std::chrono::milliseconds time);
    void publish();
    void takeNew(int first, int last);
    void giveUpOld(int last);
    void keepAsOlder(int last, qsizetype kept);
    void removeFront(qsizetype count);
    void joinFirstParts();
    void removeOlder();
    void limitOlder();

    template <typename Number>
    [[nodiscard]] Number sumOfOlder(Number OlderPart::*member) const
    {
        return std::accumulate(m_older.cbegin(), m_older.cend(), Number(0),
                               [member](Number sum, const OlderPart &part) { return sum + part.*member; });
    }
    [[nodiscard]] qsizetype olderRows() const;
    [[nodiscard]] qsizetype olderBytes() const;

    const JournalModel &m_journal;
    Rows m_shown;
    Rows m_found;             ///< by the current search
    quint64 m_searchedTo = 0; ///< its position
    QTimer m_steps;
    EntryFilter m_filter;
    std::deque<OlderPart> m_older;
};

} // namespace Standin::Models
