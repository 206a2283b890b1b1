// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace Standin {

class SqliteConnection;

/// The tables of a history file.
namespace HistoryFormat {

/// Makes the tables in an empty database, or checks that those of a history are there: UnsupportedFormat otherwise.
[[nodiscard]] Result<> ensure(SqliteConnection &connection);
/// The check alone.
[[nodiscard]] Result<> check(SqliteConnection &connection);

} // namespace HistoryFormat

} // namespace Standin
