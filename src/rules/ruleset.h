// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/ruleindex.h"

namespace Standin::Rules {

/// Rules in the order in which they are tried: by priority, then as they were given. Immutable; several threads may use
/// it at once.
class RuleSet
{
public:
    RuleSet() = default;
    /// Without rules; all users share it.
    [[nodiscard]] static const std::shared_ptr<const RuleSet> &none();
    explicit RuleSet(CompiledRules rules);

    [[nodiscard]] bool isEmpty() const { return m_rules.empty(); }
    [[nodiscard]] const CompiledRules &rules() const { return m_rules; }
    /// Those that the message may match, in their order.
    [[nodiscard]] CompiledRules candidates(const Match::Message &message) const;

private:
    CompiledRules m_rules;
    RuleIndex m_index;
};

using RuleSetPtr = std::shared_ptr<const RuleSet>;

} // namespace Standin::Rules
