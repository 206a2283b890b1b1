// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/rulestates.h"
#include "template/templatescope.h"

namespace Standin::Rules {

/// A message that a device has received.
struct Situation
{
    const Command &command;
    bool isCommand = true; ///< it was received on the command topic
    Clock::Instant now = {};
};

/// What the rules of a device make of a message.
struct RuleDecision
{
    /// A rule that fires.
    struct Fired
    {
        CompiledRulePtr rule;
        std::optional<size_t> step; ///< nullopt: it does nothing

        /// The actions of the step.
        [[nodiscard]] const CompiledRule::Step &actions() const;
    };

    /// A rule that could not be judged: its script failed. It does not match.
    struct Fault
    {
        CompiledRulePtr rule;
        Error error;
    };

    std::vector<Fired> fired;
    std::vector<Fault> faults;
    bool isTaken = false; ///< a rule has fired that does not let others continue

    /// Whether a fired rule publishes something.
    [[nodiscard]] bool sends() const;
    /// Whether one of it is no reply.
    [[nodiscard]] bool publishes() const;
    /// Whether one of it is a reply.
    [[nodiscard]] bool replies() const;
};

/// The rules that fire for a message, in their order. All of them see the state of the device before the message. It
/// uses no session, clock or journal: `states` is what it reads and changes. `scope` is that of the device, for
/// scripts.
[[nodiscard]] RuleDecision decide(const RuleSet &rules, const Situation &situation, RuleStates &states,
                                  TemplateScope &scope);

/// Whether all conditions of the rule hold, whatever its limits are. The error is that of its script.
[[nodiscard]] Result<bool> matches(const CompiledRule &rule, const Situation &situation, TemplateScope &scope);

/// Whether the script of the rule gives true; true without a script. ScriptFailed also for a value that is neither true
/// nor false.
[[nodiscard]] Result<bool> scriptHolds(const CompiledRule &rule, const Match::Message &message, TemplateScope &scope);

} // namespace Standin::Rules
