// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/judgement.h"

#include "base/jsonbuilder.h"
#include "rules/statecondition.h"

#include <algorithm>

namespace Standin::Rules {

using namespace Qt::StringLiterals;

Judgement Judgement::of(const CompiledRulePtr &rule, const Situation &situation, TemplateScope &scope)
{
    const Rule &value = rule->rule;
    const When &when = value.when;
    Judgement judgement{.rule = rule, .explanation = {}};
    QList<Match::Check> &checks = judgement.explanation.checks;
    if (!value.isEnabled)
        checks.append(
            {.pointer = u"/enabled"_s, .expected = JsonText(QJsonValue(true)), .found = JsonText(QJsonValue(false))});
    if (!value.devices.isEmpty())
        checks.append({.pointer = u"/devices"_s,
                       .expected = JsonBuilder::strings(value.devices),
                       .found = Match::Explanation::shown(scope.clientId),
                       .held = rule->isFor(scope.clientId)});
    if (!when.pattern.topic)
        checks.append({.pointer = u"/when/topic"_s,
                       .expected = JsonText::string(scope.topics.command),
                       .found = Match::Explanation::shown(situation.command.message.topic()),
                       .held = situation.isCommand});
    QList<Match::Check> ofWhen = Match::Explanation::of(when.pattern, situation.command.message).checks;
    ofWhen += StateCondition::explain(when.state, scope.state);
    for (Match::Check &check : ofWhen)
        check.pointer.prepend(u"/when"_s);
    checks += ofWhen;
    if (rule->script) {
        const auto holds = scriptHolds(*rule, situation.command.message, scope);
        checks.append({.pointer = u"/when/script"_s,
                       .expected = JsonText::string(when.script),
                       .found = holds ? JsonText(QJsonValue(*holds)) : JsonText::string(holds.error().message),
                       .held = holds.value_or(false)});
    }
    judgement.matches = judgement.explanation.heldCount() == checks.size();
    return judgement;
}

QList<Judgement> Judgement::nearest(const RuleSet &rules, const Situation &situation, TemplateScope &scope,
                                    qsizetype limit)
{
    QList<Judgement> judged;
    for (const CompiledRulePtr &rule : rules.rules()) {
        Judgement judgement = of(rule, situation, scope);
        if (!judgement.matches && judgement.explanation.heldCount() > 0)
            judged.append(std::move(judgement));
    }
    std::ranges::stable_sort(judged, std::ranges::greater(),
                             [](const Judgement &judgement) { return judgement.explanation.score(); });
    return judged.first(std::min(limit, judged.size()));
}

} // namespace Standin::Rules
