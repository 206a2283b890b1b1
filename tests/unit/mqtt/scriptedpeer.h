// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

/// A TCP server in place of a broker: stores what the last client sent, and sends the bytes that the test gives.
class ScriptedPeer
{
public:
    ScriptedPeer();
    Q_DISABLE_COPY_MOVE(ScriptedPeer)

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }
    [[nodiscard]] bool isConnected() const { return m_socket && m_socket->state() == QTcpSocket::ConnectedState; }

    /// Sent as soon as a client has sent anything; empty: nothing is sent.
    void setGreeting(const QByteArray &greeting) { m_greeting = greeting; }
    void send(const QByteArray &data);
    void close();
    void reset();

    /// The whole packets received on the last connection, as hex.
    [[nodiscard]] QByteArrayList packets() const;
    /// Waits for a packet that starts with these bytes (hex).
    [[nodiscard]] bool waitForPacket(const QByteArray &start) const;

private:
    void takeConnection();
    void readAll();

    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
    QByteArray m_greeting;
    QByteArray m_received;
    int m_connectionCount = 0;
};
