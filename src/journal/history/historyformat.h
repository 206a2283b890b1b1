// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

namespace Standin {

class SqliteConnection;

/// The tables of a history file.
namespace HistoryFormat {

/// What stood in front of the entries of a file.
struct Beginning
{
    Cursor origin = 1;   ///< lower numbers have never stood for an entry
    quint64 removed = 0; ///< so many entries since then are not in the file (any more)
};

/// Makes the tables in an empty database, or checks that those of a history are there: UnsupportedFormat otherwise.
[[nodiscard]] Result<> ensure(SqliteConnection &connection, const Beginning &beginning);
/// The check alone.
[[nodiscard]] Result<> check(SqliteConnection &connection);
[[nodiscard]] Result<Beginning> beginning(SqliteConnection &connection);
/// Makes the table of it in a file of the first versions, which have none.
[[nodiscard]] Result<> ensureBeginning(SqliteConnection &connection);

} // namespace HistoryFormat

} // namespace Standin
