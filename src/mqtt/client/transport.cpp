// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/client/transport.h"

#include <QScopedValueRollback>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace Standin::Mqtt {

Transport::~Transport()
{
    discard();
}

void Transport::setDevice(QIODevice *device, QMqttClient::TransportType type)
{
    discard();
    m_isOwn = !device;
    m_device = device;
    m_type = device ? type : QMqttClient::AbstractSocket;
}

Transport::Opened Transport::open(const QString &hostname, quint16 port, const QSslConfiguration *tls)
{
    if (m_isOwn)
        makeSocket(tls != nullptr);
    if (!m_device)
        return Opened::No;
    m_socket = m_type == QMqttClient::IODevice ? nullptr : qobject_cast<QAbstractSocket *>(m_device);
    if (m_socket)
        return openSocket(m_socket, hostname, port, tls);
    if (tls || m_type != QMqttClient::IODevice || !m_device->isOpen())
        return Opened::No;
    watchDevice();
    m_listener.transportOpened();
    return Opened::Now;
}

void Transport::makeSocket(bool encrypted)
{
    discard();
    m_isOwn = true;
    m_type = encrypted ? QMqttClient::SecureSocket : QMqttClient::AbstractSocket;
    m_device = encrypted ? new QSslSocket(m_context) : new QTcpSocket(m_context);
}

Transport::Opened Transport::openSocket(QAbstractSocket *socket, const QString &hostname, quint16 port,
                                        const QSslConfiguration *tls)
{
    if (tls || m_type == QMqttClient::SecureSocket) {
        auto *secure = qobject_cast<QSslSocket *>(socket);
        return secure ? openSecureSocket(secure, hostname, port, tls) : Opened::No;
    }
    watchDevice();
    watchSocket(socket);
    m_connections.append(QObject::connect(socket, &QAbstractSocket::connected, m_context, [this] { becomeOpen(); }));
    if (socket->state() == QAbstractSocket::ConnectedState) {
        becomeOpen();
        return Opened::Now;
    }
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->connectToHost(hostname, port);
    return Opened::Later;
}

Transport::Opened Transport::openSecureSocket(QSslSocket *socket, const QString &hostname, quint16 port,
                                              const QSslConfiguration *tls)
{
    watchDevice();
    watchSocket(socket);
    m_connections.append(QObject::connect(socket, &QSslSocket::encrypted, m_context, [this] { becomeOpen(); }));
    if (socket->isEncrypted()) {
        becomeOpen();
        return Opened::Now;
    }
    if (socket->state() == QAbstractSocket::UnconnectedState) {
        if (tls)
            socket->setSslConfiguration(*tls);
        socket->connectToHostEncrypted(hostname, port);
    }
    return Opened::Later;
}

void Transport::becomeOpen()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_listener.transportOpened();
}

void Transport::watchDevice()
{
    QIODevice *device = m_device;
    const auto watch = [this, device](auto signal, auto slot) {
        m_connections.append(QObject::connect(device, signal, m_context, slot));
    };
    watch(&QIODevice::readyRead, [this] { onReadyRead(); });
    watch(&QIODevice::readChannelFinished, [this] { postLoss(u"the peer closed the connection"_s); });
    watch(&QIODevice::aboutToClose, [this] { postLoss(u"the transport was closed"_s); });
    watch(&QObject::destroyed, [this] { postLoss(u"the transport was deleted"_s); });
}

void Transport::watchSocket(QAbstractSocket *socket)
{
    m_connections.append(QObject::connect(socket, &QAbstractSocket::disconnected, m_context,
                                          [this] { postLoss(u"the connection was closed"_s); }));
    m_connections.append(QObject::connect(socket, &QAbstractSocket::errorOccurred, m_context,
                                          [this, socket] { postLoss(socket->errorString()); }));
}

void Transport::unwatch()
{
    ++m_attachment;
    for (const QMetaObject::Connection &connection : std::as_const(m_connections))
        QObject::disconnect(connection);
    m_connections.clear();
    m_unsent = QByteArray();
    m_lossPosted = false;
}

void Transport::write(const QByteArray &packet)
{
    if (!m_device || m_lossPosted)
        return;
    if (!m_unsent.isEmpty()) {
        m_unsent.append(packet);
        return;
    }
    const QScopedValueRollback busy(m_writing, true);
    const qint64 written = m_device->write(packet);
    if (written < 0)
        return postLoss(m_device->errorString());
    if (m_socket)
        m_socket->flush();
    if (written == packet.size())
        return;
    m_unsent = packet.sliced(written);
    m_connections.append(QObject::connect(m_device, &QIODevice::bytesWritten, m_context, [this] { writeUnsent(); }));
}

void Transport::writeUnsent()
{
    if (m_writing || m_unsent.isEmpty())
        return;
    const QByteArray rest = std::exchange(m_unsent, QByteArray());
    QObject::disconnect(m_connections.last());
    m_connections.removeLast();
    write(rest);
}

void Transport::onReadyRead()
{
    if (!m_writing)
        return m_listener.transportReadable();
    const auto later = [this, attachment = m_attachment] {
        if (attachment == m_attachment)
            m_listener.transportReadable();
    };
    QMetaObject::invokeMethod(m_context, later, Qt::QueuedConnection);
}

qsizetype Transport::read(char *data, qsizetype size)
{
    return m_device && m_device->isReadable() ? qMax<qint64>(0, m_device->read(data, size)) : 0;
}

bool Transport::mayHoldMore(qsizetype got, qsizetype size) const
{
    return got == size || (m_device && m_device->bytesAvailable() > 0);
}

void Transport::postLoss(const QString &reason)
{
    if (std::exchange(m_lossPosted, true))
        return;
    const auto later = [this, reason, attachment = m_attachment] {
        if (attachment == m_attachment)
            m_listener.transportLost(reason);
    };
    QMetaObject::invokeMethod(m_context, later, Qt::QueuedConnection);
}

void Transport::close()
{
    unwatch();
    if (m_isOwn)
        closeSocket();
    else if (m_device)
        m_device->close();
}

void Transport::abandon()
{
    unwatch();
    m_device = nullptr;
    m_isOwn = true;
}

void Transport::drop()
{
    unwatch();
    if (m_isOwn)
        closeSocket();
}

// A connected socket first delivers the bytes that were written.
void Transport::closeSocket()
{
    auto *socket = static_cast<QAbstractSocket *>(m_device.data());
    if (!socket)
        return;
    if (socket->state() == QAbstractSocket::ConnectedState)
        socket->close();
    if (socket->state() != QAbstractSocket::ClosingState)
        socket->abort();
}

// Not deleted at once: this may run inside one of the socket's signals.
void Transport::discard()
{
    drop();
    if (!m_isOwn || !m_device)
        return;
    auto *socket = static_cast<QAbstractSocket *>(m_device.data());
    m_device = nullptr;
    socket->setParent(nullptr);
    if (socket->state() == QAbstractSocket::ClosingState)
        QObject::connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    else
        socket->deleteLater();
}

} // namespace Standin::Mqtt
