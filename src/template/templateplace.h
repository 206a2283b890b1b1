// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "template/variables.h"

#include <QStringList>

namespace Standin {

class Template;
struct Expression;

/// The names that have a value at the place of a template: those of the command only in replies.
struct TemplatePlace
{
    bool hasClientId = true;
    bool hasCommand = false;
    bool hasState = false;       ///< values of it may be missing at any time
    QStringList levelNames = {}; ///< of the command's topic, where it has names for them
    QStringList topics = {};     ///< of "report", "command" and "reply"
    Variables vars = {};
    bool anyVars = false; ///< `vars` are not known here

    /// InvalidArgument for the first name without a value here. A value that a command may lack is not an error.
    [[nodiscard]] Result<> check(const Template &text) const;

private:
    /// Empty when it has a value.
    [[nodiscard]] QString reasonAgainst(const Expression &name) const;
    [[nodiscard]] QString reasonAgainstLevel(const QString &level) const;
};

} // namespace Standin
