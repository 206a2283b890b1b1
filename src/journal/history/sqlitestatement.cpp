// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/sqlitestatement.h"

#include "base/jsontext.h"

#include <sqlite3.h>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(int sqliteCode)
{
    switch (sqliteCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::FileInUse;
    case SQLITE_CANTOPEN:
        return ErrorCode::FileNotReadable;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::FileDamaged;
    default:
        return ErrorCode::FileNotWritable;
    }
}

/// What can be done about it; empty where the fault says that.
QString adviceFor(int sqliteCode)
{
    switch (sqliteCode) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return u"; move it away, or give another file to --journal"_s;
    case SQLITE_READONLY:
        return u"; make them writable, or give another file to --journal"_s;
    default:
        return {};
    }
}

QString textOf(int sqliteCode, sqlite3 *connection)
{
    switch (sqliteCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return u"another program has locked the database"_s;
    case SQLITE_READONLY:
        return u"the file or its folder is read-only"_s;
    case SQLITE_CORRUPT:
        return u"the database is damaged"_s;
    case SQLITE_FULL:
        return u"there is no space left"_s;
    case SQLITE_NOTADB:
        return u"this is not an SQLite database"_s;
    default:
        return QString::fromUtf8(sqlite3_errmsg(connection));
    }
}

} // namespace

Failure sqliteFailure(sqlite3 *connection, const QString &path)
{
    constexpr int primary = 0xff; // the rest is the extended code
    const int code = sqlite3_extended_errcode(connection) & primary;
    const QString text = textOf(code, connection);
    return failure(codeOf(code), text + adviceFor(code), path, text);
}

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

SqliteStatement::SqliteStatement(sqlite3_stmt *statement, QString path)
    : m_statement(statement)
    , m_path(std::move(path))
{}

Result<SqliteStatement> SqliteStatement::prepare(sqlite3 *connection, const QByteArray &sql, const QString &path)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, sql.constData(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK)
        return sqliteFailure(connection, path);
    return SqliteStatement(statement, path);
}

void SqliteStatement::bind(int parameter, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
}

void SqliteStatement::bind(int parameter, const QString &text)
{
    bindText(parameter, text.toUtf8());
}

void SqliteStatement::bindText(int parameter, const QByteArray &utf8)
{
    const auto place = static_cast<std::size_t>(parameter);
    if (m_texts.size() <= place)
        m_texts.resize(place + 1);
    m_texts[place] = utf8;
    sqlite3_bind_text64(m_statement.get(), parameter, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
                        SQLITE_STATIC, SQLITE_UTF8);
}

void SqliteStatement::bind(int parameter, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        sqlite3_bind_null(m_statement.get(), parameter);
    else
        sqlite3_bind_blob64(m_statement.get(), parameter, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()),
                            SQLITE_STATIC);
}

Result<bool> SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE)
        return code == SQLITE_ROW;
    return sqliteFailure(sqlite3_db_handle(m_statement.get()), m_path);
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get());
}

Result<> SqliteStatement::run()
{
    const auto stepped = step();
    reset();
    return stepped.map([](bool) {});
}

qint64 SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QString SqliteStatement::text(int column) const
{
    return JsonText::decoded(bytes(column));
}

QByteArray SqliteStatement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

} // namespace Standin
