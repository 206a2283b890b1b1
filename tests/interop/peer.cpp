// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"

#include "scene.h"

#include <QAbstractSocket>
#include <QVariant>

using namespace Standin;
using namespace Qt::StringLiterals;

Peer::Peer(Scene &scene, const QString &clientId, Transport transport)
    : m_scene(scene)
    , m_transport(scene.broker(), transport)
{
    m_client.setClientId(clientId);
    m_client.setProtocolVersion(scene.version());
    m_client.setUsername(scene.broker().user);
    m_client.setPassword(scene.broker().password);
    Mqtt::Extras::setMessageHandler(m_client, [this](const QMqttMessage &message) { m_inbox.append(message); });
    QObject::connect(&m_client, &QMqttClient::brokerSessionRestored, &m_client, [this] { m_sessionRestored = true; });
    QObject::connect(&m_client, &QMqttClient::messageStatusChanged, &m_client,
                     [this](qint32 id, QMqtt::MessageStatus status, const QMqttMessageStatusProperties &properties) {
                         const bool last = status == QMqtt::MessageStatus::Acknowledged ||
                                           status == QMqtt::MessageStatus::Completed ||
                                           quint8(properties.reasonCode()) >= 0x80;
                         if (last)
                             m_acknowledged.insert(id, properties.reasonCode());
                     });
}

void Peer::connect()
{
    begin();
    m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"CONNACK"_s);
    m_scene.expect(isConnected(), u"not connected: "_s + whyDisconnected());
}

void Peer::connectUnlessOtherVersion()
{
    begin();
    m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"CONNACK"_s);
    // A broker that supports 3.1.1 only may answer a CONNECT of 5.0 with the code of 3.1.1.
    const std::optional<quint8> code = brokerCode();
    if (m_client.state() == QMqttClient::Disconnected && (code == 0x01 || code == 0x84))
        m_scene.notOffered(u"CONNACK 0x%1, unsupported protocol version"_s.arg(*code, 2, 16, '0'_L1));
    m_scene.expect(isConnected(), u"not connected: "_s + whyDisconnected());
}

std::optional<quint8> Peer::connectRefused()
{
    begin();
    m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"a refusal"_s);
    m_scene.expect(m_client.state() == QMqttClient::Disconnected, u"was let in"_s);
    return brokerCode();
}

void Peer::begin()
{
    if (!m_scene.goesOn())
        return;
    m_sessionRestored = false;
    const Result<> opened = m_transport.open(m_client);
    if (m_scene.expect(opened.has_value(), opened ? QString() : u"link: "_s + opened.error().toString()))
        m_transport.connect(m_client);
}

void Peer::expectDistrust()
{
    if (!m_scene.goesOn())
        return;
    m_transport.forgetAuthority();
    // A link reports it before the client uses the link.
    if (m_transport.open(m_client)) {
        m_transport.connect(m_client);
        m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"the end of the handshake"_s);
        m_scene.expect(m_client.state() == QMqttClient::Disconnected && !brokerCode(),
                       u"trusts a certificate of an unknown authority"_s);
    }
}

void Peer::leave(const Mqtt::Extras::DisconnectOptions &options)
{
    if (!m_scene.goesOn())
        return;
    m_scene.expect(Mqtt::Extras::disconnectFromHost(m_client, options), u"disconnectFromHost() refused"_s);
    m_scene.waitFor([this] { return m_client.state() == QMqttClient::Disconnected; }, u"the end of the session"_s);
}

void Peer::vanish()
{
    if (!m_scene.goesOn())
        return;
    qobject_cast<QAbstractSocket *>(m_client.transport())->abort();
    m_scene.waitFor([this] { return m_client.state() == QMqttClient::Disconnected; }, u"the end of the session"_s);
}

std::optional<quint8> Peer::waitUntilThrownOut()
{
    m_scene.waitFor([this] { return m_client.state() == QMqttClient::Disconnected; },
                    u"the broker to end the session"_s);
    return brokerCode();
}

