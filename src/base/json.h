// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonValue>

namespace Standin::Json {

/// A position in a text. Both numbers count from 1; the column counts characters, not bytes.
struct TextPosition
{
    int line = 1;
    int column = 1;
};

/// The position of a byte offset in a UTF-8 text; an offset after the end means the end.
[[nodiscard]] TextPosition positionOf(const QByteArray &text, qsizetype offset);

/// 3 when the text begins with a UTF-8 byte order mark, otherwise 0.
[[nodiscard]] qsizetype byteOrderMarkSize(QByteArrayView text);

/// The text without a leading UTF-8 byte order mark, which editors on Windows write.
[[nodiscard]] QByteArray withoutByteOrderMark(const QByteArray &text);

/// Checks strictly that a text is JSON (JsonSyntax), except for a leading byte order mark. MalformedJson with "line L,
/// column C" in `where` otherwise.
[[nodiscard]] Result<> check(const QByteArray &text);

/// Parses any JSON value that passes check(). Numbers are rounded and keys are sorted; JsonText preserves both.
[[nodiscard]] Result<QJsonValue> parse(const QByteArray &text);

/// A value of any type as compact JSON text.
[[nodiscard]] QByteArray toCompact(const QJsonValue &value);

/// The text of `value` as a JSON string literal, quotes included.
[[nodiscard]] QByteArray quoted(QStringView text);

/// The text of a string; whole numbers without exponent or trailing zeros; "true", "false", "null"; compact JSON for
/// arrays and objects. A number and a string with equal text give the same text.
[[nodiscard]] QString toPlainText(const QJsonValue &value);

/// The same text with two-space or four-space indentation and the keys in the order they were written in;
/// nothing but white space between tokens changes. Text that is not JSON gives an error. See JsonIndenter.
[[nodiscard]] Result<QByteArray> reindented(const QByteArray &text, int indent = 2);

} // namespace Standin::Json
