// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/device.h"

#include "device/deliveryerror.h"
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
    m_scope.state = m_profile->state;
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

} // namespace Standin
