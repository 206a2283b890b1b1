// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/ruleactions.h"

#include "base/topicrules.h"

namespace Standin {

using namespace Qt::StringLiterals;

void RuleActions::run(const Rules::RuleDecision &decision, const Origin &cause, const Usual &usual)
{
    const auto originOf = [&cause](const Rules::CompiledRulePtr &rule) {
        Origin origin = cause;
        origin.ruleId = rule->rule.id;
        origin.testId = rule->rule.testId;
        return origin;
    };
    for (const Rules::RuleDecision::Fault &fault : decision.faults)
        m_effects.ruleFailed(fault.error, originOf(fault.rule));
    for (const Rules::RuleDecision::Fired &fired : decision.fired) {
        const auto &topic = fired.rule->rule.when.pattern.topic;
        m_scope.namedLevels = topic ? topic->captured(m_scope.command->message) : Match::NamedTexts();
        const Origin origin = originOf(fired.rule);
        for (const Rules::CompiledRule::Action &action : fired.actions())
            std::visit([&](const auto &one) { perform(one, origin, usual); }, action);
    }
    m_scope.namedLevels.clear();
}

void RuleActions::cancel()
{
    m_waiting.clear();
    m_waitingBytes = 0;
}

void RuleActions::perform(const Rules::CompiledRule::Send &action, Origin origin, const Usual &usual)
{
    origin.isReply = action.settings.isReply;
    const auto message = rendered(action, usual);
    if (!message) {
        m_effects.ruleFailed(message.error(), origin);
        return;
    }
    const auto delay = action.settings.delay.draw(m_random);
    if (delay.count() == 0)
        m_effects.sendForRule(*message, origin);
    else
        after(delay, message->payload.size(), origin,
              [this, message = *message, origin] { m_effects.sendForRule(message, origin); });
}

Result<OutboundMessage> RuleActions::rendered(const Rules::CompiledRule::Send &action, const Usual &usual)
{
    const Rules::Send &settings = action.settings;
    OutboundMessage message{.topic = m_scope.topics.report,
                            .payload = {},
                            .qos = settings.qos.value_or(settings.isReply ? usual.replyQos : usual.reportQos),
                            .retain = settings.retain,
                            .properties = settings.isReply ? usual.replyProperties : QMqttPublishProperties()};
    const auto topic = !action.topic.isEmpty() ? action.topic.renderName(m_scope)
                       : settings.isReply      ? usual.replyTopic
                                               : Result<QString>(m_scope.topics.report);
    const auto payload = action.payload.render(m_scope);
    const auto contentType = action.contentType.renderName(m_scope);
    if (!topic || !payload || !contentType)
        return Failure(!topic ? topic.error() : !payload ? payload.error() : contentType.error());
    if (TopicRules::faultInName(QStringView(*topic)))
        return failure(ErrorCode::InvalidArgument, u"\"%1\" is no topic to publish to"_s.arg(topic->left(200)));
    message.topic = *topic;
    message.payload = *payload;
    if (!contentType->isEmpty())
        message.properties.setContentType(*contentType);
    QMqttUserProperties userProperties;
    for (const auto &[name, value] : action.userProperties) {
        const auto text = value.renderName(m_scope);
        if (!text)
            return Failure(text.error());
        userProperties.append(QMqttStringPair(name, *text));
    }
    if (!userProperties.isEmpty())
        message.properties.setUserProperties(userProperties);
    return message;
}

void RuleActions::perform(const Rules::CompiledRule::SetState &action, const Origin &origin, const Usual & /*usual*/)
{
    const auto changes =
        action.values.render(m_scope).and_then([](const QByteArray &text) { return JsonText::parse(text); });
    if (changes && changes->isObject())
        m_effects.setStateForRule(*changes, origin);
    else
        m_effects.ruleFailed(changes ? Error{ErrorCode::InvalidArgument, u"setState did not give an object"_s}
                                     : changes.error(),
                             origin);
}

void RuleActions::perform(const Rules::GoOffline &action, const Origin &origin, const Usual & /*usual*/)
{
    const auto back = action.reconnectAfter;
    // Never from here: the session is handing on a message.
    after(action.delay.draw(m_random), 0, origin, [this, mode = action.mode, back, origin] {
        m_effects.goOfflineForRule(mode);
        if (back)
            after(back->draw(m_random), 0, origin, [this] { m_effects.goOnlineForRule(); });
    });
}

void RuleActions::perform(const Rules::CompiledRule::FireEvent &action, const Origin &origin, const Usual & /*usual*/)
{
    const auto data = action.data.render(m_scope);
    if (data)
        m_effects.fireEvent(action.name, *data, origin);
    else
        m_effects.ruleFailed(data.error(), origin);
}

void RuleActions::after(std::chrono::milliseconds delay, qsizetype bytes, const Origin &origin, Effect effect)
{
    if (m_waiting.size() >= mostWaiting || m_waitingBytes + bytes > mostWaitingBytes) {
        m_effects.ruleFailed(
            {.code = ErrorCode::LimitReached,
             .message = u"%1 delayed actions of this device are waiting already"_s.arg(m_waiting.size())},
            origin);
        return;
    }
    const quint64 number = ++m_lastWaiting;
    m_waitingBytes += bytes;
    m_waiting[number] = m_timers.start(delay, [this, number, bytes, effect = std::move(effect)] {
        const Effect now = effect; // the timer's own copy ends with its entry
        m_waitingBytes -= bytes;
        m_waiting.erase(number);
        now();
    });
}

} // namespace Standin
