// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/ruleset.h"

#include <algorithm>

namespace Standin::Rules {

namespace {

CompiledRules byPriority(CompiledRules rules)
{
    std::ranges::stable_sort(rules, {}, [](const CompiledRulePtr &rule) { return rule->rule.priority; });
    return rules;
}

} // namespace

const std::shared_ptr<const RuleSet> &RuleSet::none()
{
    static const auto set = std::make_shared<const RuleSet>();
    return set;
}

RuleSet::RuleSet(CompiledRules rules)
    : m_rules(byPriority(std::move(rules)))
    , m_index(m_rules)
{}

CompiledRules RuleSet::candidates(const Match::Message &message) const
{
    CompiledRules found;
    if (m_rules.empty())
        return found;
    for (const quint32 place : m_index.candidates(message))
        found.push_back(m_rules[place]);
    return found;
}

} // namespace Standin::Rules
