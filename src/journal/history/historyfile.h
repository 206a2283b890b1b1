// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/fileidentity.h"
#include "journal/history/sqliteconnection.h"
#include "journal/journalquery.h"

#include <memory>

class QLockFile;

namespace Standin {

/// The SQLite file of a history, opened for writing by one process at a time; others may read it meanwhile (WAL).
/// Use it in one thread at a time.
///
/// Tables: `entries` (EntryRow), `correlation` (seq, place, key, value), `gaps` (so many entries behind a seq are not
/// in the file), `origin` (one row: lower numbers than `seq` have never stood for an entry; of the others `removed` are
/// not in the file any more) and `state` (one row: whether it was closed properly). `PRAGMA application_id` and
/// `user_version` tell whose file it is and in which format.
class HistoryFile
{
public:
    static constexpr int formatVersion = 1;
    static constexpr int applicationId = 0x53746e64; ///< "Stnd"
    /// After a crash the sequence goes on that much later: numbers that were given to entries that are lost, and
    /// perhaps to clients as cursors, do not come again.
    static constexpr Cursor skippedAfterCrash = 1'000'000;

    /// What a run has numbered before it opens the file.
    struct Numbers
    {
        Cursor origin = 1; ///< of a file that is made now
        Cursor first = 0;  ///< the first number of the run
        Cursor next = 0;   ///< the first that is to be written
    };

    /// Makes the file if there is none, readable by its owner alone. FileInUse when another process writes to it,
    /// UnsupportedFormat for a newer format or another program's database, FileDamaged, FileNotReadable or
    /// FileNotWritable otherwise; then nothing in it was changed, and no new file is left.
    /// With `numbers` a file is refused (FileNotWritable) that has entries from their first on: a number would stand
    /// for two entries. Without them the run begins with next().
    /// On the disk the file, with what SQLite keeps beside it, has about `maxBytes`: append() removes old entries.
    [[nodiscard]] static Result<std::unique_ptr<HistoryFile>>
    open(const QString &path, qint64 maxBytes, const std::optional<Numbers> &numbers = std::nullopt);
    /// Marks the file as closed properly, unless entries are missing or it is not in its place any more.
    ~HistoryFile();
    Q_DISABLE_COPY_MOVE(HistoryFile)

    /// The sequence number that the next entry is to have.
    [[nodiscard]] Cursor next() const { return m_next; }
    /// Lower numbers have never stood for an entry.
    [[nodiscard]] Cursor origin() const { return m_origin; }
    /// The oldest entry in it; next() where there is none.
    [[nodiscard]] Cursor oldest() const { return m_oldest; }
    /// How large its content is.
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// Entry::bytes() of a batch that the disk has room for.
    [[nodiscard]] qsizetype batchBytes() const;

    /// FileNotWritable when the file was deleted, or moved, or another one is in its place. Then it must not be written
    /// to any more: destroy this.
    [[nodiscard]] Result<> checkPlace() const;

    /// Entries behind the last one will not be written: the next start goes on as after a crash, so that no number
    /// stands for two entries.
    void setIncomplete() { m_isComplete = false; }

    /// Appends what a reader of the journal got after `after`, in one transaction: all of it or nothing.
    Result<> append(Cursor after, const JournalPage &page);

private:
    HistoryFile(std::unique_ptr<QLockFile> lock, std::unique_ptr<SqliteConnection> connection, qint64 maxBytes);

    Result<> prepare(const std::optional<Numbers> &numbers);
    Result<> limitWal();
    Result<> begin(const std::optional<Numbers> &numbers);
    Result<> insert(Cursor after, const JournalPage &page);
    Result<> insertCorrelation(const Entry &entry);
    Result<> makeRoom(qint64 incoming);
    Result<> removeOld(qint64 bytes);
    Result<> measure();

    const std::unique_ptr<QLockFile> m_lock;
    const std::unique_ptr<SqliteConnection> m_connection;
    const std::optional<FileIdentity> m_identity;
    const qint64 m_maxBytes;
    std::optional<SqliteStatement> m_insertEntry;
    std::optional<SqliteStatement> m_insertCorrelation;
    bool m_isComplete = true;
    Cursor m_origin = 1;
    Cursor m_next = 1;
    Cursor m_oldest = 1;
    qint64 m_pageBytes = 0;
    qint64 m_bytes = 0;
};

} // namespace Standin
