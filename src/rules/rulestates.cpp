// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rulestates.h"

#include <QSet>

#include <algorithm>

namespace Standin::Rules {

void RuleStates::keepOnly(const RuleSet &rules)
{
    QSet<quint64> known;
    for (const CompiledRulePtr &rule : rules.rules())
        known.insert(rule->serial);
    m_uses.removeIf([&known](const QHash<quint64, Use>::iterator &use) { return !known.contains(use.key()); });
}

bool RuleStates::mayFire(const CompiledRule &rule, Clock::Instant now)
{
    const Limits &limits = rule.rule.limits;
    if (rule.hasExpired(now))
        return false;
    Use &use = m_uses[rule.serial];
    if (limits.times > 0 && use.fired >= limits.times)
        return false;
    ++rule.counters->matched;
    return ++use.matched > limits.skipFirst && (limits.probability >= 1 || m_random.real(0, 1) < limits.probability);
}

std::optional<size_t> RuleStates::takeStep(const CompiledRule &rule)
{
    ++rule.counters->fired;
    const size_t number = m_uses[rule.serial].fired++;
    const size_t count = rule.steps.size();
    if (count == 0)
        return std::nullopt;
    switch (rule.rule.sequence) {
    case Sequence::None:
        return 0;
    case Sequence::Last:
        return std::min(number, count - 1);
    case Sequence::Cycle:
        return number % count;
    case Sequence::Silent:
        return number < count ? std::optional(number) : std::nullopt;
    }
    Q_UNREACHABLE();
}

} // namespace Standin::Rules
