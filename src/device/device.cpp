// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/device.h"

#include "base/clock.h"
#include "device/deliveryerror.h"
#include "device/session/messageproperties.h"
#include "rules/rulebook.h"

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds untilKeychainIsAsked{100};

EntryEvent eventOf(BrokerAnswer::Kind kind)
{
    using Kind = BrokerAnswer::Kind;
    switch (kind) {
    case Kind::Connack:
        return EntryEvent::ConnackReceived;
    case Kind::Granted:
        return EntryEvent::SubscriptionGranted;
    case Kind::GrantedLess:
        return EntryEvent::SubscriptionLimited;
    case Kind::SubscriptionRefused:
        return EntryEvent::SubscriptionRefused;
    case Kind::LatePingresp:
        return EntryEvent::PingAnsweredLate;
    case Kind::Disconnect:
        return EntryEvent::DisconnectReceived;
    }
    Q_UNREACHABLE();
}

} // namespace

Device::Device(std::shared_ptr<DeviceRecord> record, const DeviceServices &services)
    : m_record(std::move(record))
    , m_journal(services.journal)
    , m_timers(services.timers)
    , m_sentMessages(services.sentMessages)
    , m_keychain(services.keychain)
    , m_rules(services.rules)
    , m_scope(services.clock, Random::seedOf(m_record->id()))
    , m_reconnection(~Random::seedOf(m_record->id()))
    , m_inbox(services.sentMessages, services.clock, Random::seedOf(m_record->id()))
    , m_outbox(services.timers,
               [this](qint32 id) {
                   return undelivered(id, [id](bool wasSent) {
                       return DeliveryError::timedOut(id, wasSent, Outbox::acknowledgeTimeout);
                   });
               })
    , m_telemetry(services.timers, [this](const auto &telemetry) { report(telemetry); })
    , m_ruleActions(*this, m_scope, services.timers, ~Random::seedOf(m_record->id()))
    , m_session(services.makeSession(*this))
{
    m_scope.clientId = m_record->id();
    m_scope.scripts = &services.scripts;
    m_record->inspect([this](const DeviceStatus &status) { m_scope.index = status.index; });
    applyProfile();
    m_scope.state = m_profile->profile.state;
    m_record->update([this](DeviceStatus &status) { status.values = m_scope.state.all(); });
}

Device::~Device()
{
    m_telemetry.stop();
    m_session->close(OfflineMode::Clean);
}

// The profile

void Device::applyProfile()
{
    m_profile = m_record->compiledProfile();
    m_scope.vars = m_profile->vars;
    m_scope.correlationKeys = m_profile->profile.correlationNames();
    static_cast<void>(m_profile->renderTopics(m_scope)); // the fleet has accepted them
    m_inbox.setProfile(m_profile, m_scope);
    m_rulesRevision = 0;
}

void Device::updateRules()
{
    const quint64 revision = m_rules.revision();
    if (m_rulesRevision == revision)
        return;
    m_rulesRevision = revision;
    m_inbox.setRules(m_rules.setWith(m_profile->rules));
}

void Device::profileChanged()
{
    const auto before = m_profile;
    applyProfile();
    if (before->profile.connection != m_profile->profile.connection)
        m_reconnection.returnToProfile();
    showBroker();
    m_record->update([this](DeviceStatus &status) { status.isErrorOfOldSettings = status.error && hasOldSettings(); });
    const bool otherReports = before->profile.telemetry != m_profile->profile.telemetry;
    m_telemetry.stop();
    if (m_state == DeviceState::Online)
        m_telemetry.start(m_profile, otherReports ? FirstReport::Now : FirstReport::AfterTheInterval,
                          TelemetrySchedule::phaseOf(m_scope.index));
}

bool Device::hasOldSettings() const
{
    return m_connectedWith && !m_connectedWith->profile.connectsLike(m_profile->profile);
}

// Going online and offline

