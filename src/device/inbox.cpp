// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/inbox.h"

#include "device/session/messageproperties.h"

namespace Standin {

namespace {

/// By what must not be at work a second time for a copy of the message.
bool isHandledOnce(const Decision &decision)
{
    return decision.usedPreset || !decision.rules.fired.empty();
}

} // namespace

void Inbox::setProfile(const std::shared_ptr<const CompiledProfile> &profile, TemplateScope &scope)
{
    m_profile = profile;
    m_topics = scope.topics;
    m_responder = Responder(profile, m_topics);
    QStringList filters = {m_topics.command};
    filters += profile->renderFilters(scope).value_or(QStringList()); // the fleet has accepted them
    for (const QString &filter : std::as_const(filters))
        m_sent.listenTo(filter);
    m_sent.addCommandTopic(m_topics.command);
    m_deliveries.setFilters(filters);
}

void Inbox::setRules(const Rules::RuleSetPtr &rules)
{
    m_state.rules.keepOnly(*rules);
    m_responder.setRules(rules);
}

Inbox::Received Inbox::receive(const InboundMessage &message, TemplateScope &scope)
{
    Received received{.command = {Match::Message({.topic = message.topic,
                                                  .payload = message.payload,
                                                  .qos = message.qos,
                                                  .retain = message.retain,
                                                  .dup = message.dup,
                                                  .properties = toPlainText(message.properties)}),
                                  {}},
                      .correlation = {},
                      .decision = {}};
    received.command.correlation = m_profile->correlation.find(received.command.message);
    received.correlation = Match::toPlainText(received.command.correlation);
    received.command.message.setCorrelation(received.correlation);

    const auto fingerprint = SentMessages::fingerprint(message.topic, message.payload);
    Delivery delivery{.at = m_clock.steadyNow(),
                      .values = received.correlation.isEmpty() ? 0 : qHash(received.correlation)};
    delivery.isOwn = isOwn(received.command.message, fingerprint);
    const auto earlier = delivery.isOwn ? std::nullopt : m_deliveries.earlier(fingerprint, message.dup, delivery.at);
    if (earlier) {
        delivery.isCopy = true;
        delivery.isOwn = *earlier == Deliveries::Outcome::Own;
        delivery.wasHandledOnce = *earlier == Deliveries::Outcome::HandledOnce;
    }
    if (!delivery.isOwn && !delivery.isCopy)
        delivery.chain = received.chain = m_sent.chainOf(fingerprint);
    scope.command = &received.command;
    received.decision = m_responder.decide(received.command, delivery, m_state, scope);
    scope.command = nullptr;
    if (!received.chain && received.decision.rules.publishes())
        received.chain = std::make_shared<CommandChain>();
    if (!earlier)
        m_deliveries.add(fingerprint, message.topic,
                         delivery.isOwn                     ? Deliveries::Outcome::Own
                         : isHandledOnce(received.decision) ? Deliveries::Outcome::HandledOnce
                                                            : Deliveries::Outcome::Other,
                         delivery.at);
    return received;
}

bool Inbox::isOwn(const Match::Message &message, SentMessages::Fingerprint fingerprint)
{
    using How = OwnMessages::Delivery;
    const How how = message.retain() ? How::Retained : message.dup() ? How::Again : How::Live;
    if (m_own.take(fingerprint, how))
        return true;
    // A retained message on a topic to which the device itself publishes is from an earlier run of the program.
    return message.retain() && (message.topic() == m_topics.report || message.topic() == m_topics.reply);
}

Result<> Inbox::addPresetReply(const PresetReply &reply)
{
    return m_state.presetReplies.add(reply, *m_profile);
}

Result<> Inbox::setPresetReplies(const QList<PresetReply> &replies)
{
    PresetReplies set;
    for (const PresetReply &reply : replies) {
        if (const auto added = set.add(reply, *m_profile); !added)
            return added;
    }
    m_state.presetReplies = std::move(set);
    return {};
}

} // namespace Standin
