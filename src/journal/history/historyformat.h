// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/journalquery.h"

namespace Standin {

class SqliteConnection;

/// The tables of a history file.
namespace HistoryFormat {

/// Makes the tables in an empty database, for entries from `origin` on, or checks that those of a history are there:
/// UnsupportedFormat otherwise.
[[nodiscard]] Result<> ensure(SqliteConnection &connection, Cursor origin);
/// The check alone.
[[nodiscard]] Result<> check(SqliteConnection &connection);
/// Lower numbers have never stood for an entry.
[[nodiscard]] Result<Cursor> origin(SqliteConnection &connection);

} // namespace HistoryFormat

} // namespace Standin
