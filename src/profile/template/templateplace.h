// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/template/variables.h"

#include <QStringList>

namespace Standin {

class Template;
struct Expression;

/// Which names have a value where a template stands: only in what answers a command has the command one.
struct TemplatePlace
{
    bool hasClientId = true;
    bool hasCommand = false;
    QStringList topics = {}; ///< of "report", "command" and "reply"
    Variables vars = {};

    /// InvalidArgument for the first name without a value here. What a command may lack is no error.
    [[nodiscard]] Result<> check(const Template &text) const;

private:
    /// Empty when it has a value.
    [[nodiscard]] QString reasonAgainst(const Expression &name) const;
};

} // namespace Standin
