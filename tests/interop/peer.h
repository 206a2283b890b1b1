// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clienttransport.h"
#include "mqtt/mqttextras.h"

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>

#include <QHash>
#include <QList>
#include <QPointer>

#include <optional>

class Scene;

/// One of the clients of a scene. Its functions wait for the broker's answer and report a missing or unexpected answer
/// to the scene; they return at once when the scene is decided.
class Peer final
{
public:
    Peer(Scene &scene, const QString &clientId, Transport transport);
    Q_DISABLE_COPY_MOVE(Peer)

    /// Set it before connect().
    [[nodiscard]] QMqttClient &client() { return m_client; }

    void connect();
    /// Not offered when the broker refuses the version of the protocol.
    void connectUnlessOtherVersion();
    /// Expects the broker to refuse; returns its code, nullopt when it closed without one.
    std::optional<quint8> connectRefused();
    /// Tries to connect with only the authorities of the system, and expects that the broker's certificate is not
    /// accepted.
    void expectDistrust();
    /// With DISCONNECT.
    void leave(const Standin::Mqtt::Extras::DisconnectOptions &farewell = {});
    /// Without DISCONNECT: closes the connection.
    void vanish();
    /// Waits for the broker to end the session; returns its code.
    std::optional<quint8> waitUntilThrownOut();

    /// Not offered if the broker grants less than requested. nullptr when refused or when the scene is decided.
    QMqttSubscription *subscribe(const QString &filter, quint8 qos, const QMqttSubscriptionProperties &properties = {},
                                 const Standin::Mqtt::Extras::SubscribeOptions &options = {});
    /// Accepts any answer; nullptr only when the scene is decided.
    QMqttSubscription *trySubscribe(const QString &filter, quint8 qos,
                                    const QMqttSubscriptionProperties &properties = {},
                                    const Standin::Mqtt::Extras::SubscribeOptions &options = {});
    /// The subscriptions of this peer.
    void unsubscribe(const QString &filter);

    struct Options
    {
        quint8 qos = 1;
        bool retain = false;
        QMqttPublishProperties properties = {};
    };
    /// With QoS 1 and 2 it waits for the last acknowledgement and returns its reason code.
    QMqtt::ReasonCode publish(const QString &topic, const QByteArray &payload, const Options &options);

    /// The next message, in the order of arrival.
    QMqttMessage receive(const QString &what = QStringLiteral("a message"));
    /// The messages that have arrived and were not yet taken by receive(); does not wait.
    [[nodiscard]] qsizetype waiting() const { return m_inbox.size(); }
    /// Expects no message before the one that another peer now sends on a topic of this peer's subscriptions.
    void expectNothingBefore(Peer &sender, const QString &topic, quint8 qos);

    /// Whether the broker had kept the session when connect() was last called.
    [[nodiscard]] bool sessionRestored() const { return m_sessionRestored; }

private:
    void begin();
    [[nodiscard]] bool isConnected() const { return m_client.state() == QMqttClient::Connected; }
    [[nodiscard]] std::optional<quint8> brokerCode() const;
    [[nodiscard]] QString whyDisconnected() const;

    Scene &m_scene;
    ClientTransport m_transport; ///< the client uses it until its own end
    QMqttClient m_client;
    QList<QMqttMessage> m_inbox;
    QHash<qint32, QMqtt::ReasonCode> m_acknowledged;
    QHash<QString, QPointer<QMqttSubscription>> m_subscriptions; ///< by filter
    bool m_sessionRestored = false;
};
