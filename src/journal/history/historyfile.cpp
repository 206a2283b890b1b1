// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/historyfile.h"

#include "base/file.h"
#include "journal/history/entryrow.h"
#include "journal/history/historyformat.h"

#include <QFileInfo>
#include <QLockFile>

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kibibyte = 1024;
constexpr qint64 mebibyte = 1024 * kibibyte;

/// SQLite's log, which is part of the size: above it its content goes into the file.
qint64 walBytes(qint64 maxBytes)
{
    return std::clamp(maxBytes / 8, 128 * kibibyte, 4 * mebibyte);
}

/// What the file itself may have.
qint64 contentBytes(qint64 maxBytes)
{
    return std::max(maxBytes / 2, maxBytes - 2 * walBytes(maxBytes));
}

QString lockFault(const QLockFile &lock, const QString &path)
{
    const QFileInfo folder(QFileInfo(path).path());
    if (!folder.isDir())
        return u"there is no folder for it"_s;
    if (lock.error() == QLockFile::PermissionError)
        return u"its folder cannot be written"_s;
    return u"the lock file beside it cannot be written; is there space left?"_s;
}

Result<std::unique_ptr<QLockFile>> lock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(0);
    if (lock->tryLock(0))
        return lock;
    if (lock->error() != QLockFile::LockFailedError) {
        const QString text = lockFault(*lock, path);
        return failure(ErrorCode::FileNotWritable, text, path, text);
    }
    qint64 process = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&process, &host, &program);
    const QString text = u"process %1 writes its history to it"_s.arg(process);
    return failure(ErrorCode::FileInUse, text + u"; end it, or give another file to --journal"_s, path, text);
}

/// The file holds what devices said, so it is for its owner alone; SQLite would take the umask. True when it was made.
Result<bool> ensureFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return File::createPrivate(path).map([] { return true; });
    if (!info.isFile())
        return failure(ErrorCode::FileNotReadable, u"expected a regular file"_s, path);
    return false;
}

} // namespace

HistoryFile::HistoryFile(std::unique_ptr<QLockFile> lock, std::unique_ptr<SqliteConnection> connection, qint64 maxBytes)
    : m_lock(std::move(lock))
    , m_connection(std::move(connection))
    , m_identity(FileIdentity::of(m_connection->path()))
    , m_maxBytes(maxBytes)
{}

HistoryFile::~HistoryFile()
{
    m_insertEntry.reset();
    m_insertCorrelation.reset();
    // SQLite finds the WAL by the file's name: what is in it would be taken for that of the file which is there now.
    if (!checkPlace())
        (void)m_connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"_ba);
    else if (m_isComplete)
        (void)m_connection->execute("UPDATE state SET closed = 1"_ba); // else the next start takes it for a crash
}

Result<std::unique_ptr<HistoryFile>> HistoryFile::open(const QString &path, qint64 maxBytes,
                                                       const std::optional<Numbers> &numbers)
{
    auto held = lock(path);
    if (!held)
        return Failure(held.error());
    const auto isNew = ensureFile(path);
    if (!isNew)
        return Failure(isNew.error());
    auto connection = SqliteConnection::open(path, SqliteConnection::Access::Write);
    if (!connection) {
        if (*isNew)
            QFile::remove(path);
        return Failure(connection.error());
    }
    std::unique_ptr<HistoryFile> file(new HistoryFile(std::move(*held), *std::move(connection), maxBytes));
    if (const auto prepared = file->prepare(numbers); !prepared) {
        file->setIncomplete(); // nothing in it is to be changed
        if (*isNew)
            QFile::remove(path); // while the lock is held: another process may make the file then
        return Failure(prepared.error());
    }
    return file;
}

qsizetype HistoryFile::batchBytes() const
{
    return std::clamp(m_maxBytes / 16, 64 * kibibyte, 16 * mebibyte);
}

Result<> HistoryFile::checkPlace() const
{
    const QString &path = m_connection->path();
    const auto there = FileIdentity::of(path);
    if (there && there == m_identity)
        return {};
    const QString text = there ? u"another file was put in its place"_s : u"the file was moved away or deleted"_s;
    return failure(ErrorCode::FileNotWritable, text, path, text);
}

Result<> HistoryFile::prepare(const std::optional<Numbers> &numbers)
{
    const QByteArray insertEntry =
        "INSERT INTO entries("_ba + EntryRow::columns() + ") VALUES(" + EntryRow::placeholders() + ')';
    const QByteArray insertCorrelation = "INSERT INTO correlation(seq, place, key, value) VALUES(?, ?, ?, ?)"_ba;
    // What is in front of the first entry of a file that is made now is in another one, or lost.
    const HistoryFormat::Beginning beginning =
        numbers ? HistoryFormat::Beginning{.origin = numbers->origin, .removed = numbers->next - numbers->origin}
                : HistoryFormat::Beginning();
    return HistoryFormat::ensure(*m_connection, beginning)
        .and_then([&] { return begin(numbers); })
        .and_then([this] { return HistoryFormat::ensureBeginning(*m_connection); })
        .and_then([this] { return m_connection->execute("PRAGMA journal_mode = WAL"_ba); })
        // The WAL is complete after a crash of this program; only that of the machine may cost the last transactions.
        .and_then([this] { return m_connection->execute("PRAGMA synchronous = NORMAL"_ba); })
        .and_then([this] { return m_connection->execute("PRAGMA cache_size = -16000"_ba); })
        .and_then([this] { return m_connection->number("PRAGMA page_size"_ba); })
        .map([this](qint64 bytes) { m_pageBytes = bytes; })
        .and_then([this] { return limitWal(); })
        .and_then([this] { return m_connection->execute("UPDATE state SET closed = 0"_ba); })
        .and_then([this] { return measure(); })
        .and_then([&] { return m_connection->prepare(insertEntry); })
        .map([this](SqliteStatement query) { m_insertEntry = std::move(query); })
        .and_then([&] { return m_connection->prepare(insertCorrelation); })
        .map([this](SqliteStatement query) { m_insertCorrelation = std::move(query); });
}

