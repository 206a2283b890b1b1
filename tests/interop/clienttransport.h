// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "brokerendpoints.h"
#include "link/link.h"

#include <QtMqtt/QMqttClient>

#include <memory>

enum class Transport {
    Tcp, ///< the client's own socket
    Tls, ///< the client's own, by connectToHostEncrypted()
    TlsLink,
    WebSocketLink,
    SecureWebSocketLink,
};

/// The transport from a client to the broker. Has to outlive the client.
class ClientTransport final
{
public:
    ClientTransport(const BrokerEndpoints &broker, Transport kind);
    Q_DISABLE_COPY_MOVE(ClientTransport)

    /// From now on only the authorities of the system are trusted.
    void forgetAuthority() { m_ca.clear(); }

    /// Sets host, port and transport of the client; where that takes a link, the function waits until it is
    /// established. Then the client is to be connected with connect(). An error is that of the link.
    [[nodiscard]] Standin::Result<> open(QMqttClient &client);
    void connect(QMqttClient &client) const;

    /// Why the link ended, if there is one and it has ended.
    [[nodiscard]] std::optional<Standin::Error> error() const { return m_link ? m_link->error() : std::nullopt; }

private:
    [[nodiscard]] QUrl url() const;

    const BrokerEndpoints &m_broker;
    const Transport m_kind;
    QString m_ca;
    std::unique_ptr<Standin::Link> m_link;
};
