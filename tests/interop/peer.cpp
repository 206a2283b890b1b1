// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"

#include "mqtt/mqttextras.h"
#include "scene.h"

#include <QAbstractSocket>
#include <QSslCertificate>
#include <QSslConfiguration>

using namespace Standin;
using namespace Qt::StringLiterals;

Peer::Peer(Scene &scene, const QString &clientId, Transport transport)
    : m_scene(scene)
    , m_transport(transport)
{
    const QUrl &url = transport == Transport::Tls ? scene.broker().tls : scene.broker().tcp;
    m_client.setHostname(url.host());
    m_client.setPort(quint16(url.port()));
    m_client.setClientId(clientId);
    m_client.setProtocolVersion(scene.version());
    m_client.setUsername(scene.broker().user);
    m_client.setPassword(scene.broker().password);
    MqttExtras::setMessageHandler(m_client, [this](const QMqttMessage &message) { m_inbox.append(message); });
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
    m_scene.expect(m_client.state() == QMqttClient::Connected, u"connect: "_s + whyDisconnected());
}

void Peer::connectUnlessOtherVersion()
{
    begin();
    m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"CONNACK"_s);
    // A broker that knows 3.1.1 only may answer a CONNECT of 5.0 with the code of 3.1.1.
    const std::optional<quint8> code = MqttExtras::brokerReasonCode(m_client);
    if (m_client.state() == QMqttClient::Disconnected && (code == 0x01 || code == 0x84))
        m_scene.notOffered(u"CONNACK 0x%1, unsupported protocol version"_s.arg(*code, 2, 16, '0'_L1));
    m_scene.expect(m_client.state() == QMqttClient::Connected, u"connect: "_s + whyDisconnected());
}

std::optional<quint8> Peer::connectRefused()
{
    begin();
    m_scene.waitFor([this] { return m_client.state() != QMqttClient::Connecting; }, u"a refusal"_s);
    m_scene.expect(m_client.state() == QMqttClient::Disconnected, u"was let in"_s);
    return MqttExtras::brokerReasonCode(m_client);
}

void Peer::begin()
{
    if (!m_scene.goesOn() || !openTransport())
        return;
    m_sessionRestored = false;
    if (m_transport != Transport::Tls) {
        m_client.connectToHost();
        return;
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_scene.broker().ca));
    m_client.connectToHostEncrypted(tls);
}

void Peer::leave()
{
    if (!m_scene.goesOn())
        return;
    m_client.disconnectFromHost();
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
    return MqttExtras::brokerReasonCode(m_client);
}

QMqttSubscription *Peer::subscribe(const QString &filter, quint8 qos, const QMqttSubscriptionProperties &properties)
{
    if (!m_scene.goesOn())
        return nullptr;
    QMqttSubscription *subscription = m_client.subscribe(filter, properties, qos);
    if (!m_scene.expect(subscription, u"subscribe(%1) gave no subscription"_s.arg(filter)))
        return nullptr;
    m_scene.waitFor(
        [&] {
            return subscription->state() != QMqttSubscription::SubscriptionPending ||
                   m_client.state() != QMqttClient::Connected;
        },
        u"SUBACK"_s);
    if (m_client.state() != QMqttClient::Connected) {
        m_scene.expect(false, u"connection lost after SUBSCRIBE: "_s + whyDisconnected());
        return nullptr;
    }
    if (subscription->state() != QMqttSubscription::Subscribed)
        m_scene.expect(false, u"SUBACK: 0x%1"_s.arg(quint8(subscription->reasonCode()), 2, 16, '0'_L1));
    else if (subscription->qos() < qos)
        m_scene.notOffered(u"SUBACK grants QoS %1 instead of %2"_s.arg(subscription->qos()).arg(qos));
    return m_scene.goesOn() ? subscription : nullptr;
}

void Peer::unsubscribe(const QString &filter)
{
    if (!m_scene.goesOn())
        return;
    const QMqttSubscription *subscription = m_client.subscribe(filter);
    m_client.unsubscribe(filter);
    m_scene.waitFor([&] { return subscription->state() == QMqttSubscription::Unsubscribed; }, u"UNSUBACK"_s);
}

QMqtt::ReasonCode Peer::publish(const QString &topic, const QByteArray &payload, const Options &options)
{
    if (!m_scene.goesOn())
        return QMqtt::ReasonCode::UnspecifiedError;
    const qint32 id = m_client.publish(topic, options.properties, payload, options.qos, options.retain);
    if (!m_scene.expect(id >= 0, u"publish() refused"_s) || options.qos == 0)
        return QMqtt::ReasonCode::Success;
    m_scene.waitFor([&] { return m_acknowledged.contains(id) || m_client.state() != QMqttClient::Connected; },
                    u"the acknowledgement of QoS %1"_s.arg(options.qos));
    m_scene.expect(m_acknowledged.contains(id), u"connection lost before the acknowledgement: "_s + whyDisconnected());
    return m_acknowledged.take(id);
}

QMqttMessage Peer::receive()
{
    m_scene.waitFor([this] { return !m_inbox.isEmpty() || m_client.state() != QMqttClient::Connected; },
                    u"a message"_s);
    if (!m_scene.expect(!m_inbox.isEmpty(), u"connection lost while waiting for a message: "_s + whyDisconnected()))
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

QString Peer::whyDisconnected() const
{
    QString text = QVariant::fromValue(m_client.error()).toString();
    if (const auto code = MqttExtras::brokerReasonCode(m_client))
        text += u", code 0x%1"_s.arg(*code, 2, 16, '0'_L1);
    if (const QString detail = MqttExtras::failureDetail(m_client); !detail.isEmpty())
        text += u", "_s + detail;
    return text;
}

bool Peer::openTransport()
{
    return m_scene.expect(m_transport == Transport::Tcp || m_transport == Transport::Tls,
                          u"WebSockets are not built yet"_s);
}
