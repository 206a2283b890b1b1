// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalreader.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>

namespace Standin::Models {

/// The newest part of the journal, oldest row first. Pulls when told to, in one batch, and gives up its oldest rows
/// beyond its capacity: neither a flood of messages nor a long day makes it grow.
class JournalModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, DeviceColumn, KindColumn, TopicColumn, PayloadColumn, NoteColumn, ColumnCount };

    /// What an entry's event is called for people; empty for messages.
    using Words = std::function<QString(const Entry &)>;

    static constexpr int defaultCapacity = 20'000;

    /// The journal must outlive the model.
    JournalModel(const JournalReader &journal, Words words, int capacity = defaultCapacity, QObject *parent = nullptr);

    /// Takes what the journal has got since the last call. Does nothing while paused.
    void refresh();
    /// Forgets the rows; entries from now on are new.
    void clear();
    /// While paused entries wait in the journal; those it has to give up meanwhile count as dropped.
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// What a column shows of an entry.
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] QString words(const Entry &entry) const { return m_words(entry); }
    [[nodiscard]] const EntryPtr &entry(int row) const { return m_entries[static_cast<size_t>(row)]; }
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
    void makeRoomFor(qsizetype count);

    const JournalReader &m_journal;
    const Words m_words;
    const int m_capacity;
    std::deque<EntryPtr> m_entries;
    Cursor m_start = 0;  ///< what lies before it was cleared away
    Cursor m_cursor = 0; ///< what lies before it has been read
    bool m_paused = false;
};

} // namespace Standin::Models