void Device::connectToBroker(Completion<> done)
{
    m_inbox.resumeReplies();
    const bool asWanted = m_connectedWith && m_connectedWith->profile.connectsLike(m_profile->profile);
    if (m_state == DeviceState::Online && asWanted) {
        done({});
        return;
    }
    if (!asWanted)
        answerWaiting(failure(ErrorCode::Cancelled,
                              u"another connect, to %1, took over"_s.arg(m_profile->profile.connection.display())));
    m_waiting.append(std::move(done));
    if (m_state == DeviceState::Connecting && asWanted)
        return;
    if (m_state == DeviceState::Online)
        leave(OfflineMode::Clean);
    m_reconnection.begin();
    enter(DeviceState::Connecting, {});
    startAttempt();
}

void Device::reconnect(Completion<> done)
{
    if (m_state == DeviceState::Online)
        leave(OfflineMode::Clean);
    connectToBroker(std::move(done));
}

void Device::goOffline(OfflineMode mode, const Completion<> &done)
{
    if (m_state == DeviceState::Offline)
        endSilence(mode);
    else
        leave(mode);
    answerWaiting(failure(ErrorCode::Cancelled, u"the device was taken offline meanwhile"_s));
    done({});
}

void Device::leave(OfflineMode mode)
{
    m_nextAttempt.stop();
    m_telemetry.stop();
    const bool wasPossible = m_session->close(mode);
    m_outbox.failAll([this](qint32 id) {
        return undelivered(id, [id](bool wasSent) { return DeliveryError::wentOffline(id, wasSent); });
    });
    if (m_state == DeviceState::Offline)
        return;
    if (mode == OfflineMode::WithWill && !wasPossible)
        m_journal.append(
            {.device = m_record->id(), .event = EntryEvent::WithWillUnavailable, .offlineMode = OfflineMode::Abrupt});
    m_reconnection.returnToProfile();
    showBroker();
    enter(DeviceState::Offline, {.offlineMode = mode});
}

void Device::endSilence(OfflineMode mode)
{
    // The session cannot be ended with DISCONNECT any more, so `clean` becomes `abrupt`.
    const OfflineMode possible = mode == OfflineMode::Reset ? OfflineMode::Reset : OfflineMode::Abrupt;
    if (mode != OfflineMode::Silent && m_session->endSilence(possible))
        enter(DeviceState::Offline, {.offlineMode = possible});
}

void Device::startAttempt()
{
    m_nextAttempt.stop();
    m_session->close(OfflineMode::Abrupt);
    m_connectedWith = m_profile;
    if (!m_keychain.hasRead(m_profile->keychainKeys)) {
        m_nextAttempt = m_timers.start(untilKeychainIsAsked, [this] { startAttempt(); });
        return;
    }
    auto settings = SessionSettings::make(*m_profile, m_scope, m_keychain);
    if (!settings) {
        carryOut({.error = settings.error()});
        return;
    }
    if (m_reconnection.server())
        settings->target.url = *m_reconnection.server();
    showBroker();
    if (settings->will)
        m_sentMessages.add(settings->will->topic, settings->will->payload, SentMessages::Lasting::Will);
    m_session->open(*settings);
}

void Device::showBroker()
{
    const auto &elsewhere = m_reconnection.server();
    const QString broker = elsewhere ? Connection::displayOf(*elsewhere) : m_profile->profile.connection.display();
    bool isShown = false;
    m_record->inspect([&](const DeviceStatus &status) { isShown = status.broker == broker; });
    if (!isShown)
        m_record->update([&broker](DeviceStatus &status) { status.broker = broker; });
}

void Device::sessionOpened()
{
    m_reconnection.opened(m_timers.now());
    enter(DeviceState::Online, {});
    sendBirth();
    m_telemetry.start(m_profile, FirstReport::Now, TelemetrySchedule::phaseOf(m_scope.index));
    answerWaiting({});
}

void Device::brokerAnswered(const BrokerAnswer &answer)
{
    m_journal.append({.device = m_record->id(),
                      .event = eventOf(answer.kind),
                      .waitedMs = static_cast<qint32>(answer.waited.count()),
                      .topic = answer.topic,
                      .qos = answer.qos,
                      .sessionPresent = answer.sessionPresent,
                      .reasonCode = answer.reasonCode,
                      .properties = answer.properties,
                      .error = answer.error});
}

