// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QStringList>

/// The parts of errors about input: "expected A or B, found C; did you mean B?".
namespace Standin::ErrorText {

/// "expected …, found …".
[[nodiscard]] QString expected(const QString &what, const QString &found);

/// "a", "a or b", "a, b or c".
[[nodiscard]] QString listed(const QStringList &words);
/// Likewise, each in quotes.
[[nodiscard]] QString quotedList(const QStringList &words);

/// "nothing" (undefined), "null", "a boolean", "a number", "a string", "an empty string", "an array", "an object".
[[nodiscard]] QString typeOf(const JsonText &value);

/// A number, true, false, null, or a short string in quotes, as it was found; of other values only the type, because
/// they may contain data that must not be logged.
[[nodiscard]] QString found(const JsonText &value);
[[nodiscard]] QString found(const QString &text);

/// The known word that is most similar to `word`; empty when none is similar enough.
[[nodiscard]] QString nearest(const QString &word, const QStringList &known);

/// `; did you mean "…"?`, or empty when no known word is similar.
[[nodiscard]] QString suggestion(const QString &word, const QStringList &known);

} // namespace Standin::ErrorText
