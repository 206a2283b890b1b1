// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "device/deliveryerror.h"
#include "device/device.h"
#include "device/session/messageproperties.h"

namespace Standin {

using namespace Qt::StringLiterals;

// Commands and replies

void Device::messageArrived(const InboundMessage &message)
{
    updateRules();
    const Inbox::Received received = m_inbox.receive(message, m_scope);
    const Decision &decision = received.decision;
    if (decision.usedPreset)
        m_record->removePreset(*decision.usedPreset);
    const Cursor seq = m_journal.append({.device = m_record->id(),
                                         .event = EntryEvent::MessageReceived,
                                         .topic = message.topic,
                                         .payload = message.payload,
                                         .qos = message.qos,
                                         .retain = message.retain,
                                         .dup = message.dup,
                                         .packetId = message.packetId,
                                         .properties = received.command.message.properties(),
                                         .correlation = received.correlation,
                                         .matched = decision.isMatched(),
                                         .unanswered = decision.unanswered,
                                         .ruleId = decision.ruleId(),
                                         .testId = decision.testId()});
    if (decision.stopped)
        m_journal.append(
            {.device = m_record->id(),
             .event = EntryEvent::RepliesStopped,
             .topic = message.topic,
             .error = ReplyGuard::describe(*decision.stopped, received.correlation, m_profile->profile.replyLimit)});
    countMessage(true, seq, message.topic, message.payload);
    answer(received, message);
}

void Device::answer(const Inbox::Received &received, const InboundMessage &message)
{
    const Rules::RuleDecision &rules = received.decision.rules;
    m_scope.command = &received.command;
    if (!rules.fired.empty() || !rules.faults.empty())
        m_ruleActions.run(rules, {.correlation = received.correlation, .chain = received.chain},
                          {.replyTopic = replyTopic(message),
                           .replyQos = m_profile->profile.qos.reply.value_or(message.qos),
                           .reportQos = m_profile->profile.qos.report,
                           .replyProperties = propertiesOfReply(message.properties)});
    if (received.decision.reply)
        sendReply(received, message);
    m_scope.command = nullptr;
}

void Device::sendReply(const Inbox::Received &received, const InboundMessage &message)
{
    const Result<QByteArray> payload = received.decision.reply->render(m_scope);
    const Result<QString> topic = replyTopic(message);
    const auto sendIt = [&](const QByteArray &text) {
        return send({.topic = *topic,
                     .payload = text,
                     .qos = m_profile->profile.qos.reply.value_or(message.qos),
                     .properties = propertiesOfReply(message.properties)},
                    {.correlation = received.correlation, .ruleId = received.decision.replyId, .isReply = true});
    };
    const auto sent = topic ? payload.and_then(sendIt) : Result<qint32>(Failure(topic.error()));
    if (!sent)
        m_journal.append({.device = m_record->id(),
                          .event = EntryEvent::ReplyNotSent,
                          .topic = topic.value_or(m_scope.topics.reply),
                          .error = sent.error()});
}

Result<QString> Device::replyTopic(const InboundMessage &message)
{
    const QString asked = message.properties.responseTopic();
    if (!asked.isEmpty())
        return asked;
    if (!m_profile->replyTopicNeedsCommand)
        return m_scope.topics.reply;
    auto rendered = m_profile->replyTopic.renderName(m_scope); // first: it ends at a bound
    const QString missing = rendered ? m_profile->replyTopic.firstWithoutValue(m_scope) : QString();
    if (!missing.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       u"the reply topic needs %1, which the command does not have"_s.arg(missing), u"/topics/reply"_s);
    return rendered;
}

void Device::addPresetReply(const PresetReply &reply, const Completion<> &done)
{
    auto added = roomForPresets(reply.bytes());
    if (added)
        added = m_inbox.addPresetReply(reply);
    if (added)
        m_record->addPreset(reply);
    done(added);
}

void Device::replacePresetReplies(const QList<PresetReply> &before, const QList<PresetReply> &after,
                                  const Completion<> &done)
{
    bool isAsBefore = false;
    m_record->inspect([&](const DeviceStatus &status) { isAsBefore = status.presetReplies == before; });
    Result<> replaced;
    if (!isAsBefore)
        replaced = failure(ErrorCode::Cancelled, u"the preset replies have changed meanwhile"_s);
    else
        replaced = roomForPresets(bytesOf(after) - bytesOf(before));
    if (replaced)
        replaced = m_inbox.setPresetReplies(after);
    if (replaced)
        m_record->setPresets(after);
    done(replaced);
}

Result<> Device::roomForPresets(qint64 bytes) const
{
    if (bytes <= 0 || m_record->hasRoomForPresets(bytes))
        return {};
    return failure(ErrorCode::LimitReached, u"the preset replies of all devices together may hold %1 MiB"_s.arg(
                                                DeviceTotals::mostPresetBytes >> 20));
}

void Device::clearPresetReplies()
{
    m_inbox.clearPresetReplies();
    m_record->clearPresets();
}

// What rules do

void Device::sendForRule(const OutboundMessage &message, const Origin &origin)
{
    const bool isCommand = !origin.isReply && isForAnother(message.topic);
    if (isCommand && m_state == DeviceState::Online)
        m_sentMessages.addCommand(message.topic, message.payload, origin.chain);
    const auto sent = m_state == DeviceState::Online
                          ? send(message, {.correlation = origin.correlation,
                                           .ruleId = origin.ruleId,
                                           .testId = origin.testId,
                                           .isReply = origin.isReply,
                                           .isCommand = isCommand})
                          : failure(ErrorCode::NotOnline, u"the device is %1"_s.arg(toString(m_state)));
    if (!sent)
        m_journal.append({.device = m_record->id(),
                          .event = origin.isReply ? EntryEvent::ReplyNotSent : EntryEvent::ReportNotSent,
                          .topic = message.topic,
                          .ruleId = origin.ruleId,
                          .testId = origin.testId,
                          .error = sent.error()});
}

void Device::setStateForRule(const JsonText &changes, const Origin &origin)
{
    if (const auto put = putState(m_scope.state.with(changes), changes, origin); !put)
        ruleFailed(put.error(), origin);
}

void Device::goOfflineForRule(OfflineMode mode)
{
    goOffline(mode, Completion<>());
}

void Device::goOnlineForRule()
{
    connectToBroker(Completion<>());
}

void Device::fireEvent(const QString &name, const QByteArray &data, const Origin &origin)
{
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::EventFired,
                      .topic = name,
                      .payload = data,
                      .ruleId = origin.ruleId,
                      .testId = origin.testId});
}

