// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/websocketbridge.h"

#include <QTcpSocket>
#include <QWebSocket>

using namespace Qt::StringLiterals;

WebSocketBridge::WebSocketBridge(quint16 brokerPort, QWebSocketServer::SslMode mode)
    : m_brokerPort(brokerPort)
    , m_server(u"bridge"_s, mode)
{
    m_server.setSupportedSubprotocols({u"mqtt"_s});
    connect(&m_server, &QWebSocketServer::newConnection, this, &WebSocketBridge::accept);
}

WebSocketBridge::WebSocketBridge(quint16 brokerPort)
    : WebSocketBridge(brokerPort, QWebSocketServer::NonSecureMode)
{}

WebSocketBridge::WebSocketBridge(quint16 brokerPort, const QSslConfiguration &tls)
    : WebSocketBridge(brokerPort, QWebSocketServer::SecureMode)
{
    m_server.setSslConfiguration(tls);
}

bool WebSocketBridge::listen()
{
    return m_server.listen(QHostAddress::LocalHost);
}

void WebSocketBridge::accept()
{
    QWebSocket *client = m_server.nextPendingConnection();
    m_lastRequest = client->request();
    ++m_connectionCount;
    auto *broker = new QTcpSocket(this); // outlives the client: the last bytes of the client still have to be sent
    connect(client, &QWebSocket::binaryMessageReceived, broker, [broker](const QByteArray &bytes) {
        broker->write(bytes); // kept until it is connected
    });
    connect(broker, &QTcpSocket::connected, broker,
            [broker] { broker->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
    connect(broker, &QTcpSocket::readyRead, client, [=, this] { sendFrames(client, broker->readAll()); });
    connect(broker, &QTcpSocket::disconnected, client, [client] { client->close(); });
    connect(broker, &QTcpSocket::disconnected, broker, &QObject::deleteLater);
    connect(client, &QWebSocket::disconnected, broker, &QTcpSocket::disconnectFromHost);
    connect(client, &QWebSocket::disconnected, this, [this, client] {
        --m_connectionCount;
        client->deleteLater();
    });
    broker->connectToHost(QHostAddress(QHostAddress::LocalHost), m_brokerPort);
}

void WebSocketBridge::sendFrames(QWebSocket *client, const QByteArray &bytes) const
{
    const qsizetype size = m_frameSize > 0 ? m_frameSize : bytes.size();
    for (qsizetype at = 0; at < bytes.size(); at += size)
        client->sendBinaryMessage(bytes.mid(at, size));
}