void Device::sessionFailed(const SessionEnd &end)
{
    if (end.error.code == ErrorCode::BrokerRefused) { // the password may have been changed
        for (const Keychain::Key &key : m_connectedWith->keychainKeys)
            m_keychain.forget(key);
    }
    const bool isReturning = m_state == DeviceState::Reconnecting;
    carryOut(m_reconnection.afterFailure(end, m_profile->profile.connection, isReturning));
}

void Device::sessionLost(const SessionEnd &end)
{
    m_telemetry.stop();
    const auto plan = m_reconnection.afterLoss(end, m_profile->profile.connection, m_timers.now());
    m_outbox.failAll([this, &end](qint32 id) {
        return undelivered(id, [&](bool wasSent) { return DeliveryError::connectionLost(id, wasSent, end.error); });
    });
    carryOut(plan);
}

void Device::carryOut(const Reconnection::Plan &plan)
{
    const StateReason why{.error = plan.error, .sentBefore = plan.sentBefore, .isElsewhere = plan.isElsewhere};
    if (plan.delay) {
        m_nextAttempt = m_timers.start(*plan.delay, [this] { startAttempt(); });
        enter(m_state == DeviceState::Connecting ? DeviceState::Connecting : DeviceState::Reconnecting, why);
        return;
    }
    m_nextAttempt.stop();
    enter(DeviceState::Failed, why);
    answerWaiting(Failure(plan.error));
}

void Device::answerWaiting(const Result<> &result)
{
    for (const Completion<> &done : std::exchange(m_waiting, {}))
        done(result);
}

void Device::enter(DeviceState state, const StateReason &why)
{
    const bool sameAsBefore = m_state == state && state == DeviceState::Reconnecting && !why.isElsewhere;
    m_state = state;
    m_record->update([&](DeviceStatus &status) {
        status.state = state;
        status.error = why.error;
        status.isErrorOfOldSettings = why.error && hasOldSettings();
        status.offlineMode = why.offlineMode;
        status.attempt = state == DeviceState::Reconnecting ? m_reconnection.attempt() : 0;
    });
    if (sameAsBefore)
        return; // a further failed attempt changes the status, but is not an event
    const auto sent = why.sentBefore.value_or(SessionHistory::Sent());
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::StateChanged,
                      .topic = sent.topic,
                      .qos = sent.qos,
                      .packetId = sent.packetId,
                      .state = state,
                      .offlineMode = why.offlineMode,
                      .error = why.error});
}

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
        m_ruleActions.run(rules, received.correlation,
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
    const bool isCommand =
        !origin.isReply && message.topic != m_scope.topics.command && m_sentMessages.isCommandTopic(message.topic);
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

void Device::setState(const JsonText &values, bool isAll, const Completion<> &done)
{
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
    const auto topic = compiled(publication.topic.toUtf8()).and_then([this](const Template &text) {
        return text.renderName(m_scope);
    });
    const auto payload =
        compiled(publication.payload).and_then([this](const Template &text) { return text.render(m_scope); });
    if (!topic || !payload) {
        done(Failure(topic ? payload.error() : topic.error()));
        return;
    }
    const QString &name = *topic;
    const quint8 qos = publication.qos.value_or(m_profile->profile.qos.report);
    // The device plays the back end: the message is for another device.
    const bool isCommand = name != m_scope.topics.command && m_sentMessages.isCommandTopic(name);
    const auto id =
        send({.topic = name, .payload = *payload, .qos = qos, .retain = publication.retain}, {.isCommand = isCommand});
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

Result<Template> Device::compiled(const QByteArray &text) const
{
    // No correlation keys: without a command "{requestTime}" is plain text.
    auto made = Template::compile(text, {});
    const auto checked = made ? m_profile->placeOfMessages().check(*made) : Result<>(Failure(made.error()));
    return checked.map([&made] { return *made; });
}

Result<qint32> Device::send(const OutboundMessage &message, const Purpose &purpose)
{
    if (!purpose.isCommand)
        m_sentMessages.add(message.topic, message.payload,
                           message.retain ? SentMessages::Lasting::Retained : SentMessages::Lasting::No);
    const auto id = m_session->publish(message);
    if (!id)
        return id;
    const auto packetId = static_cast<quint16>(*id);
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
    return id;
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