void Device::ruleFailed(const Error &error, const Origin &origin)
{
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::RuleFailed,
                      .ruleId = origin.ruleId,
                      .testId = origin.testId,
                      .error = error});
}

Result<> Device::putState(const JsonText &values, const JsonText &changes, const Origin &origin)
{
    if (values.text().size() > DeviceStatus::mostValues)
        return failure(ErrorCode::TooLarge,
                       u"the state of a device has at most %1 bytes"_s.arg(DeviceStatus::mostValues));
    m_scope.state = values;
    m_record->update([&values](DeviceStatus &status) { status.values = values; });
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::StateSet,
                      .payload = changes.toCompact(),
                      .ruleId = origin.ruleId,
                      .testId = origin.testId});
    return {};
}

void Device::setState(const JsonText &values, bool isAll, const JsonText &before, const Completion<> &done)
{
    if (!before.isUndefined() && m_scope.state.all() != before)
        return done(failure(ErrorCode::Cancelled, u"the state has changed meanwhile"_s));
    done(putState(isAll ? Variables().with(values) : m_scope.state.with(values), values, {}));
}

void Device::reset(bool presetReplies, const Completion<> &done)
{
    if (presetReplies)
        clearPresetReplies();
    m_ruleActions.cancel();
    m_inbox.resetRules();
    m_inbox.resumeReplies();
    const JsonText &initial = m_profile->profile.state;
    done(m_scope.state.all() == initial ? Result<>() : putState(initial, initial, {}));
}

// Publishing

void Device::publish(const Publication &publication, Completion<> done)
{
    if (m_state != DeviceState::Online) {
        done(failure(ErrorCode::NotOnline, u"the device is %1"_s.arg(toString(m_state)), m_record->id(), QString()));
        return;
    }
    const auto topic = topicOf(publication);
    const auto payload =
        compiled(publication.payload).and_then([this](const Template &text) { return text.render(m_scope); });
    if (!topic || !payload) {
        done(Failure(topic ? payload.error() : topic.error()));
        return;
    }
    const QString &name = *topic;
    const quint8 qos = publication.qos.value_or(m_profile->profile.qos.report);
    const auto id = send({.topic = name, .payload = *payload, .qos = qos, .retain = publication.retain},
                         {.isCommand = isForAnother(name)});
    if (!id) {
        done(Failure(id.error()));
    } else if (m_state != DeviceState::Online) { // the connection was lost while the message was written
        const Error why = m_record->status().error.value_or(Error{ErrorCode::ConnectionLost, u"closed"_s});
        done(Failure(undelivered(*id, [&](bool wasSent) { return DeliveryError::connectionLost(*id, wasSent, why); })));
    } else if (qos == 0) {
        done({});
    } else {
        m_outbox.add(*id, std::move(done));
    }
}

