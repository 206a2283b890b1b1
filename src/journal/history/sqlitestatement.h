// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace Standin {

/// A prepared statement of a SqliteConnection. Parameters are counted from 1, columns from 0, as SQLite does.
class SqliteStatement
{
public:
    /// `path`: for errors.
    [[nodiscard]] static Result<SqliteStatement> prepare(sqlite3 *connection, const QByteArray &sql,
                                                         const QString &path);

    void bind(int parameter, qint64 value);
    void bind(int parameter, const QString &text);
    void bindText(int parameter, const QByteArray &utf8);
    /// NULL for empty bytes. They must stay until the statement has been run.
    void bind(int parameter, const QByteArray &bytes);

    /// Goes to the next row; false when there is none.
    [[nodiscard]] Result<bool> step();
    /// Makes it ready to be run again, with new values.
    void reset();
    /// For statements without rows: step() and reset().
    Result<> run();

    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    SqliteStatement(sqlite3_stmt *statement, QString path);

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    QString m_path;
    std::vector<QByteArray> m_texts; ///< the bound ones, by parameter: SQLite makes no copies of them
};

/// The error that SQLite reports for its last call.
[[nodiscard]] Failure sqliteFailure(sqlite3 *connection, const QString &path);

} // namespace Standin
