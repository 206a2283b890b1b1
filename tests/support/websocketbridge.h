// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QWebSocketServer>

#include <memory>

/// A WebSocket listener on a free port of 127.0.0.1 that forwards to a TCP port there, so that a broker without
/// WebSocket can be used by ws and wss. It has the sub-protocol mqtt, in binary frames.
class WebSocketBridge : public QObject
{
    Q_OBJECT

public:
    explicit WebSocketBridge(quint16 brokerPort);
    /// wss.
    WebSocketBridge(quint16 brokerPort, const QSslConfiguration &tls);

    /// False when no port is available.
    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

    /// The largest binary frame to the client; 0: one frame for each portion of the broker.
    void setFrameSize(qsizetype bytes) { m_frameSize = bytes; }

    /// The head of the last request that was accepted.
    [[nodiscard]] QNetworkRequest lastRequest() const { return m_lastRequest; }
    [[nodiscard]] qsizetype connectionCount() const { return m_connectionCount; }

private:
    WebSocketBridge(quint16 brokerPort, QWebSocketServer::SslMode mode);
    void accept();
    void sendFrames(QWebSocket *client, const QByteArray &bytes) const;

    const quint16 m_brokerPort;
    QWebSocketServer m_server;
    QNetworkRequest m_lastRequest;
    qsizetype m_frameSize = 0;
    qsizetype m_connectionCount = 0; ///< open now
};
