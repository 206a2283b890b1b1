// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/rule.h"

namespace Standin::Rules {

/// Rules that belong to no profile, in a file of their own: {"format": "standin.rules/1", "rules": [ … ]}.
namespace RulesFile {

inline constexpr qint64 maxFileBytes = 16 * 1024 * 1024;

/// Errors name the JSON pointer of the fault, what was expected and what was found. UnsupportedFormat for another or a
/// newer format.
[[nodiscard]] Result<QList<Rule>> parse(const QByteArray &text);
/// Those of File::read() and parse(), with the path.
[[nodiscard]] Result<QList<Rule>> load(const QString &path);

[[nodiscard]] QByteArray toText(const QList<Rule> &rules);
[[nodiscard]] Result<> save(const QList<Rule> &rules, const QString &path);

} // namespace RulesFile

} // namespace Standin::Rules
