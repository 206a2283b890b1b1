// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedpeer.h"

#include "bytes.h"

#include <QTest>

ScriptedPeer::ScriptedPeer()
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { takeConnection(); });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
}

void ScriptedPeer::takeConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connectionCount;
        m_received.clear();
        m_socket = socket;
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            if (socket == m_socket)
                readAll();
        });
    }
}

void ScriptedPeer::readAll()
{
    const bool isFirst = m_received.isEmpty();
    m_received += m_socket->readAll();
    if (isFirst && !m_greeting.isEmpty())
        send(m_greeting);
}

void ScriptedPeer::send(const QByteArray &data)
{
    m_socket->write(data);
    m_socket->flush();
}

void ScriptedPeer::close()
{
    m_socket->disconnectFromHost();
}

void ScriptedPeer::reset()
{
    m_socket->abort();
}

QByteArrayList ScriptedPeer::packets() const
{
    QByteArrayList found;
    qsizetype at = 0;
    while (at + 2 <= m_received.size()) {
        qsizetype size = 0;
        qsizetype digit = 1;
        for (int shift = 0;; ++digit, shift += 7) {
            if (at + digit >= m_received.size())
                return found;
            const auto byte = static_cast<uchar>(m_received.at(at + digit));
            size |= static_cast<qsizetype>(byte & 0x7f) << shift;
            if (byte < 0x80)
                break;
        }
        size += digit + 1;
        if (at + size > m_received.size())
            break;
        found += toHex(QByteArrayView(m_received).sliced(at, size));
        at += size;
    }
    return found;
}

bool ScriptedPeer::waitForPacket(const QByteArray &start) const
{
    return QTest::qWaitFor([this, &start] {
        const QByteArrayList found = packets();
        return std::ranges::any_of(found, [&start](const QByteArray &packet) { return packet.startsWith(start); });
    });
}