QMqttSubscription *Peer::trySubscribe(const QString &filter, quint8 qos, const QMqttSubscriptionProperties &properties,
                                      const Mqtt::Extras::SubscribeOptions &options)
{
    if (!m_scene.goesOn())
        return nullptr;
    QMqttSubscription *subscription = Mqtt::Extras::subscribe(m_client, filter, options, properties, qos);
    if (!m_scene.expect(subscription, u"subscribe() refused: "_s + Mqtt::Extras::refusal(m_client)))
        return nullptr;
    m_subscriptions.insert(filter, subscription);
    m_scene.waitFor([&] { return !isConnected() || subscription->state() != QMqttSubscription::SubscriptionPending; },
                    u"SUBACK"_s);
    m_scene.expect(isConnected(), u"connection lost after SUBSCRIBE: "_s + whyDisconnected());
    return m_scene.goesOn() ? subscription : nullptr;
}

QMqttSubscription *Peer::subscribe(const QString &filter, quint8 qos, const QMqttSubscriptionProperties &properties,
                                   const Mqtt::Extras::SubscribeOptions &options)
{
    QMqttSubscription *subscription = trySubscribe(filter, qos, properties, options);
    if (!subscription)
        return nullptr;
    m_scene.expect(subscription->state() == QMqttSubscription::Subscribed,
                   u"SUBACK 0x%1"_s.arg(quint8(subscription->reasonCode()), 2, 16, '0'_L1));
    if (subscription->qos() < qos)
        m_scene.notOffered(u"SUBACK grants QoS %1 instead of %2"_s.arg(subscription->qos()).arg(qos));
    return m_scene.goesOn() ? subscription : nullptr;
}

void Peer::unsubscribe(const QString &filter)
{
    if (!m_scene.goesOn())
        return;
    // The client deletes it once it is unsubscribed.
    const QPointer<QMqttSubscription> subscription = m_subscriptions.take(filter);
    m_client.unsubscribe(filter);
    m_scene.waitFor([&] { return !subscription || subscription->state() == QMqttSubscription::Unsubscribed; },
                    u"UNSUBACK"_s);
    m_scene.expect(isConnected(), u"connection lost after UNSUBSCRIBE: "_s + whyDisconnected());
}

QMqtt::ReasonCode Peer::publish(const QString &topic, const QByteArray &payload, const Options &options)
{
    if (!m_scene.goesOn())
        return QMqtt::ReasonCode::UnspecifiedError;
    const qint32 id = m_client.publish(topic, options.properties, payload, options.qos, options.retain);
    if (!m_scene.expect(id >= 0, u"publish() refused: "_s + Mqtt::Extras::refusal(m_client)) || options.qos == 0)
        return QMqtt::ReasonCode::Success;
    m_scene.waitFor([&] { return m_acknowledged.contains(id) || !isConnected(); },
                    u"the acknowledgement of QoS %1"_s.arg(options.qos));
    m_scene.expect(m_acknowledged.contains(id), u"connection lost before the acknowledgement: "_s + whyDisconnected());
    return m_acknowledged.take(id);
}

QMqttMessage Peer::receive(const QString &what)
{
    m_scene.waitFor([this] { return !m_inbox.isEmpty() || !isConnected(); }, what);
    if (!m_scene.expect(!m_inbox.isEmpty(), u"connection lost while waiting for %1: %2"_s.arg(what, whyDisconnected())))
        return {};
    return m_inbox.takeFirst();
}

void Peer::expectNothingBefore(Peer &sender, const QString &topic, quint8 qos)
{
    const QByteArray fence = "fence";
    sender.publish(topic, fence, {.qos = qos});
    const QMqttMessage next = receive();
    m_scene.expect(next.payload() == fence, u"a message came that should not have: %1 on %2"_s.arg(
                                                QString::fromUtf8(next.payload().left(80)), next.topic().name()));
}

std::optional<quint8> Peer::brokerCode() const
{
    const auto reason = Mqtt::Extras::brokerReason(m_client);
    return reason ? std::optional(reason->code) : std::nullopt;
}

QString Peer::whyDisconnected() const
{
    if (const auto error = m_transport.error())
        return error->toString();
    QString text = QVariant::fromValue(m_client.error()).toString();
    if (const auto reason = Mqtt::Extras::brokerReason(m_client))
        text += u", code 0x%1 %2"_s.arg(reason->code, 2, 16, '0'_L1).arg(reason->text);
    if (const QString detail = Mqtt::Extras::failureDetail(m_client); !detail.isEmpty())
        text += u", "_s + detail;
    return text;
}
