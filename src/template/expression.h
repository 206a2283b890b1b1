// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "template/templatenames.h"

#include <QList>
#include <QStringList>

namespace Standin {

/// The text between `${` and `}`, if it is a name with parts (`topics.report`), or a call with literal arguments
/// (`randomInt(1, 6)`). Checked when it is made, so an evaluation never finds an unknown function. All other texts are
/// scripts (Script).
struct Expression
{
    QStringList path = {}; ///< the name, split at its dots
    bool isCall = false;
    QList<JsonText> arguments = {}; ///< numbers, as they were written, and strings

    /// InvalidArgument with the fault and the expected form.
    [[nodiscard]] static Result<Expression> parse(const QString &source, const TemplateNames &names);

    /// Whether a source that parse() refuses has the form of an expression all the same: a name or a call that is
    /// misspelt. Anything else is for a Script.
    [[nodiscard]] static bool isMisspelt(const QString &source);

    /// The functions of templates, sorted.
    [[nodiscard]] static const QStringList &functionNames();

    /// What is wrong with a call: an unknown function, or its arguments. Empty when nothing is.
    [[nodiscard]] QString faultOfCall() const;

    bool operator==(const Expression &) const = default;

private:
    /// The fault in the form, if there is one.
    [[nodiscard]] static QString read(const QString &source, Expression &expression);
    [[nodiscard]] QString faultOfName(const TemplateNames &names) const;
    [[nodiscard]] QString faultOfCommand() const;
};

} // namespace Standin
