// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

/// The rows of a scenario as objects; none if it has none. For a CSV file: FileNotReadable, TooLarge, or
/// InvalidArgument with path and line; InvalidArgument for one that it may not use (Access).
[[nodiscard]] Result<QList<JsonText>> rowsOf(const Scenario &scenario);

/// A CSV text (RFC 4180; fields are separated by "," or, if the first line has none, by ";") as objects with the names
/// of the first line. Numbers, true and false without quotes become such values, all others are texts. InvalidArgument
/// with the line.
[[nodiscard]] Result<QList<JsonText>> rowsFromCsv(const QByteArray &text);

} // namespace Standin::Scenarios
