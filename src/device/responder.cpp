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

Decision Responder::decide(const Command &command, const Delivery &delivery, ResponderState &state) const
{
    if (delivery.isOwn)
        return unanswered(UnansweredReason::OwnMessage);
    if (!isCommand(command.message.topic()))
        return unanswered(UnansweredReason::NotOnCommandTopic);
    if (delivery.wasAnsweredByPreset)
        return unanswered(UnansweredReason::Duplicate);
    return answer(command, delivery, state);
}

Decision Responder::answer(const Command &command, const Delivery &delivery, ResponderState &state) const
{
    const qsizetype preset = delivery.isCopy ? -1 : state.presetReplies.find(command.message);
    const bool hasDefault = !command.correlation.isEmpty() && !m_profile->reply.isEmpty();
    if (preset < 0 && !hasDefault)
        return {.unanswered = reasonFor(command, delivery.isCopy, state)};
    const auto verdict = state.guard.ask(delivery.values, m_profile->profile.replyLimit, delivery.at);
    if (verdict != ReplyGuard::Verdict::Answer) {
        Decision decision = unanswered(UnansweredReason::RepliesStopped);
        if (verdict != ReplyGuard::Verdict::Stopped)
            decision.stopped = verdict;
        return decision;
    }
    if (preset >= 0)
        return {.reply = state.presetReplies.take(preset), .ruleId = Rules::RuleId::presetReply, .usedPreset = preset};
    return {.reply = {m_profile, &m_profile->reply}, .ruleId = Rules::RuleId::defaultReply};
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
