// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "rules/ruleset.h"

#include <QHash>

namespace Standin::Rules {

/// What one device remembers about the rules: how often each was at work. Use it in one thread.
class RuleStates
{
public:
    /// `seed` makes limits by chance repeatable.
    explicit RuleStates(quint64 seed)
        : m_random(seed)
    {}

    /// Forgets rules that are not in the set.
    void keepOnly(const RuleSet &rules);
    /// Forgets all, as if no rule had been at work.
    void clear() { m_uses.clear(); }

    /// The rule's conditions hold: counts that. Whether its limits let it fire.
    [[nodiscard]] bool mayFire(const CompiledRule &rule, Clock::Instant now);
    /// The rule fires: the step that is due, nullopt for none (Sequence::Silent).
    [[nodiscard]] std::optional<size_t> takeStep(const CompiledRule &rule);

    [[nodiscard]] Random &random() { return m_random; }

private:
    struct Use
    {
        quint32 matched = 0;
        quint32 fired = 0;
    };

    QHash<quint64, Use> m_uses; ///< by CompiledRule::serial
    Random m_random;
};

} // namespace Standin::Rules
