// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/sqliteconnection.h"

#include <QFile>

#include <sqlite3.h>

namespace Standin {

namespace {

/// SQLite waits so long for a lock of another program.
constexpr int busyMilliseconds = 100;

} // namespace

SqliteConnection::SqliteConnection(QString path, sqlite3 *handle)
    : m_path(std::move(path))
    , m_handle(handle)
{}

SqliteConnection::~SqliteConnection()
{
    sqlite3_close(m_handle);
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString &path, Access access)
{
    const int flags = access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3 *handle = nullptr;
    const int code =
        sqlite3_open_v2(QFile::encodeName(path).constData(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(path, handle));
    if (code != SQLITE_OK)
        return sqliteFailure(handle, path);
    sqlite3_busy_timeout(handle, busyMilliseconds);
    return connection;
}

Result<SqliteStatement> SqliteConnection::prepare(const QByteArray &sql)
{
    return SqliteStatement::prepare(m_handle, sql, m_path);
}

Result<> SqliteConnection::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqliteFailure(m_handle, m_path);
    return {};
}

Result<qint64> SqliteConnection::number(const QByteArray &sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return Failure(statement.error());
    return statement->step().map([&statement](bool isRow) { return isRow ? statement->number(0) : 0; });
}

} // namespace Standin
