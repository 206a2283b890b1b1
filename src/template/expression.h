// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QList>
#include <QStringList>

namespace Standin {

/// The text between `${` and `}`: a name with parts (`topics.report`), or a call with literal arguments
/// (`randomInt(1, 6)`). Checked when it is made, so an evaluation never finds an unknown function.
struct Expression
{
    QStringList path; ///< the name, split at its dots
    bool isCall = false;
    QList<JsonText> arguments; ///< numbers, as they were written, and strings

    /// `correlationKeys` are the names that a command may have, without regard to case. InvalidArgument with the fault
    /// and the expected form.
    [[nodiscard]] static Result<Expression> parse(const QString &source, const QStringList &correlationKeys);

    bool operator==(const Expression &) const = default;
};

} // namespace Standin
