// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/brokersession.h"

#include "device/session/brokeranswer.h"
#include "mqtt/reasoncodes.h"

#include <QPointer>

namespace Standin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QMqttClient::ProtocolVersion protocolVersion(MqttVersion version)
{
    switch (version) {
    case MqttVersion::V3_1:
        return QMqttClient::MQTT_3_1;
    case MqttVersion::V3_1_1:
        return QMqttClient::MQTT_3_1_1;
    case MqttVersion::V5_0:
        break;
    }
    return QMqttClient::MQTT_5_0;
}

} // namespace

BrokerSession::BrokerSession(SessionListener &listener, Timers &timers)
    : m_listener(listener)
    , m_timers(timers)
{
    watchClient();
    Mqtt::Extras::setConnectTimeout(m_client, std::chrono::milliseconds(0)); // m_deadline covers more than CONNACK
    Mqtt::Extras::setMaximumUnacknowledged(m_client, maximumUnacknowledged);
}

void BrokerSession::watchClient()
{
    connect(&m_client, &QMqttClient::connected, this, &BrokerSession::clientConnected);
    connect(&m_client, &QMqttClient::disconnected, this, &BrokerSession::clientDisconnected);
    connect(&m_client, &QMqttClient::pingResponseReceived, this, &BrokerSession::pingAnswered);
    connect(&m_client, &QMqttClient::messageSent, this, [this](qint32 id) { m_listener.messageAcknowledged(id, {}); });
    connect(&m_client, &QMqttClient::messageStatusChanged, this, &BrokerSession::statusChanged);
    Mqtt::Extras::setMessageHandler(m_client, [this](const QMqttMessage &message) {
        m_listener.messageArrived({.topic = message.topic().name(),
                                   .payload = message.payload(),
                                   .qos = message.qos(),
                                   .retain = message.retain(),
                                   .dup = message.duplicate(),
                                   .packetId = message.id(),
                                   .properties = message.publishProperties()});
    });
    Mqtt::Extras::setGiveUpHandler(m_client, [this](qint32 id, Mqtt::Extras::GiveUp cause) {
        m_listener.messageGivenUp(id, errors().givenUp(cause));
    });
}

BrokerSession::~BrokerSession()
{
    close(OfflineMode::Clean);
}

void BrokerSession::open(const SessionSettings &settings)
{
    Q_ASSERT(m_phase == SessionPhase::Closed);
    m_settings = settings;
    m_phase = SessionPhase::Linking;
    auto link = makeLink(settings.target);
    if (!link) {
        // Never from within this call.
        m_deadline = m_timers.start(0ms, [this, error = link.error()] { fail(error); });
        return;
    }
    m_link = link->release();
    m_link->setParent(this);
    connect(m_link, &Link::established, this, &BrokerSession::linkEstablished);
    connect(m_link, &Link::failed, this, &BrokerSession::fail);
    m_deadline = m_timers.start(std::chrono::milliseconds(settings.timeoutMs),
                                [this] { fail(errors().timeout(m_phase, m_settings.timeoutMs, m_unanswered)); });
    m_link->start();
}

void BrokerSession::linkEstablished()
{
    applySettings();
    m_client.setTransport(m_link, QMqttClient::IODevice);
    const Link *link = m_link;
    m_client.connectToHost();
    if (m_link == link && m_phase == SessionPhase::Linking)
        m_phase = SessionPhase::Greeting;
}

void BrokerSession::applySettings()
{
    m_client.setProtocolVersion(protocolVersion(m_settings.version));
    m_client.setClientId(m_settings.clientId);
    m_client.setUsername(m_settings.username);
    m_client.setPassword(m_settings.password);
    m_client.setKeepAlive(static_cast<quint16>(m_settings.keepAlive));
    m_client.setCleanSession(m_settings.cleanStart);
    Mqtt::Extras::setStrict(m_client, m_settings.strict);
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(m_settings.sessionExpiry);
    m_client.setConnectionProperties(properties);
    applyWill();
}

void BrokerSession::applyWill()
{
    const Will will = m_settings.will.value_or(Will());
    m_client.setWillTopic(will.topic);
    m_client.setWillMessage(will.payload);
    m_client.setWillQoS(will.qos);
    m_client.setWillRetain(will.retain);
    QMqttLastWillProperties properties;
    properties.setWillDelayInterval(will.delaySeconds);
    m_client.setLastWillProperties(properties);
}

void BrokerSession::clientConnected()
{
    m_phase = SessionPhase::Subscribing;
    m_listener.brokerAnswered(BrokerAnswer::connack(m_client, Mqtt::Reason::success));
    m_unanswered = m_settings.subscriptions;
    const auto subscriptions = m_settings.subscriptions;
    for (const Subscription &wanted : subscriptions) {
        if (!subscribe(wanted)) {
            fail({ErrorCode::InvalidArgument, u"\"%1\" is no topic filter"_s.arg(wanted.topic), u"subscribe"_s});
            return;
        }
    }
    if (m_unanswered.isEmpty())
        becomeOpen();
}