Result<QString> Device::topicOf(const Publication &publication)
{
    if (publication.topic == Publication::reportTopic())
        return m_scope.topics.report;
    return compiled(publication.topic.toUtf8()).and_then([this](const Template &text) {
        return text.renderName(m_scope);
    });
}

Result<Template> Device::compiled(const QByteArray &text) const
{
    // No correlation keys: without a command "{requestTime}" is plain text.
    auto made = Template::compile(text, {});
    if (!made) {
        // The error about a name that only a command has says so.
        const auto ofReply = Template::compile(text, m_profile->profile.correlationNames());
        if (const auto fault = ofReply ? m_profile->placeOfMessages().check(*ofReply) : Result<>(); !fault)
            return Failure(fault.error());
    }
    const auto checked = made ? m_profile->placeOfMessages().check(*made) : Result<>(Failure(made.error()));
    return checked.map([&made] { return *made; });
}

bool Device::isForAnother(const QString &topic) const
{
    return topic != m_scope.topics.command && m_sentMessages.isCommandTopic(topic);
}

Result<qint32> Device::send(const OutboundMessage &message, const Purpose &purpose)
{
    if (!purpose.isCommand)
        m_sentMessages.add(message.topic, message.payload,
                           message.retain ? SentMessages::Lasting::Retained : SentMessages::Lasting::No);
    return m_session->publish(message, [&](qint32 id) { recordSent(message, purpose, static_cast<quint16>(id)); });
}

void Device::recordSent(const OutboundMessage &message, const Purpose &purpose, quint16 packetId)
{
    m_reconnection.sent({.topic = message.topic, .qos = message.qos, .packetId = packetId, .at = m_timers.now()});
    const Cursor seq = m_journal.append({.device = m_record->id(),
                                         .event = EntryEvent::MessageSent,
                                         .topic = message.topic,
                                         .payload = message.payload,
                                         .qos = message.qos,
                                         .retain = message.retain,
                                         .packetId = packetId,
                                         .properties = toPlainText(message.properties),
                                         .correlation = purpose.correlation,
                                         .matched = purpose.isReply,
                                         .ruleId = purpose.ruleId,
                                         .testId = purpose.testId});
    countMessage(false, seq, message.topic, message.payload);
}

void Device::countMessage(bool inbound, Cursor seq, const QString &topic, const QByteArray &payload)
{
    const bool isShort = payload.size() <= DeviceStatus::mostLastPayload;
    const qint64 now = m_scope.clock().nowMicros();
    m_record->update([&](DeviceStatus &status) {
        ++(inbound ? status.received : status.sent);
        status.lastAt = now;
        status.lastInbound = inbound;
        status.lastTopic = topic.left(DeviceStatus::mostLastPayload);
        status.lastPayload = isShort ? payload : payload.first(DeviceStatus::mostLastPayload);
        status.lastPayloadBytes = payload.size();
        status.lastSeq = seq;
    });
}

void Device::messageAcknowledged(qint32 id, const Result<> &result)
{
    m_reconnection.acknowledged(id);
    if (!result)
        m_journal.append({.device = m_record->id(),
                          .event = EntryEvent::MessageRefused,
                          .packetId = static_cast<quint16>(id),
                          .error = result.error()});
    m_outbox.acknowledge(id, result);
}

Error Device::undelivered(qint32 id, const std::function<Error(bool wasSent)> &errorOf)
{
    const bool wasSent = !m_session->withdraw(id);
    Error error = errorOf(wasSent);
    if (!wasSent)
        recordGivenUp(id, error);
    return error;
}

void Device::recordGivenUp(qint32 id, const Error &error)
{
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::MessageGivenUp,
                      .packetId = static_cast<quint16>(id),
                      .error = error});
}

void Device::messageGivenUp(qint32 id, const Error &error)
{
    recordGivenUp(id, error);
    m_outbox.acknowledge(id, Failure(error));
}

void Device::report(const CompiledProfile::Telemetry &telemetry)
{
    publishOwn(telemetry.topic, telemetry.payload, telemetry.settings.qos, false);
}

void Device::sendBirth()
{
    if (const auto &birth = m_connectedWith->birth)
        publishOwn(birth->topic, birth->payload, birth->settings.qos, birth->settings.retain);
}

void Device::publishOwn(const Template &topicTemplate, const Template &payload, quint8 qos, bool retain)
{
    const auto topic = topicTemplate.renderName(m_scope);
    const auto sent = topic.and_then([&](const QString &name) {
        return payload.render(m_scope).and_then([&](const QByteArray &text) {
            return send({.topic = name, .payload = text, .qos = qos, .retain = retain}, {});
        });
    });
    if (!sent)
        m_journal.append({.device = m_record->id(),
                          .event = EntryEvent::ReportNotSent,
                          .topic = topic.value_or(QString()),
                          .error = sent.error()});
}

} // namespace Standin
