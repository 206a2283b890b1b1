// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/history/sqlitestatement.h"

struct sqlite3;

namespace Standin {

/// An open SQLite database. Use it in one thread at a time. Destroy its statements first.
class SqliteConnection
{
public:
    enum class Access : quint8 {
        Read,
        Write, ///< makes the file if there is none
    };

    [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const QString &path, Access access);
    ~SqliteConnection();
    Q_DISABLE_COPY_MOVE(SqliteConnection)

    [[nodiscard]] const QString &path() const { return m_path; }

    Result<> execute(const QByteArray &sql);
    /// The first value of the first row; 0 where there is none.
    [[nodiscard]] Result<qint64> number(const QByteArray &sql);
    [[nodiscard]] Result<SqliteStatement> prepare(const QByteArray &sql);

private:
    SqliteConnection(QString path, sqlite3 *handle);

    const QString m_path;
    sqlite3 *const m_handle;
};

} // namespace Standin