Result<> BrokerSession::addSubscription(const Subscription &wanted)
{
    if (m_phase != SessionPhase::Open)
        return failure(ErrorCode::NotOnline, u"the client is not online"_s, {}, QString());
    if (!subscribe(wanted))
        return failure(ErrorCode::InvalidArgument, u"\"%1\" is no topic filter"_s.arg(wanted.topic), u"subscribe"_s);
    return {};
}

void BrokerSession::removeSubscription(const QString &filter)
{
    if (m_phase == SessionPhase::Open)
        m_client.unsubscribe(QMqttTopicFilter(filter));
}

void BrokerSession::pingAnswered()
{
    const QMqttServerConnectionProperties server = m_client.serverConnectionProperties();
    const bool isBrokers = server.availableProperties().testFlag(QMqttServerConnectionProperties::ServerKeepAlive);
    const std::chrono::seconds keepAlive(isBrokers ? server.serverKeepAlive() : m_settings.keepAlive);
    if (const auto late = BrokerAnswer::latePingresp(Mqtt::Extras::pingWaited(m_client), keepAlive))
        m_listener.brokerAnswered(*late);
}

QMqttSubscription *BrokerSession::subscribe(const Subscription &wanted)
{
    QMqttSubscription *subscription = sendSubscribe(wanted);
    if (subscription)
        connect(subscription, &QMqttSubscription::stateChanged, this,
                [this, subscription, wanted] { subscriptionChanged(subscription, wanted); });
    return subscription;
}

QMqttSubscription *BrokerSession::sendSubscribe(const Subscription &wanted)
{
    using Mqtt::Extras::SubscribeOptions;
    QMqttSubscriptionProperties properties;
    if (m_settings.version != MqttVersion::V5_0)
        return Mqtt::Extras::subscribe(m_client, QMqttTopicFilter(wanted.topic), {}, properties, wanted.qos);
    QMqttUserProperties userProperties;
    for (const auto &[name, value] : wanted.options.userProperties)
        userProperties.append(QMqttStringPair(name, value));
    properties.setUserProperties(userProperties);
    properties.setNoLocal(wanted.options.noLocal);
    const SubscribeOptions options{.retainAsPublished = wanted.options.retainAsPublished,
                                   .retainHandling =
                                       static_cast<SubscribeOptions::RetainHandling>(wanted.options.retainHandling)};
    return Mqtt::Extras::subscribe(m_client, QMqttTopicFilter(wanted.topic), options, properties, wanted.qos);
}

void BrokerSession::subscriptionChanged(QMqttSubscription *subscription, const Subscription &wanted)
{
    if (m_phase != SessionPhase::Subscribing && m_phase != SessionPhase::Open)
        return;
    if (subscription->state() == QMqttSubscription::Error) {
        const Error refused = errors().subscribeRefused(
            wanted.topic, {.code = static_cast<quint8>(subscription->reasonCode()), .reason = subscription->reason()});
        m_listener.brokerAnswered(BrokerAnswer::suback(wanted, {}, refused));
        if (m_phase == SessionPhase::Subscribing)
            fail(refused);
        return;
    }
    if (subscription->state() != QMqttSubscription::Subscribed)
        return;
    m_unanswered.removeOne(wanted);
    m_listener.brokerAnswered(BrokerAnswer::suback(wanted, subscription->qos()));
    if (m_phase == SessionPhase::Subscribing && m_unanswered.isEmpty())
        becomeOpen();
}

void BrokerSession::statusChanged(qint32 id, QMqtt::MessageStatus status,
                                  const QMqttMessageStatusProperties &properties)
{
    const auto code = static_cast<quint8>(properties.reasonCode());
    using Status = QMqtt::MessageStatus;
    const bool isAnswer = status == Status::Acknowledged || status == Status::Received || status == Status::Completed;
    if (isAnswer && code >= Mqtt::Reason::firstFailure)
        m_listener.messageAcknowledged(id,
                                       Failure(errors().publishRefused({.code = code, .reason = properties.reason()})));
}

void BrokerSession::becomeOpen()
{
    m_deadline.stop();
    m_phase = SessionPhase::Open;
    delete std::exchange(m_silentLink, nullptr);
    m_listener.sessionOpened();
}

