// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QStringList>

/// The parts of which errors about input are made: "expected A or B, found C; did you mean B?".
namespace Standin::ErrorText {

/// "expected …, found …".
[[nodiscard]] QString expected(const QString &what, const QString &found);

/// "a", "a or b", "a, b or c".
[[nodiscard]] QString listed(const QStringList &words);
/// Likewise, each in quotes.
[[nodiscard]] QString quotedList(const QStringList &words);

/// "nothing" (undefined), "null", "a boolean", "a number", "a string", "an empty string", "an array", "an object".
[[nodiscard]] QString typeOf(const JsonText &value);

/// A number, true, false, null, or a short string in quotes, as it was found; the type of anything else, because what
/// is long or has parts may hold what should not stand in a log.
[[nodiscard]] QString found(const JsonText &value);
[[nodiscard]] QString found(const QString &text);

/// The known word that `word` is most likely a misspelling of; empty when none is near.
[[nodiscard]] QString nearest(const QString &word, const QStringList &known);

/// `; did you mean "…"?`, or nothing when no known word is near.
[[nodiscard]] QString suggestion(const QString &word, const QStringList &known);

} // namespace Standin::ErrorText
