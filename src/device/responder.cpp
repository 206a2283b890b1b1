// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/responder.h"

#include "rules/ruleid.h"

#include <QtMqtt/QMqttTopicFilter>

namespace Standin {

namespace {

Decision unanswered(UnansweredReason reason)
{
    return {.unanswered = Unanswered{.reason = reason}};
}

} // namespace

Responder::Responder(std::shared_ptr<const CompiledProfile> profile, Topics topics)
    : m_profile(std::move(profile))
    , m_topics(std::move(topics))
{}

const QString &Decision::ruleId() const
{
    return rules.fired.empty() ? replyId : rules.fired.front().rule->rule.id;
}

QString Decision::testId() const
{
    return rules.fired.empty() ? QString() : rules.fired.front().rule->rule.testId;
}

Decision Responder::decide(const Command &command, const Delivery &delivery, ResponderState &state,
                           TemplateScope &scope) const
{
    if (delivery.isOwn)
        return unanswered(UnansweredReason::OwnMessage);
    if (delivery.wasHandledOnce)
        return unanswered(UnansweredReason::Duplicate);
    Decision decision = answered(command, delivery, state, scope);
    if (!decision.reply && !decision.rules.sends())
        return decision;
    const auto verdict =
        state.guard.ask(delivery.values, m_profile->profile.replyLimit, delivery.at, delivery.chain.get());
    if (verdict == ReplyGuard::Verdict::Answer) {
        if (decision.usedPreset)
            state.presetReplies.remove(*decision.usedPreset);
        return decision;
    }
    Decision stopped = unanswered(UnansweredReason::RepliesStopped);
    if (verdict != ReplyGuard::Verdict::Stopped)
        stopped.stopped = verdict;
    return stopped;
}

Decision Responder::answered(const Command &command, const Delivery &delivery, ResponderState &state,
                             TemplateScope &scope) const
{
    const bool isForCommands = isCommand(command.message.topic());
    const qsizetype preset =
        isForCommands && !delivery.isCopy ? state.presetReplies.find(command.message) : qsizetype(-1);
    if (preset >= 0)
        return {.reply = state.presetReplies.at(preset), .replyId = Rules::RuleId::presetReply, .usedPreset = preset};
    Decision decision;
    if (!delivery.isCopy && !m_rules->isEmpty())
        decision.rules = Rules::decide(*m_rules, {command, isForCommands, delivery.at}, state.rules, scope);
    if (isForCommands && hasDefaultReply(command, decision.rules)) {
        decision.reply = {m_profile, &m_profile->reply};
        decision.replyId = Rules::RuleId::defaultReply;
    }
    if (!decision.isMatched())
        decision.unanswered = isForCommands ? reasonFor(command, delivery.isCopy, state)
                                            : Unanswered{.reason = UnansweredReason::NotOnCommandTopic};
    return decision;
}

bool Responder::hasDefaultReply(const Command &command, const Rules::RuleDecision &rules) const
{
    return !rules.isTaken && !rules.replies() && !command.correlation.isEmpty() && !m_profile->reply.isEmpty();
}

Unanswered Responder::reasonFor(const Command &command, bool isCopy, const ResponderState &state) const
{
    const Match::Message &message = command.message;
    const bool isOld = message.retain() || message.dup() || isCopy;
    if (isOld && state.presetReplies.wouldTake(message))
        return {.reason = message.retain() ? UnansweredReason::Retained : UnansweredReason::Duplicate};
    if (!command.correlation.isEmpty())
        return {.reason = UnansweredReason::NoReply};
    if (m_profile->correlation.needJson() && message.written().isUndefined())
        return {.reason = UnansweredReason::NotJson, .json = JsonFault::in(message.payload())};
    return {.reason = UnansweredReason::NoCorrelationKey};
}

bool Responder::isCommand(const QString &topic) const
{
    return topic == m_topics.command || QMqttTopicFilter(m_topics.command).match(QMqttTopicName(topic));
}

} // namespace Standin
