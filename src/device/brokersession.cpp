// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/brokersession.h"

#include "link/tcplink.h"
#include "mqtt/mqttextras.h"

#include <QTimerEvent>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// MQTT 3.1.1 section 3.2.2.3.
QString refusalText(quint8 code)
{
    switch (code) {
    case 1:
        return u"unacceptable protocol version"_s;
    case 2:
        return u"client id rejected"_s;
    case 3:
        return u"server unavailable"_s;
    case 4:
        return u"bad user name or password"_s;
    case 5:
        return u"not authorized"_s;
    default:
        return u"unknown reason"_s;
    }
}

QString hex(quint8 code)
{
    return u"0x%1"_s.arg(code, 2, 16, QLatin1Char('0'));
}

} // namespace

BrokerSession::BrokerSession(SessionListener &listener)
    : m_listener(listener)
{
    connect(&m_client, &QMqttClient::connected, this, &BrokerSession::clientConnected);
    connect(&m_client, &QMqttClient::disconnected, this, &BrokerSession::clientDisconnected);
    connect(&m_client, &QMqttClient::messageSent, this, [this](qint32 id) { m_listener.messageAcknowledged(id); });
    MqttExtras::setMessageHandler(m_client, [this](const QMqttMessage &m) { m_listener.messageArrived(m); });
    MqttExtras::setConnectTimeout(m_client, std::chrono::milliseconds(0)); // m_deadline covers more than CONNACK
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
    m_link = new TcpLink(settings.host, settings.port, this);
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
        fail({ErrorCode::InvalidArgument, MqttExtras::failureDetail(m_client), peer()}); // refused on this side
}

void BrokerSession::applySettings()
{
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
}

void BrokerSession::clientConnected()
{
    m_phase = Phase::Subscribing;
    m_subscriptionsMissing = m_settings.subscriptions.size();
    const auto subscriptions = m_settings.subscriptions;
    for (const auto &[filter, qos] : subscriptions) {
        QMqttSubscription *subscription = m_client.subscribe(QMqttTopicFilter(filter), qos);
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
        constexpr quint8 refused = 0x80; // section 3.9.3
        fail({ErrorCode::SubscribeRefused,
              u"the broker refused to subscribe to \"%1\" (%2)"_s.arg(filter, hex(refused)), peer(), refused});
    } else if (subscription->state() == QMqttSubscription::Subscribed && --m_subscriptionsMissing == 0) {
        becomeOpen();
    }
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
    const Error kept = error; // it may belong to the link
    close(m_phase == Phase::Subscribing ? OfflineMode::Clean : OfflineMode::Abrupt);
    m_listener.sessionFailed(kept);
}

void BrokerSession::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_deadline.timerId())
        fail(timeoutError());
}

void BrokerSession::close(OfflineMode mode)
{
    m_deadline.stop();
    if (std::exchange(m_phase, Phase::Closed) == Phase::Closed)
        return;
    if (mode == OfflineMode::Clean && m_client.state() == QMqttClient::Connected)
        m_client.disconnectFromHost();
    if (m_client.state() != QMqttClient::Disconnected)
        MqttExtras::abandon(m_client);
    releaseLink(mode);
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

Result<qint32> BrokerSession::publish(const QString &topic, const QByteArray &payload, quint8 qos, bool retain)
{
    // From CONNACK on: the broker may send commands before the last SUBACK, and they want an answer.
    if (m_client.state() != QMqttClient::Connected)
        return failure(ErrorCode::NotOnline, u"the device is not online"_s);
    const qint32 id = m_client.publish(QMqttTopicName(topic), payload, qos, retain);
    if (id < 0)
        return failure(ErrorCode::InvalidArgument, u"cannot publish to the topic \"%1\""_s.arg(topic));
    return id;
}

Error BrokerSession::timeoutError() const
{
    const QString seconds = QString::number(m_settings.timeoutMs / 1000.0);
    switch (m_phase) {
    case Phase::Linking:
        return {ErrorCode::ConnectTimeout, u"no TCP connection within %1 s"_s.arg(seconds), peer()};
    case Phase::Subscribing:
        return {ErrorCode::ConnectTimeout, u"the broker did not answer SUBSCRIBE within %1 s"_s.arg(seconds), peer()};
    default:
        return {ErrorCode::ConnectTimeout,
                u"the connection was accepted, but no CONNACK came within %1 s: is this an MQTT port?"_s.arg(seconds),
                peer()};
    }
}

Error BrokerSession::clientError() const
{
    const QString detail = MqttExtras::failureDetail(m_client);
    if (const auto reason = MqttExtras::brokerReason(m_client))
        return {ErrorCode::BrokerRefused, u"refused: %1 (%2)"_s.arg(refusalText(reason->code), hex(reason->code)),
                peer(), reason->code};
    if (MqttExtras::timedOut(m_client))
        return {ErrorCode::KeepAliveTimeout, detail, peer()};
    if (m_client.error() == QMqttClient::ProtocolViolation)
        return {ErrorCode::ProtocolViolation, detail, peer()};
    if (m_phase == Phase::Greeting)
        return {ErrorCode::ConnectionLost, u"the connection was closed before CONNACK: is this an MQTT port?"_s,
                peer()};
    if (m_link->error())
        return {m_link->error()->code, m_link->error()->message, peer()};
    return {ErrorCode::ConnectionLost, detail, peer()};
}

QString BrokerSession::peer() const
{
    return u"%1:%2"_s.arg(m_settings.host).arg(m_settings.port);
}

} // namespace Standin