Result<> HistoryFile::limitWal()
{
    const qint64 bytes = walBytes(m_maxBytes);
    return m_connection->execute("PRAGMA journal_size_limit = " + QByteArray::number(bytes)).and_then([&] {
        return m_connection->execute("PRAGMA wal_autocheckpoint = " + QByteArray::number(bytes / m_pageBytes));
    });
}

Result<> HistoryFile::begin(const std::optional<Numbers> &numbers)
{
    const auto last = m_connection->number("SELECT max(seq) FROM entries"_ba);
    const auto closed = last.and_then([this](qint64) { return m_connection->number("SELECT closed FROM state"_ba); });
    if (!closed)
        return Failure(closed.error());
    if (numbers && static_cast<Cursor>(*last) >= numbers->first) {
        const QString text = u"it has entries with the numbers of this run"_s;
        return failure(ErrorCode::FileNotWritable, text + u"; the next start goes on in it"_s, m_connection->path(),
                       text);
    }
    m_next = numbers ? numbers->next : static_cast<Cursor>(*last) + 1 + (*closed != 0 ? 0 : skippedAfterCrash);
    return HistoryFormat::beginning(*m_connection).map([this](const HistoryFormat::Beginning &beginning) {
        m_origin = beginning.origin;
    });
}

Result<> HistoryFile::measure()
{
    const auto pages = m_connection->number("PRAGMA page_count"_ba);
    const auto unused = pages.and_then([this](qint64) { return m_connection->number("PRAGMA freelist_count"_ba); });
    const auto oldest =
        unused.and_then([this](qint64) { return m_connection->number("SELECT min(seq) FROM entries"_ba); });
    if (!oldest)
        return Failure(oldest.error());
    m_bytes = (*pages - *unused) * m_pageBytes;
    m_oldest = *oldest == 0 ? m_next : static_cast<Cursor>(*oldest);
    return {};
}

Result<> HistoryFile::append(Cursor after, const JournalPage &page)
{
    const auto done =
        m_connection->execute("BEGIN IMMEDIATE"_ba).and_then([&] { return insert(after, page); }).and_then([this] {
            return m_connection->execute("COMMIT"_ba);
        });
    if (!done) {
        (void)m_connection->execute("ROLLBACK"_ba); // SQLite may have rolled back itself
        return done;
    }
    m_next = page.cursor + 1;
    return measure();
}

Result<> HistoryFile::insert(Cursor after, const JournalPage &page)
{
    if (const auto done = makeRoom(bytesOf(page.entries)); !done)
        return done;
    if (page.dropped > 0) {
        const QByteArray gap =
            "INSERT INTO gaps VALUES(" + QByteArray::number(after) + ',' + QByteArray::number(page.dropped) + ')';
        if (const auto done = m_connection->execute(gap); !done)
            return done;
    }
    for (const EntryPtr &entry : page.entries) {
        EntryRow::bind(*m_insertEntry, *entry);
        const auto done = m_insertEntry->run().and_then([&] { return insertCorrelation(*entry); });
        if (!done)
            return done;
    }
    return {};
}

Result<> HistoryFile::insertCorrelation(const Entry &entry)
{
    qint64 place = 0;
    for (const auto &[key, value] : entry.correlation) {
        m_insertCorrelation->bind(1, static_cast<qint64>(entry.seq));
        m_insertCorrelation->bind(2, place++);
        m_insertCorrelation->bind(3, key);
        m_insertCorrelation->bind(4, value);
        if (const auto done = m_insertCorrelation->run(); !done)
            return done;
    }
    return {};
}

/// Some more than needed, so that not every batch removes; and not all at once when the size has become smaller.
Result<> HistoryFile::makeRoom(qint64 incoming)
{
    const qint64 content = contentBytes(m_maxBytes);
    const qint64 missing = m_bytes + incoming - content;
    const qint64 spare = content / 256;
    return missing > 0 ? removeOld(std::min(missing + spare, 4 * (incoming + spare))) : Result<>();
}

Result<> HistoryFile::removeOld(qint64 bytes)
{
    constexpr qint64 rowBytes = 100; // of an entry, beside its texts
    auto oldest = m_connection->prepare("SELECT seq, ifnull(length(payload), 0) + length(topic) + length(facts) FROM "
                                        "entries ORDER BY seq"_ba);
    if (!oldest)
        return Failure(oldest.error());
    qint64 last = 0;
    qint64 removed = 0;
    for (auto row = oldest->step(); bytes > 0 && row.value_or(true); row = oldest->step()) {
        if (!row)
            return Failure(row.error());
        ++removed;
        last = oldest->number(0);
        bytes -= oldest->number(1) + rowBytes;
    }
    oldest->reset();
    const QByteArray upTo = QByteArray::number(last);
    Result<> done = m_connection->execute("UPDATE origin SET removed = removed + "_ba + QByteArray::number(removed) +
                                          " + (SELECT ifnull(sum(count), 0) FROM gaps WHERE after <= " + upTo + ')');
    for (const QByteArray &rows :
         {"entries WHERE seq <= "_ba, "correlation WHERE seq <= "_ba, "gaps WHERE after <= "_ba})
        done = done.and_then([&] { return m_connection->execute("DELETE FROM "_ba + rows + upTo); });
    return done;
}

} // namespace Standin
