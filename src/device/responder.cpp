// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/responder.h"

#include "rules/ruleid.h"

#include <QtMqtt/QMqttTopicFilter>

namespace Standin {

Responder::Responder(std::shared_ptr<const CompiledProfile> profile, Topics topics)
    : m_profile(std::move(profile))
    , m_topics(std::move(topics))
{}

Decision Responder::decide(const Command &command, ResponderState &state) const
{
    if (!isCommand(command.message.topic()))
        return {};
    if (auto preset = state.presetReplies.take())
        return {.reply = std::move(preset), .ruleId = Rules::RuleId::presetReply};
    if (!command.correlation.isEmpty() && !m_profile->reply.isEmpty())
        return {.reply = {m_profile, &m_profile->reply}, .ruleId = Rules::RuleId::defaultReply};
    return {};
}

bool Responder::isCommand(const QString &topic) const
{
    if (topic == m_topics.command)
        return true;
    // What the device publishes itself must not be answered, however wide the filter.
    return topic != m_topics.reply && topic != m_topics.report &&
           QMqttTopicFilter(m_topics.command).match(QMqttTopicName(topic));
}

} // namespace Standin
