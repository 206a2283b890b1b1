// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"
#include "journal/history/sqlitestatement.h"

/// An entry as a row of the table `entries` of a history file. Its correlation is in a table of its own.
namespace Standin::EntryRow {

/// The names of the columns, in their order.
[[nodiscard]] QByteArray columns();
/// As many place holders as there are columns.
[[nodiscard]] QByteArray placeholders();

void bind(SqliteStatement &statement, const Entry &entry);

[[nodiscard]] qint64 seq(const SqliteStatement &statement);
/// The entry in the current row of a query for `columns()`; null for a row that means nothing to this version.
[[nodiscard]] std::shared_ptr<Entry> read(const SqliteStatement &statement);

} // namespace Standin::EntryRow