void BrokerSession::clientDisconnected()
{
    if (m_phase == SessionPhase::Closed)
        return;
    if (m_phase == SessionPhase::Linking) { // before anything was sent
        fail(errors().refusedLocally(Mqtt::Extras::failureDetail(m_client)));
        return;
    }
    const bool wasOpen = m_phase == SessionPhase::Open;
    const auto reason = Mqtt::Extras::brokerReason(m_client);
    if (reason)
        m_listener.brokerAnswered(m_phase == SessionPhase::Greeting ? BrokerAnswer::connack(m_client, reason->code)
                                                                    : BrokerAnswer::disconnect(*reason));
    const SessionEnd end{.error = errors().ended(endFacts()),
                         .serverReference = reason ? reason->serverReference : QString()};
    close(OfflineMode::Abrupt);
    if (wasOpen)
        m_listener.sessionLost(end);
    else
        m_listener.sessionFailed(end);
}

void BrokerSession::fail(const Error &error)
{
    close(m_phase == SessionPhase::Subscribing ? OfflineMode::Clean : OfflineMode::Abrupt);
    m_listener.sessionFailed({.error = error});
}

SessionError BrokerSession::errors() const
{
    return {m_settings.target.url, m_settings.version == MqttVersion::V5_0};
}

SessionError::EndFacts BrokerSession::endFacts() const
{
    return {.phase = m_phase,
            .brokerReason = Mqtt::Extras::brokerReason(m_client),
            .timedOut = Mqtt::Extras::timedOut(m_client),
            .isProtocolViolation = m_client.error() == QMqttClient::ProtocolViolation,
            .detail = Mqtt::Extras::failureDetail(m_client),
            .linkError = m_link->error(),
            .unanswered = m_unanswered,
            .willTopic = m_client.willTopic()};
}

bool BrokerSession::close(OfflineMode mode)
{
    m_deadline.stop();
    if (std::exchange(m_phase, SessionPhase::Closed) == SessionPhase::Closed)
        return false;
    const bool wasPossible = sendDisconnect(mode);
    if (m_client.state() != QMqttClient::Disconnected)
        Mqtt::Extras::abandon(m_client);
    Mqtt::Extras::forgetSubscriptions(m_client);
    releaseLink(mode);
    return wasPossible;
}

bool BrokerSession::sendDisconnect(OfflineMode mode)
{
    if (m_client.state() != QMqttClient::Connected)
        return false;
    if (mode == OfflineMode::WithWill)
        return Mqtt::Extras::disconnectFromHost(m_client, {.code = Mqtt::Reason::disconnectWithWill});
    if (mode == OfflineMode::Clean)
        m_client.disconnectFromHost();
    return true;
}

bool BrokerSession::endSilence(OfflineMode mode)
{
    if (!m_silentLink)
        return false;
    m_link = std::exchange(m_silentLink, nullptr);
    releaseLink(mode);
    return true;
}

void BrokerSession::releaseLink(OfflineMode mode)
{
    Link *link = std::exchange(m_link, nullptr);
    if (!link)
        return;
    link->disconnect(this);
    switch (mode) {
    case OfflineMode::Clean:
        link->close();
        break;
    case OfflineMode::WithWill:
    case OfflineMode::Abrupt:
        link->cut();
        break;
    case OfflineMode::Reset:
        link->sendReset();
        break;
    case OfflineMode::Silent:
        link->goSilent();
        delete std::exchange(m_silentLink, link);
        return;
    }
    link->deleteLater();
}

Result<qint32> BrokerSession::publish(const OutboundMessage &message, const Accepted &accepted)
{
    // Allowed from CONNACK on: the broker may send commands before the last SUBACK, and they are answered.
    if (m_client.state() != QMqttClient::Connected)
        return failure(ErrorCode::NotOnline, u"the device is not online"_s, {}, QString());
    const qint64 unread = m_link->bytesToWrite();
    if (unread > 0 && unread + message.payload.size() > maximumUnacknowledged)
        return Failure(errors().publishLimit(u"the broker has not read %1 bytes that it was sent"_s.arg(unread)));
    const QPointer<Link> link = m_link; // it may end while it is written to
    link->hold();
    const qint32 id = m_client.publish(QMqttTopicName(message.topic), message.properties, message.payload, message.qos,
                                       message.retain);
    if (id >= 0)
        accepted(id);
    if (link)
        link->release();
    if (id >= 0)
        return id;
    const QString why = Mqtt::Extras::refusal(m_client);
    switch (Mqtt::Extras::refusalKind(m_client)) {
    case Mqtt::Extras::RefusalKind::TooLarge:
        return Failure(errors().publishTooLarge(message.payload.size()));
    case Mqtt::Extras::RefusalKind::LimitReached:
        return Failure(errors().publishLimit(why));
    case Mqtt::Extras::RefusalKind::Other:
        break;
    }
    return failure(ErrorCode::InvalidArgument, u"cannot publish to the topic \"%1\": %2"_s.arg(message.topic, why));
}

bool BrokerSession::withdraw(qint32 id)
{
    return Mqtt::Extras::withdraw(m_client, id);
}

} // namespace Standin
