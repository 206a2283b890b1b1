// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/entry.h"

/// Entries as CSV: RFC 4180, UTF-8, lines that end with CR LF, a header.
///
/// The columns up to `user_properties` have the names that MQTTX gives them, except `payload_encoding`; the others
/// those of REST, with underscores. A payload that is text is written as it is (`payload_encoding`: "text"), others in
/// base64.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula, and devices are
/// not the only ones that send messages. Such a cell gets a `'` in front unless it is a number, and so does one that
/// begins with `'`. So a reader that removes a `'` at the beginning of a cell has the original.
namespace Standin::Csv {

[[nodiscard]] QByteArray header();
[[nodiscard]] QByteArray row(const Entry &entry);

} // namespace Standin::Csv
