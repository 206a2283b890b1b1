// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/qmqttclient_p.h"

#include "mqtt/client/eventdelivery.h"
#include "mqtt/client/propertymapping.h"
#include "mqtt/core/outboundrules.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace Standin::Mqtt;

Q_LOGGING_CATEGORY(lcMqttClient, "standin.mqtt.client", QtWarningMsg)

namespace {

/// 22 letters and digits, which every broker must accept [MQTT-3.1.3-5].
QString randomClientId()
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString id(22, Qt::Uninitialized);
    for (QChar &c : id)
        c = QLatin1Char(alphabet[QRandomGenerator::global()->bounded(int(sizeof(alphabet) - 1))]);
    return id;
}

} // namespace

QMqttClientPrivate::QMqttClientPrivate(QMqttClient *client)
    : clientId(randomClientId())
    , transport(client, *this)
    , q(client)
    , subscriptions(client,
                    [this](const QByteArray &filter) {
                        (void)m_session.unsubscribe({0, filter}, Session::Clock::now());
                    })
    , m_session(*this)
{}

QMqttClientPrivate::~QMqttClientPrivate()
{
    if (state == QMqttClient::Disconnected)
        return;
    m_session.disconnect({}, Session::Clock::now());
    transport.close();
}

bool QMqttClientPrivate::mayChange(const char *what) const
{
    const bool allowed = state == QMqttClient::Disconnected;
    if (!allowed)
        qCWarning(lcMqttClient, "%s can only be changed while disconnected", what);
    return allowed;
}

Connect QMqttClientPrivate::connectPacket() const
{
    Connect packet;
    packet.level = static_cast<ProtocolLevel>(protocolVersion);
    packet.clientId = clientId.toUtf8();
    packet.keepAliveSeconds = keepAlive;
    packet.cleanSession = cleanSession;
    if (!username.isEmpty() || (!password.isEmpty() && !isV5()))
        packet.username = username.toUtf8();
    if (!password.isEmpty())
        packet.password = password.toUtf8();
    if (!willTopic.isEmpty())
        packet.will = Will{willTopic.toUtf8(), willMessage, willQoS, willRetain};
    if (!isV5())
        return packet;
    packet.properties = PropertyMapping::toWire(properties.read().connection);
    if (packet.will)
        packet.will->properties = PropertyMapping::toWire(properties.read().lastWill);
    return packet;
}

void QMqttClientPrivate::connectToHost(const QSslConfiguration *tls)
{
    if (state != QMqttClient::Disconnected) {
        qCWarning(lcMqttClient, "connectToHost() called when already connecting or connected");
        return;
    }
    brokerReason.reset();
    failureDetail.clear();
    timedOut = false;
    if (properties.read().server.isValid())
        properties.write().server = {};
    const quint32 epoch = ++m_epoch;
    state = QMqttClient::Connecting;
    const auto fault = faultIn(connectPacket());
    bool isOpened = false;
    if (!fault) {
        m_session.begin(connectTimeout, Session::Clock::now());
        isOpened = transport.open(hostname, port, tls) != Transport::Opened::No;
        if (isOpened)
            armTimer();
        else
            m_session.end();
    }

    const QPointer<QMqttClient> guard(q);
    const auto goesOn = [&] { return guard && m_epoch == epoch && state == QMqttClient::Connecting; };
    q->setError(QMqttClient::NoError);
    if (goesOn())
        emit q->stateChanged(state);
    if (!goesOn() || isOpened)
        return;
    if (!fault)
        return end(QMqttClient::TransportInvalid, u"the transport is not open or of another type"_s, Leave::Drop);
    const bool isClientId = *fault == LocalFailure::EmptyClientId;
    end(isClientId ? QMqttClient::IdRejected : QMqttClient::UnknownError, describe(*fault), Leave::Drop);
}

void QMqttClientPrivate::disconnectFromHost()
{
    if (state != QMqttClient::Disconnected)
        disconnectFromHost({});
}

