// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>

namespace Standin::Models {

/// The entries that the journal holds, oldest row first. Pulls when told to, in batches, and gives up what the journal
/// has given up: it needs a pointer for each entry, and neither a flood of messages nor a long day makes it grow. No
/// call takes longer than a few milliseconds; what is left over comes with the next one.
class JournalModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DeviceColumn, KindColumn, TopicColumn, PayloadColumn, NoteColumn, ColumnCount };

    /// What an entry's event is called for people; empty for messages.
    using Words = std::function<QString(const Entry &)>;

    /// No cell shows more of a text than that: what a view does with one takes time with its length.
    static constexpr qsizetype cellCharacters = 160;

    /// The journal must outlive the model.
    JournalModel(const JournalReader &journal, Words words, QObject *parent = nullptr);

    /// Takes what the journal has got since the last call. Does nothing while paused.
    void refresh();
    /// Forgets the rows; entries from now on are new.
    void clear();
    /// While paused nothing changes: the rows stay, and new entries wait in the journal. Those that it has to give up
    /// meanwhile count as dropped.
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// What a column shows of an entry, on one line.
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] QString words(const Entry &entry) const { return m_words(entry); }
    [[nodiscard]] const EntryPtr &entry(int row) const { return m_entries[static_cast<size_t>(row)]; }
    /// The first row of an entry behind `seq`; rowCount() where there is none.
    [[nodiscard]] int rowAfter(Cursor seq) const;
    /// Entries since the last clear() that are not held any more.
    [[nodiscard]] quint64 dropped() const;
    /// Entries that the journal has and the model has not taken yet.
    [[nodiscard]] quint64 waiting() const { return m_journal.cursor() - m_cursor; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    void giveUpOld();
    bool takeBatch();

    const JournalReader &m_journal;
    const Words m_words;
    std::deque<EntryPtr> m_entries;
    Cursor m_start = 0;  ///< entries up to it were cleared
    Cursor m_cursor = 0; ///< entries up to it were read
    bool m_paused = false;
};

} // namespace Standin::Models
