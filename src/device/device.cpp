// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/device.h"

#include "base/clock.h"
#include "device/session/backoff.h"
#include "device/session/messageproperties.h"

#include <QTimerEvent>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// The highest, so that a command reaches the device with the QoS it was sent with.
constexpr quint8 commandQos = 2;

QMqttClient::ProtocolVersion protocolVersion(const QString &version)
{
    return version == u"5.0"   ? QMqttClient::MQTT_5_0
           : version == u"3.1" ? QMqttClient::MQTT_3_1
                               : QMqttClient::MQTT_3_1_1;
}

} // namespace

Device::Device(std::shared_ptr<DeviceRecord> record, Journal &journal, const Clock &clock)
    : m_record(std::move(record))
    , m_journal(journal)
    , m_scope(clock, Random::seedOf(m_record->id()))
    , m_jitter(~Random::seedOf(m_record->id()))
    , m_session(*this)
{
    m_scope.clientId = m_record->id();
    m_record->inspect([this](const DeviceStatus &status) { m_scope.index = status.index; });
    applyProfile();
}

Device::~Device()
{
    stopTelemetry();
    m_session.close(OfflineMode::Clean);
}

// CompiledProfile

void Device::applyProfile()
{
    m_profile = m_record->compiledProfile();
    m_scope.vars = m_profile->profile.vars;
    m_scope.correlationKeys = m_profile->profile.correlation;
    m_scope.topics.report = QString::fromUtf8(m_profile->report.render(m_scope));
    m_scope.topics.command = QString::fromUtf8(m_profile->command.render(m_scope));
    m_scope.topics.reply = QString::fromUtf8(m_profile->replyTopic.render(m_scope));
}

void Device::profileChanged()
{
    const auto before = m_profile;
    applyProfile();
    const bool otherReports = before->profile.telemetry != m_profile->profile.telemetry;
    stopTelemetry();
    if (m_state == DeviceState::Online)
        startTelemetry(otherReports ? FirstReport::Now : FirstReport::AfterTheInterval);
}

// Going online and offline

void Device::connectToBroker(Completion<> done)
{
    const bool asWanted = m_used && m_used->connectsLike(*m_profile);
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
    m_attempt = 0;
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
    m_attemptTimer.stop();
    stopTelemetry();
    const bool says = m_session.close(mode);
    failUnacknowledged({ErrorCode::ConnectionLost, u"the device went offline before the broker acknowledged"_s});
    if (m_state == DeviceState::Offline)
        return;
    if (mode == OfflineMode::WithWill && !says)
        m_journal.append(
            {.device = m_record->id(), .event = EntryEvent::WithWillUnavailable, .offlineMode = OfflineMode::Abrupt});
    setState(DeviceState::Offline, {}, mode);
}

void Device::endSilence(OfflineMode mode)
{
    // The session cannot be ended in good order any more, so what was to be clean is abrupt.
    const OfflineMode possible = mode == OfflineMode::Reset ? OfflineMode::Reset : OfflineMode::Abrupt;
    if (mode != OfflineMode::Silent && m_session.endSilence(possible))
        setState(DeviceState::Offline, {}, possible);
}

void Device::startAttempt()
{
    m_attemptTimer.stop();
    m_session.close(OfflineMode::Abrupt);
    if (m_attempt == 0)
        setState(DeviceState::Connecting);
    m_used = m_profile;
    const auto settings = sessionSettings();
    if (settings)
        m_session.open(*settings);
    else
        stopAttempts(settings.error());
}

Result<SessionSettings> Device::sessionSettings()
{
    const Connection &connection = m_profile->profile.connection;
    const auto password = connection.password.resolve(m_profile->profile.baseDir);
    if (!password)
        return Failure(password.error());
    const auto target = m_profile->linkTarget(m_scope);
    if (!target)
        return Failure(target.error());
    SessionSettings settings{.target = *target,
                             .version = protocolVersion(connection.version),
                             .clientId = m_record->id(),
                             .username = QString::fromUtf8(m_profile->username.render(m_scope)),
                             .password = *password,
                             .keepAlive = connection.keepAlive,
                             .cleanStart = connection.cleanStart,
                             .sessionExpiry = connection.sessionExpiry,
                             .timeoutMs = connection.connectTimeoutMs,
                             .will = {},
                             .subscriptions = {}};
    if (const auto &will = m_profile->will)
        settings.will = {QString::fromUtf8(will->topic.render(m_scope)), will->payload.render(m_scope), will->qos,
                         will->retain, will->delaySeconds};
    if (!m_scope.topics.command.isEmpty())
        settings.subscriptions.append({m_scope.topics.command, commandQos});
    for (const CompiledProfile::Subscription &subscription : m_profile->subscriptions)
        settings.subscriptions.append({QString::fromUtf8(subscription.topic.render(m_scope)), subscription.qos});
    return settings;
}

void Device::sessionOpened()
{
    m_attempt = 0;
    setState(DeviceState::Online);
    startTelemetry(FirstReport::Now);
    answerWaiting({});
}

