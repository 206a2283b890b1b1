// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Match {

/// The text of a regular expression for PCRE, which ends a search that takes too many steps or goes too deep: it comes
/// from a file or from the network.
[[nodiscard]] inline QString boundedExpression(const QString &expression)
{
    return QStringLiteral("(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=10000)") + expression;
}

} // namespace Standin::Match
