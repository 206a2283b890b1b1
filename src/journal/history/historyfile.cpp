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

Result<std::unique_ptr<QLockFile>> lock(const QString &path)
{
    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(0);
    if (lock->tryLock(0))
        return lock;
    if (lock->error() != QLockFile::LockFailedError)
        return failure(ErrorCode::FileNotWritable, u"its folder cannot be written"_s, path);
    qint64 process = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&process, &host, &program);
    const QString text = u"process %1 writes its history to it"_s.arg(process);
    return failure(ErrorCode::FileInUse, text, path, text);
}

/// The file holds what devices said, so it is for its owner alone; SQLite would take the umask.
Result<> checkFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return File::createPrivate(path);
    if (!info.isFile())
        return failure(ErrorCode::FileNotReadable, u"expected a regular file"_s, path);
    return {};
}

} // namespace

HistoryFile::HistoryFile(std::unique_ptr<QLockFile> lock, std::unique_ptr<SqliteConnection> connection, qint64 maxBytes)
    : m_lock(std::move(lock))
    , m_connection(std::move(connection))
    , m_maxBytes(maxBytes)
{}

HistoryFile::~HistoryFile()
{
    m_insertEntry.reset();
    m_insertCorrelation.reset();
    if (m_isComplete)
        (void)m_connection->execute("UPDATE state SET closed = 1"_ba); // else the next start takes it for a crash
}

Result<std::unique_ptr<HistoryFile>> HistoryFile::open(const QString &path, qint64 maxBytes)
{
    auto held = lock(path);
    if (!held)
        return Failure(held.error());
    if (const auto usable = checkFile(path); !usable)
        return Failure(usable.error());
    auto connection = SqliteConnection::open(path, SqliteConnection::Access::Write);
    if (!connection)
        return Failure(connection.error());
    std::unique_ptr<HistoryFile> file(new HistoryFile(std::move(*held), std::move(*connection), maxBytes));
    return file->prepare().map([&file] { return std::move(file); });
}

Result<> HistoryFile::prepare()
{
    const QByteArray insertEntry =
        "INSERT INTO entries("_ba + EntryRow::columns() + ") VALUES(" + EntryRow::placeholders() + ')';
    const QByteArray insertCorrelation = "INSERT INTO correlation(seq, place, key, value) VALUES(?, ?, ?, ?)"_ba;
    return HistoryFormat::ensure(*m_connection)
        .and_then([this] { return m_connection->execute("PRAGMA journal_mode = WAL"_ba); })
        // The WAL is complete after a crash of this program; only that of the machine may cost the last transactions.
        .and_then([this] { return m_connection->execute("PRAGMA synchronous = NORMAL"_ba); })
        .and_then([this] { return m_connection->execute("PRAGMA cache_size = -16000"_ba); })
        .and_then([this] { return m_connection->number("PRAGMA page_size"_ba); })
        .map([this](qint64 bytes) { m_pageBytes = bytes; })
        .and_then([this] { return begin(); })
        .and_then([this] { return measure(); })
        .and_then([&] { return m_connection->prepare(insertEntry); })
        .map([this](SqliteStatement query) { m_insertEntry = std::move(query); })
        .and_then([&] { return m_connection->prepare(insertCorrelation); })
        .map([this](SqliteStatement query) { m_insertCorrelation = std::move(query); });
}

Result<> HistoryFile::begin()
{
    const auto last = m_connection->number("SELECT max(seq) FROM entries"_ba);
    const auto closed = last.and_then([this](qint64) { return m_connection->number("SELECT closed FROM state"_ba); });
    if (!closed)
        return Failure(closed.error());
    m_next = static_cast<Cursor>(*last) + 1 + (*closed != 0 ? 0 : skippedAfterCrash);
    return m_connection->execute("UPDATE state SET closed = 0"_ba);
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
    if (m_bytes > m_maxBytes) {
        if (const auto removed = removeOld(std::max<qsizetype>(1000, 2 * page.entries.size())); !removed)
            return removed;
    }
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

Result<> HistoryFile::removeOld(qsizetype count)
{
    const auto last = m_connection->number("SELECT max(seq) FROM (SELECT seq FROM entries ORDER BY seq LIMIT " +
                                           QByteArray::number(count) + ')');
    auto done = last.map([](qint64) {});
    for (const QByteArray &rows :
         {"entries WHERE seq <= "_ba, "correlation WHERE seq <= "_ba, "gaps WHERE after < "_ba})
        done =
            done.and_then([&] { return m_connection->execute("DELETE FROM "_ba + rows + QByteArray::number(*last)); });
    return done;
}

} // namespace Standin
