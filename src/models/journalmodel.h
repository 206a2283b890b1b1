// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>

namespace Standin::Models {

/// The entries of the journal, oldest row first. It reads the journal when refresh() is called, in batches, and drops
/// the entries that the journal has dropped. It needs one pointer for each entry, so its memory is bounded like the
/// journal. No call takes longer than a few milliseconds; the next call takes the rest.
class JournalModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DeviceColumn, KindColumn, TopicColumn, PayloadColumn, NoteColumn, ColumnCount };

    /// The text for an entry's event; empty for messages.
    using Words = std::function<QString(const Entry &)>;

    /// Maximum number of characters in a cell: the time of a view depends on the length of a text.
    static constexpr qsizetype cellCharacters = 160;

    /// The journal must outlive the model. Entries up to `start` do not count as dropped.
    JournalModel(const JournalReader &journal, Words words, Cursor start = 0, QObject *parent = nullptr);

    /// Takes the new entries of the journal since the last call. Does nothing while paused.
    void refresh();
    /// Removes all rows; only later entries are shown.
    void clear();
    /// While paused the rows do not change, and new entries wait in the journal. Those that it drops meanwhile count as
    /// dropped.
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// The text of an entry in a column, on one line.
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] const Words &words() const { return m_words; }
    [[nodiscard]] const EntryPtr &entry(int row) const { return m_entries[static_cast<size_t>(row)]; }
    /// The first row of an entry after `seq`; rowCount() if there is none.
    [[nodiscard]] int rowAfter(Cursor seq) const;
    /// The model has all entries from this one on.
    [[nodiscard]] Cursor coveredFrom() const { return m_entries.empty() ? m_cursor + 1 : m_entries.front()->seq; }
    /// The last entry before those that count: at the beginning or the last clear().
    [[nodiscard]] Cursor start() const { return m_start; }
    /// The last entry that was taken.
    [[nodiscard]] Cursor cursor() const { return m_cursor; }
    /// Whether entries are missing between the rows. Those before them go with the next calls of refresh().
    [[nodiscard]] bool hasGap() const { return !m_entries.empty() && m_entries.front()->seq <= m_gapAfter; }
    /// Number of entries since the last clear() that were dropped.
    [[nodiscard]] quint64 dropped() const;
    /// Number of entries that the journal has and the model has not taken yet.
    [[nodiscard]] quint64 waiting() const { return m_journal.cursor() - m_cursor; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

signals:
    /// The journal dropped entries before they were taken; the next ones are taken now.
    void gapFound();

private:
    void giveUpOld();
    bool takeBatch();

    const JournalReader &m_journal;
    const Words m_words;
    std::deque<EntryPtr> m_entries;
    Cursor m_start = 0;    ///< entries up to it were cleared
    Cursor m_cursor = 0;   ///< entries up to it were read
    Cursor m_gapAfter = 0; ///< the last entry before those that were never taken
    bool m_paused = false;
};

} // namespace Standin::Models
