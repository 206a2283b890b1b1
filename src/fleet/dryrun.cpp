// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/dryrun.h"

#include "base/topicfilter.h"
#include "base/topicrules.h"
#include "template/scriptengine.h"

namespace Standin {

DryRun DryRun::of(const DeviceStatus &device, const CompiledProfile &profile, const Rules::RuleSet &rules,
                  Match::Message::Fields message, const Clock &clock)
{
    ScriptEngine scripts;
    TemplateScope scope(clock, 0);
    scope.scripts = &scripts;
    scope.clientId = device.id;
    scope.index = device.index;
    scope.vars = profile.vars;
    scope.state = device.values;
    scope.topics = {.report = device.reportTopic, .command = device.commandTopic, .reply = device.replyTopic};
    if (message.topic.isEmpty())
        message.topic = device.commandTopic;
    Command command{Match::Message(std::move(message)), {}};
    command.correlation = profile.correlation.find(command.message);
    command.message.setCorrelation(Match::toPlainText(command.correlation));
    scope.command = &command;
    const QString filter = TopicRules::withoutShare(QStringView(device.commandTopic)).toString();
    const Rules::Situation situation{
        command, !filter.isEmpty() && TopicFilter::matches(filter, command.message.topic()), clock.steadyNow()};

    DryRun run{.isCommand = situation.isCommand, .matching = {}, .nearest = {}};
    for (const Rules::CompiledRulePtr &rule : rules.candidates(command.message)) {
        Rules::Judgement judgement = Rules::Judgement::of(rule, situation, scope);
        if (judgement.matches)
            run.matching.append(std::move(judgement));
    }
    run.nearest = Rules::Judgement::nearest(rules, situation, scope, mostNearest);
    return run;
}

} // namespace Standin
