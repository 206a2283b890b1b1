// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QList>
#include <QStringList>

namespace Standin {

/// What stands between `${` and `}`: a name with parts (`topics.report`), or a call with literal arguments
/// (`randomInt(1, 6)`). Checked when it is made, so that evaluating it later cannot meet an unknown function.
struct Expression
{
    QStringList path; ///< the name, split at its dots
    bool isCall = false;
    QList<JsonText> arguments; ///< numbers, as they were written, and strings

    /// `correlationKeys` are the names a command may bring along, in any case. InvalidArgument says what is wrong and
    /// what would be right.
    [[nodiscard]] static Result<Expression> parse(const QString &source, const QStringList &correlationKeys);

    bool operator==(const Expression &) const = default;
};

} // namespace Standin
