// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/rule.h"

namespace Standin::Rest {

/// {"rules": [ … ]}, or one rule. InvalidArgument with a JSON pointer, also for unknown keys.
struct RulesRequest
{
    QList<Rules::Rule> rules = {};
    bool isList = false;

    [[nodiscard]] static Result<RulesRequest> from(const QByteArray &body);
};

} // namespace Standin::Rest
