// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/mosquitto.h"
#include "support/websocketbridge.h"

#include <QtMqtt/QMqttClient>

#include <QSslConfiguration>

#include <memory>

/// A broker started by the test, and the transport that clients use. The environment sets them: MQTT_VERSION is 3.1,
/// 3.1.1 or 5.0, MQTT_TRANSPORT is tcp, tls, mutual-tls, ws or wss.
class Route
{
public:
    using User = Mosquitto::User;

    Route();
    Q_DISABLE_COPY_MOVE(Route)

    /// False, with the reason in errorText(), when the broker does not start or the environment is not valid.
    [[nodiscard]] bool start(const std::optional<User> &user = {});
    [[nodiscard]] Mosquitto &broker() { return m_broker; }
    [[nodiscard]] QString errorText() const { return m_errorText; }

    [[nodiscard]] bool isV5() const { return m_version == QMqttClient::MQTT_5_0; }
    [[nodiscard]] QMqttClient::ProtocolVersion version() const { return m_version; }

    /// Version, host and port.
    void configure(QMqttClient &client) const;
    /// As QMqttClient::connectToHost(), over the transport: TCP and TLS with the client's own socket, WebSocket with a
    /// link that is a child of the client.
    void connectToHost(QMqttClient &client) const;

private:
    enum class Transport : quint8 {
        Tcp,
        Tls,
        MutualTls,
        Ws,
        Wss,
    };

    [[nodiscard]] bool readEnvironment();
    [[nodiscard]] bool startBridge();
    [[nodiscard]] quint16 port() const;
    void connectOverWebSocket(QMqttClient &client) const;

    Certificates m_certificates;
    Certificates::Issued m_server;
    Certificates::Issued m_clientIdentity;
    Mosquitto m_broker;
    std::unique_ptr<WebSocketBridge> m_bridge;
    Transport m_transport = Transport::Tcp;
    QMqttClient::ProtocolVersion m_version = QMqttClient::MQTT_3_1_1;
    QString m_errorText;
};
