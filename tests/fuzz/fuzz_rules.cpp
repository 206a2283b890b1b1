// SPDX-License-Identifier: GPL-3.0-or-later
// A file of rules and a message: rules that were read can be written and read again without a change; the index leaves
// out no rule that matches; deciding ends for every message. The input is the file, a zero byte, the topic, a zero
// byte, the payload.
#include "fuzz/application.h"
#include "fuzz/require.h"
#include "rules/judgement.h"
#include "rules/rulebook.h"
#include "rules/rulesfile.h"
#include "support/fakeclock.h"

using namespace Standin;
using namespace Standin::Rules;

namespace {

void checkText(const QList<Rule> &rules)
{
    const auto again = RulesFile::parse(RulesFile::toText(rules));
    require(again.has_value(), "what is written can be read");
    require(*again == rules, "what is written is read as it was");
}

void checkDecision(const RuleSet &set, const QString &topic, const QByteArray &payload, const Clock &clock)
{
    const Command command{Match::Message({.topic = topic, .payload = payload}), {}};
    TemplateScope scope(clock, 1);
    scope.clientId = QStringLiteral("gw-1");
    scope.command = &command;
    const Situation situation{command, true, clock.steadyNow()};
    const CompiledRules candidates = set.candidates(command.message);
    for (const CompiledRulePtr &rule : set.rules()) {
        const auto holds = matches(*rule, situation, scope);
        const bool isCandidate = std::ranges::find(candidates, rule) != candidates.end();
        require(!holds.value_or(false) || isCandidate, "a rule that matches is a candidate");
        require(!holds || Judgement::of(rule, situation, scope).matches == *holds, "both judge alike");
    }
    RuleStates states(1);
    const RuleDecision decision = decide(set, situation, states, scope);
    require(decision.fired.size() <= set.rules().size(), "a rule fires once");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    makeApplication();
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArrayList parts = input.split('\0');
    const auto rules = RulesFile::parse(parts.first());
    if (!rules) {
        require(!rules.error().message.isEmpty(), "an error says what is wrong");
        return 0;
    }
    checkText(*rules);
    const Tests::FakeClock clock;
    RuleBook book(clock, [] { return QStringList{QStringLiteral("requestTime")}; });
    const auto added = book.add(*rules);
    require(added.has_value() || !added.error().message.isEmpty(), "an error says what is wrong");
    require(!added || added->size() == rules->size(), "all or none");
    checkDecision(*book.setWith(nullptr), QString::fromUtf8(parts.value(1)), parts.mid(2).join('\0'), clock);
    return 0;
}
