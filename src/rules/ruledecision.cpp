// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/ruledecision.h"

#include "base/errortext.h"
#include "rules/statecondition.h"

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

namespace {

const CompiledRule::Send *sendIn(const CompiledRule::Action &action)
{
    return std::get_if<CompiledRule::Send>(&action);
}

template <typename IsWanted>
bool anySend(const RuleDecision &decision, IsWanted isWanted)
{
    return std::ranges::any_of(decision.fired, [&](const RuleDecision::Fired &fired) {
        return std::ranges::any_of(fired.actions(), [&](const CompiledRule::Action &action) {
            const auto *send = sendIn(action);
            return send && isWanted(*send);
        });
    });
}

} // namespace

const CompiledRule::Step &RuleDecision::Fired::actions() const
{
    static const CompiledRule::Step none;
    return step ? rule->steps[*step] : none;
}

bool RuleDecision::sends() const
{
    return anySend(*this, [](const CompiledRule::Send &) { return true; });
}

bool RuleDecision::publishes() const
{
    return anySend(*this, [](const CompiledRule::Send &send) { return !send.settings.isReply; });
}

bool RuleDecision::replies() const
{
    return anySend(*this, [](const CompiledRule::Send &send) { return send.settings.isReply; });
}

Result<bool> scriptHolds(const CompiledRule &rule, const Match::Message &message, TemplateScope &scope)
{
    if (!rule.script)
        return true;
    const auto &topic = rule.rule.when.pattern.topic;
    scope.namedLevels = topic ? topic->captured(message) : Match::NamedTexts();
    const auto value = rule.script->evaluate(scope);
    scope.namedLevels.clear();
    if (value && !value->isBool())
        return failure(ErrorCode::ScriptFailed, ErrorText::expected(u"true or false"_s, ErrorText::typeOf(*value)),
                       u"/when/script"_s);
    return value.map([](const JsonText &held) { return held.toBool(); });
}

Result<bool> matches(const CompiledRule &rule, const Situation &situation, TemplateScope &scope)
{
    const When &when = rule.rule.when;
    const bool hasTopic = when.pattern.topic.has_value();
    if (!rule.rule.isEnabled || (!hasTopic && !situation.isCommand) || !rule.isFor(scope.clientId))
        return false;
    const Match::Message &message = situation.command.message;
    if (!when.pattern.matches(message) || !StateCondition::holds(when.state, scope.state))
        return false;
    return scriptHolds(rule, message, scope);
}

RuleDecision decide(const RuleSet &rules, const Situation &situation, RuleStates &states, TemplateScope &scope)
{
    RuleDecision decision;
    for (const CompiledRulePtr &rule : rules.candidates(situation.command.message)) {
        const auto holds = matches(*rule, situation, scope);
        if (!holds)
            decision.faults.push_back({rule, holds.error()});
        if (!holds.value_or(false) || !states.mayFire(*rule, situation.now))
            continue;
        decision.fired.push_back({rule, states.takeStep(*rule)});
        if (!rule->rule.continues) {
            decision.isTaken = true;
            break;
        }
    }
    return decision;
}

} // namespace Standin::Rules