void Device::sessionFailed(const Error &error)
{
    if (m_state == DeviceState::Reconnecting)
        waitForNextAttempt(error);
    else
        stopAttempts(error);
}

void Device::sessionLost(const Error &error)
{
    stopTelemetry();
    failUnacknowledged({ErrorCode::ConnectionLost,
                        u"the connection was lost before the broker acknowledged: "_s + error.message, error.where});
    waitForNextAttempt(error);
}

void Device::waitForNextAttempt(const Error &error)
{
    const auto delay = Backoff::delay(m_profile->profile.connection.reconnect, ++m_attempt, m_jitter);
    if (!delay) {
        stopAttempts(error);
        return;
    }
    m_attemptTimer.start(static_cast<int>(delay->count()), this);
    setState(DeviceState::Reconnecting, error);
}

void Device::stopAttempts(const Error &error)
{
    m_attemptTimer.stop();
    setState(DeviceState::Failed, error);
    answerWaiting(Failure(error));
}

void Device::answerWaiting(const Result<> &result)
{
    for (const Completion<> &done : std::exchange(m_waiting, {}))
        done(result);
}

void Device::setState(DeviceState state, const std::optional<Error> &error, std::optional<OfflineMode> mode)
{
    const bool sameAsBefore = m_state == state && state == DeviceState::Reconnecting;
    m_state = state;
    m_record->update([&](DeviceStatus &status) {
        status.state = state;
        status.error = error;
        status.offlineMode = mode;
        status.attempt = m_attempt;
    });
    if (sameAsBefore)
        return; // a further attempt that failed changes the status, and is no event
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::StateChanged,
                      .state = state,
                      .offlineMode = mode,
                      .error = error});
}

// Commands and replies

void Device::messageArrived(const QMqttMessage &message)
{
    const Command command{message.topic().name(), message.payload(),
                          Match::findCorrelation(message.payload(), m_profile->profile.correlation)};
    const Reply reply = isCommand(command.topic) ? chooseReply(command) : Reply();
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::MessageReceived,
                      .topic = command.topic,
                      .payload = command.payload,
                      .qos = message.qos(),
                      .retain = message.retain(),
                      .dup = message.duplicate(),
                      .packetId = message.id(),
                      .properties = toPlainText(message.publishProperties()),
                      .correlation = toPlainText(command.correlation),
                      .matched = reply.payload != nullptr,
                      .ruleId = reply.ruleId});
    noteMessage(true, command.topic, command.payload);
    if (reply.payload)
        sendReply(reply, command, message);
}

bool Device::isCommand(const QString &topic) const
{
    const Topics &topics = m_scope.topics;
    if (topic == topics.command)
        return true;
    // What the device says itself must not be answered, however wide the filter.
    return topic != topics.reply && topic != topics.report &&
           QMqttTopicFilter(topics.command).match(QMqttTopicName(topic));
}

Device::Reply Device::chooseReply(const Command &command)
{
    if (!m_presetReplies.isEmpty()) {
        m_usedPreset = m_presetReplies.takeFirst();
        m_presetBytes -= m_usedPreset.text().size();
        m_record->update([](DeviceStatus &status) { status.presetReplies.removeFirst(); });
        return {&m_usedPreset, u"preset"_s};
    }
    if (!command.correlation.isEmpty() && !m_profile->reply.isEmpty())
        return {&m_profile->reply, u"default"_s};
    return {};
}

void Device::sendReply(const Reply &reply, const Command &command, const QMqttMessage &message)
{
    m_scope.command = &command;
    const QByteArray text = reply.payload->render(m_scope);
    m_scope.command = nullptr;
    const QString asked = message.publishProperties().responseTopic();
    const QString topic = asked.isEmpty() ? m_scope.topics.reply : asked;
    const auto sent = send({.topic = topic,
                            .payload = text,
                            .qos = message.qos(),
                            .correlation = toPlainText(command.correlation),
                            .ruleId = reply.ruleId,
                            .properties = propertiesOfReply(message.publishProperties())});
    if (!sent)
        m_journal.append(
            {.device = m_record->id(), .event = EntryEvent::ReplyNotSent, .topic = topic, .error = sent.error()});
}

void Device::addPresetReply(const QByteArray &payload, const Completion<> &done)
{
    constexpr qsizetype most = 10'000;
    constexpr qsizetype mostBytes = 64 * 1024 * 1024;
    if (m_presetReplies.size() >= most || m_presetBytes + payload.size() > mostBytes) {
        done(failure(
            ErrorCode::LimitReached,
            u"%1 preset replies of %2 bytes are waiting already"_s.arg(m_presetReplies.size()).arg(m_presetBytes)));
        return;
    }
    const auto compiled = Template::compile(payload, m_profile->profile.correlation);
    if (!compiled) {
        done(Failure(compiled.error()));
        return;
    }
    m_presetReplies.append(*compiled);
    m_presetBytes += payload.size();
    m_record->update([&payload](DeviceStatus &status) { status.presetReplies.append(payload); });
    done({});
}

void Device::clearPresetReplies()
{
    m_presetReplies.clear();
    m_presetBytes = 0;
    m_record->update([](DeviceStatus &status) { status.presetReplies.clear(); });
}

