// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/explanation.h"
#include "rules/ruledecision.h"

namespace Standin::Rules {

/// Whether a rule matches a message, and each of its conditions, for dry runs and near misses. Limits are left out.
struct Judgement
{
    CompiledRulePtr rule;
    Match::Explanation explanation; ///< with pointers into the rule: "/when/topic", "/devices", "/enabled"
    bool matches = false;

    /// It costs several times as much as matches().
    [[nodiscard]] static Judgement of(const CompiledRulePtr &rule, const Situation &situation, TemplateScope &scope);
    /// Of the rules that do not match, those for which the most conditions hold, the nearest first; none for which
    /// nothing holds.
    [[nodiscard]] static QList<Judgement> nearest(const RuleSet &rules, const Situation &situation,
                                                  TemplateScope &scope, qsizetype limit);
};

} // namespace Standin::Rules
