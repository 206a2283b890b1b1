// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/pattern.h"

/// A condition on messages as a user enters it in one line.
namespace Standin::Models::MessageCondition {

/// Nothing for an empty text. Otherwise parts, joined by " and ":
///
/// | part | holds for |
/// |---|---|
/// | `/op = reboot` | a message whose JSON has this value there; also `!=`, `<`, `>`, and `~` for a regular expression
/// | | `/op` | one that has any value there | | `traceId = 17` | one with this correlation value |
///
/// A value in quotation marks is a JSON string, and may hold " and ". A text that begins with `{` is a Match::Pattern
/// as JSON. InvalidArgument or MalformedJson for anything else.
[[nodiscard]] Result<std::optional<Match::Pattern>> fromText(const QString &text);

} // namespace Standin::Models::MessageCondition
