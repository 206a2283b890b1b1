// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/session/brokersession.h"

#include "link/linkurl.h"
#include "mqtt/reasoncodes.h"

#include <QTimerEvent>

namespace Standin {

using namespace Qt::StringLiterals;

using Mqtt::Reason::hex;
using Mqtt::Reason::withReason;

BrokerSession::BrokerSession(SessionListener &listener)
    : m_listener(listener)
{
    connect(&m_client, &QMqttClient::connected, this, &BrokerSession::clientConnected);
    connect(&m_client, &QMqttClient::disconnected, this, &BrokerSession::clientDisconnected);
    connect(&m_client, &QMqttClient::messageSent, this, [this](qint32 id) { m_listener.messageAcknowledged(id, {}); });
    connect(&m_client, &QMqttClient::messageStatusChanged, this, &BrokerSession::statusChanged);
    Mqtt::Extras::setMessageHandler(m_client, [this](const QMqttMessage &m) { m_listener.messageArrived(m); });
    Mqtt::Extras::setConnectTimeout(m_client, std::chrono::milliseconds(0)); // m_deadline covers more than CONNACK
}

BrokerSession::~BrokerSession()
{
    close(OfflineMode::Clean);
}

void BrokerSession::open(const SessionSettings &settings)
{
    Q_ASSERT(m_phase == Phase::Closed);
    m_settings = settings;
    m_phase = Phase::Linking;
    auto link = makeLink(settings.target);
    if (!link) {
        m_linkProblem = link.error();
        m_deadline.start(0, this); // never from within this call
        return;
    }
    m_link = link->release();
    m_link->setParent(this);
    connect(m_link, &Link::established, this, &BrokerSession::linkEstablished);
    connect(m_link, &Link::failed, this, &BrokerSession::fail);
    m_deadline.start(settings.timeoutMs, this);
    m_link->start();
}

void BrokerSession::linkEstablished()
{
    m_phase = Phase::Greeting;
    applySettings();
    m_client.setTransport(m_link, QMqttClient::IODevice);
    m_client.connectToHost();
    if (m_phase == Phase::Greeting && m_client.state() == QMqttClient::Disconnected)
        fail({ErrorCode::InvalidArgument, Mqtt::Extras::failureDetail(m_client), peer()}); // refused on this side
}

void BrokerSession::applySettings()
{
    m_client.setProtocolVersion(m_settings.version);
    m_client.setClientId(m_settings.clientId);
    m_client.setUsername(m_settings.username);
    m_client.setPassword(m_settings.password);
    m_client.setKeepAlive(static_cast<quint16>(m_settings.keepAlive));
    m_client.setCleanSession(m_settings.cleanStart);
    const auto will = m_settings.will.value_or(SessionSettings::Will());
    m_client.setWillTopic(will.topic);
    m_client.setWillMessage(will.payload);
    m_client.setWillQoS(will.qos);
    m_client.setWillRetain(will.retain);
    QMqttConnectionProperties properties;
    properties.setSessionExpiryInterval(m_settings.sessionExpiry);
    m_client.setConnectionProperties(properties);
    QMqttLastWillProperties willProperties;
    willProperties.setWillDelayInterval(will.delaySeconds);
    m_client.setLastWillProperties(willProperties);
}

void BrokerSession::clientConnected()
{
    m_phase = Phase::Subscribing;
    m_subscriptionsMissing = m_settings.subscriptions.size();
    const auto subscriptions = m_settings.subscriptions;
    for (const auto &[filter, qos] : subscriptions) {
        QMqttSubscription *subscription = Mqtt::Extras::subscribe(m_client, QMqttTopicFilter(filter), {}, {}, qos);
        if (!subscription) {
            fail({ErrorCode::InvalidArgument, u"\"%1\" is no topic filter"_s.arg(filter), u"subscribe"_s});
            return;
        }
        connect(subscription, &QMqttSubscription::stateChanged, this,
                [this, subscription, filter = filter] { subscriptionChanged(subscription, filter); });
    }
    if (m_subscriptionsMissing == 0)
        becomeOpen();
}

void BrokerSession::subscriptionChanged(QMqttSubscription *subscription, const QString &filter)
{
    if (m_phase != Phase::Subscribing)
        return;
    if (subscription->state() == QMqttSubscription::Error) {
        const auto code = static_cast<quint8>(subscription->reasonCode());
        const QString why =
            isVersion5() ? u": "_s + withReason(code, subscription->reason()) : u" (%1)"_s.arg(hex(code));
        fail({ErrorCode::SubscribeRefused, u"the broker refused to subscribe to \"%1\"%2"_s.arg(filter, why), peer(),
              code});
    } else if (subscription->state() == QMqttSubscription::Subscribed && --m_subscriptionsMissing == 0) {
        becomeOpen();
    }
}

void BrokerSession::statusChanged(qint32 id, QMqtt::MessageStatus status,
                                  const QMqttMessageStatusProperties &properties)
{
    const auto code = static_cast<quint8>(properties.reasonCode());
    using Status = QMqtt::MessageStatus;
    const bool isAnswer = status == Status::Acknowledged || status == Status::Received || status == Status::Completed;
    if (isAnswer && code >= Mqtt::Reason::firstFailure)
        m_listener.messageAcknowledged(
            id, Failure(Error{ErrorCode::PublishRefused,
                              u"the broker refused the message: "_s + withReason(code, properties.reason()), peer(),
                              code}));
}

void BrokerSession::becomeOpen()
{
    m_deadline.stop();
    m_phase = Phase::Open;
    delete std::exchange(m_silentLink, nullptr);
    m_listener.sessionOpened();
}

void BrokerSession::clientDisconnected()
{
    if (m_phase == Phase::Closed)
        return;
    const bool wasOpen = isOpen();
    const Error error = clientError();
    close(OfflineMode::Abrupt);
    if (wasOpen)
        m_listener.sessionLost(error);
    else
        m_listener.sessionFailed(error);
}

void BrokerSession::fail(const Error &error)
{
    close(m_phase == Phase::Subscribing ? OfflineMode::Clean : OfflineMode::Abrupt);
    m_listener.sessionFailed(error);
}

void BrokerSession::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_deadline.timerId())
        fail(m_linkProblem.value_or(timeoutError())); // a copy: close() forgets the link's problem
}

bool BrokerSession::close(OfflineMode mode)
{
    m_deadline.stop();
    m_linkProblem.reset();
    if (std::exchange(m_phase, Phase::Closed) == Phase::Closed)
        return false;
    const bool said = sendDisconnect(mode);
    if (m_client.state() != QMqttClient::Disconnected)
        Mqtt::Extras::abandon(m_client);
    releaseLink(mode);
    return said;
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

Result<qint32> BrokerSession::publish(const QString &topic, const QByteArray &payload, quint8 qos, bool retain,
                                      const QMqttPublishProperties &properties)
{
    // From CONNACK on: the broker may send commands before the last SUBACK, and they want an answer.
    if (m_client.state() != QMqttClient::Connected)
        return failure(ErrorCode::NotOnline, u"the device is not online"_s);
    const qint32 id = m_client.publish(QMqttTopicName(topic), properties, payload, qos, retain);
    if (id < 0)
        return failure(ErrorCode::InvalidArgument,
                       u"cannot publish to the topic \"%1\": %2"_s.arg(topic, Mqtt::Extras::refusal(m_client)));
    return id;
}

} // namespace Standin