bool QMqttClientPrivate::disconnectFromHost(const Disconnect &packet)
{
    if (state == QMqttClient::Disconnected)
        return false;
    refusal = m_session.disconnect(packet, Session::Clock::now());
    if (refusal)
        return false;
    end(QMqttClient::NoError, {}, Leave::Close);
    return true;
}

void QMqttClientPrivate::abandon()
{
    if (state == QMqttClient::Disconnected)
        return;
    m_session.end();
    end(QMqttClient::NoError, {}, Leave::Abandon);
}

QMqttSubscription *QMqttClientPrivate::subscribe(const QMqttTopicFilter &topic, quint8 qos)
{
    const bool isKnown = state == QMqttClient::Connected && !subscriptions.mustAsk(topic, qos);
    return isKnown ? subscriptions.find(topic) : subscribe(topic, {qos}, {});
}

QMqttSubscription *QMqttClientPrivate::subscribe(const QMqttTopicFilter &topic, const SubscriptionOptions &options,
                                                 const Properties &wanted)
{
    const QByteArray filter = topic.filter().toUtf8();
    if (!note(topic.isValid() ? m_session.subscribe({0, filter, options, wanted}, Session::Clock::now())
                              : tl::unexpected(LocalFailure::InvalidFilter)))
        return nullptr;
    return subscriptions.beginSubscribe(topic, options.qos);
}

void QMqttClientPrivate::unsubscribe(const QMqttTopicFilter &topic, const Properties &told)
{
    QMqttSubscription *subscription = subscriptions.find(topic);
    const QByteArray filter = topic.filter().toUtf8();
    if (subscription && note(m_session.unsubscribe({0, filter, told}, Session::Clock::now())))
        subscriptions.beginUnsubscribe(subscription);
}

qint32 QMqttClientPrivate::publish(const QMqttTopicName &topic, const Properties &told, const QByteArray &message,
                                   quint8 qos, bool retain)
{
    const QByteArray name = topic.name().toUtf8();
    // Qt encodes a lone surrogate as a question mark; such a topic must not be published.
    const bool isText = QStringView(topic.name()).isValidUtf16();
    const Publish packet{.topic = name, .payload = message, .qos = qos, .retain = retain, .properties = told};
    const auto id = isText ? m_session.publish(packet, Session::Clock::now())
                           : tl::expected<quint16, LocalFailure>(tl::unexpected(LocalFailure::InvalidTopic));
    return note(id) ? *id : -1;
}

void QMqttClientPrivate::authenticate(const QMqttAuthenticationProperties &told)
{
    refusal = m_session.authenticate(PropertyMapping::toWire(told), Session::Clock::now());
    if (refusal)
        qCWarning(lcMqttClient, "authenticate(): %ls", qUtf16Printable(describe(*refusal)));
}

bool QMqttClientPrivate::note(const tl::expected<quint16, LocalFailure> &outcome)
{
    refusal = outcome ? std::nullopt : std::optional(outcome.error());
    return outcome.has_value();
}

bool QMqttClientPrivate::requestPing()
{
    if (autoKeepAlive || !m_session.ping(Session::Clock::now()))
        return false;
    armTimer();
    return true;
}

void QMqttClientPrivate::onTimer()
{
    m_timer.stop();
    const QPointer<QMqttClient> guard(q);
    const quint32 epoch = m_epoch;
    // Bytes that have arrived count as received in time, even if this process was stopped and reads them only now.
    transportReadable();
    if (!guard || m_epoch != epoch)
        return;
    EventDelivery(*this).deliver(m_session.elapse(Session::Clock::now()));
    if (guard)
        armTimer();
}

// The timer may fire early, because each packet sent moves the due time; it must not fire late.
void QMqttClientPrivate::armTimer()
{
    const auto due = m_session.nextDeadline();
    if (!due || (m_timer.isActive() && m_timerDue <= *due))
        return;
    m_timerDue = *due;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*due - Session::Clock::now());
    m_timer.start(static_cast<int>(qMax<qint64>(0, wait.count())), Qt::PreciseTimer, q);
}