// Publishing

void Device::publish(const Publication &publication, Completion<> done)
{
    if (m_state != DeviceState::Online) {
        done(failure(ErrorCode::NotOnline, u"the device is %1"_s.arg(toString(m_state)), m_record->id()));
        return;
    }
    const auto topic = renderText(publication.topic, m_scope);
    const auto payload = Template::compile(publication.payload, m_scope.correlationKeys);
    if (!topic || !payload) {
        done(Failure(topic ? payload.error() : topic.error()));
        return;
    }
    const auto id = send(
        {.topic = *topic, .payload = payload->render(m_scope), .qos = publication.qos, .retain = publication.retain});
    if (!id) {
        done(Failure(id.error()));
    } else if (publication.qos == 0) {
        done({});
    } else {
        m_unacknowledged.insert(*id, {std::move(done), QDeadlineTimer(acknowledgeTimeout)});
        if (!m_acknowledgeTimer.isActive())
            m_acknowledgeTimer.start(500, this);
    }
}

Result<qint32> Device::send(const Outgoing &outgoing)
{
    const auto id =
        m_session.publish(outgoing.topic, outgoing.payload, outgoing.qos, outgoing.retain, outgoing.properties);
    if (!id)
        return id;
    m_journal.append({.device = m_record->id(),
                      .event = EntryEvent::MessageSent,
                      .topic = outgoing.topic,
                      .payload = outgoing.payload,
                      .qos = outgoing.qos,
                      .retain = outgoing.retain,
                      .packetId = static_cast<quint16>(*id),
                      .properties = toPlainText(outgoing.properties),
                      .correlation = outgoing.correlation,
                      .matched = !outgoing.ruleId.isEmpty(),
                      .ruleId = outgoing.ruleId});
    noteMessage(false, outgoing.topic, outgoing.payload);
    return id;
}

void Device::noteMessage(bool inbound, const QString &topic, const QByteArray &payload)
{
    const qint64 now = m_scope.clock().nowMicros();
    m_record->update([&](DeviceStatus &status) {
        ++(inbound ? status.received : status.sent);
        status.lastAt = now;
        status.lastInbound = inbound;
        status.lastTopic = topic;
        status.lastPayload = payload;
    });
}

void Device::messageAcknowledged(qint32 id, const Result<> &result)
{
    if (!result)
        m_journal.append({.device = m_record->id(),
                          .event = EntryEvent::MessageRefused,
                          .packetId = static_cast<quint16>(id),
                          .error = result.error()});
    const auto found = m_unacknowledged.constFind(id);
    if (found == m_unacknowledged.cend())
        return;
    const Completion<> done = found->done;
    m_unacknowledged.erase(found);
    done(result);
}

void Device::failUnacknowledged(const Error &error)
{
    m_acknowledgeTimer.stop();
    for (const Unacknowledged &message : std::exchange(m_unacknowledged, {}))
        message.done(Failure(error));
}

void Device::checkAcknowledgements()
{
    QList<Completion<>> late;
    m_unacknowledged.removeIf([&late](const auto &message) {
        const bool isLate = message.value().deadline.hasExpired();
        if (isLate)
            late.append(message.value().done);
        return isLate;
    });
    if (m_unacknowledged.isEmpty())
        m_acknowledgeTimer.stop();
    for (const Completion<> &done : std::as_const(late))
        done(failure(ErrorCode::PublishTimeout,
                     u"the broker did not acknowledge within %1 s"_s.arg(acknowledgeTimeout.count())));
}

// Telemetry and time

void Device::startTelemetry(FirstReport first)
{
    for (const CompiledProfile::Telemetry &telemetry : m_profile->telemetry) {
        m_telemetryTimers.emplace_back(startTimer(telemetry.everyMs, Qt::CoarseTimer), &telemetry);
        if (first == FirstReport::Now)
            report(telemetry);
    }
}

void Device::stopTelemetry()
{
    for (const auto &[timer, telemetry] : std::exchange(m_telemetryTimers, {}))
        killTimer(timer);
}

void Device::report(const CompiledProfile::Telemetry &telemetry)
{
    const QString topic = QString::fromUtf8(telemetry.topic.render(m_scope));
    const auto sent = send({.topic = topic, .payload = telemetry.payload.render(m_scope), .qos = telemetry.qos});
    if (!sent)
        m_journal.append(
            {.device = m_record->id(), .event = EntryEvent::ReportNotSent, .topic = topic, .error = sent.error()});
}

void Device::timerEvent(QTimerEvent *event)
{
    const int timer = event->timerId();
    if (timer == m_attemptTimer.timerId()) {
        startAttempt();
    } else if (timer == m_acknowledgeTimer.timerId()) {
        checkAcknowledgements();
    } else {
        const auto found = std::find_if(m_telemetryTimers.begin(), m_telemetryTimers.end(),
                                        [timer](const auto &entry) { return entry.first == timer; });
        if (found != m_telemetryTimers.end())
            report(*found->second);
    }
}

} // namespace Standin
