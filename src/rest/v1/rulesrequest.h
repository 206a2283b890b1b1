// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsonreader.h"
#include "rules/rule.h"

namespace Standin::Rest {

/// A rule of a body. What answers about rules have beside it is no error and has no effect: they can be sent back.
[[nodiscard]] Rules::Rule readRule(JsonReader &reader);

/// {"rules": [ … ]}, or one rule. InvalidArgument with a JSON pointer, also for unknown keys.
struct RulesRequest
{
    QList<Rules::Rule> rules = {};
    bool isList = false;

    [[nodiscard]] static Result<RulesRequest> from(const QByteArray &body);
};

} // namespace Standin::Rest
