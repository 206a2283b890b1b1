// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttclient.h"

#include <QPointer>
#include <QVarLengthArray>

class QAbstractSocket;
class QSslConfiguration;
class QSslSocket;

namespace Standin::Mqtt {

/// Receives the events of a Transport.
class TransportListener
{
public:
    /// May be called from within open().
    virtual void transportOpened() = 0;
    /// Never called from within write().
    virtual void transportReadable() = 0;
    /// Called once, from the event loop and never from a signal of the device, so the listener may delete the device
    /// and itself. There may be unread bytes.
    virtual void transportLost(const QString &reason) = 0;

protected:
    TransportListener() = default;
    ~TransportListener() = default;
    Q_DISABLE_COPY_MOVE(TransportListener)
};

/// The QIODevice of a client: one set by the user, or a QTcpSocket made here for each connection. There are no events
/// before open() and after close(), abandon() or drop().
class Transport
{
public:
    enum class Opened : quint8 {
        No,
        Later,
        Now,
    };

    /// `context` owns the sockets made here and must outlive this, as must the listener.
    Transport(QObject *context, TransportListener &listener)
        : m_context(context)
        , m_listener(listener)
    {}
    ~Transport();
    Q_DISABLE_COPY_MOVE(Transport)

    /// The user's device, never deleted here; nullptr: sockets made here.
    void setDevice(QIODevice *device, QMqttClient::TransportType type);
    [[nodiscard]] QIODevice *device() const { return m_device; }

    /// Connects the device if it is not connected. `tls`: encrypted; needs a QSslSocket of the user or a socket made
    /// here.
    [[nodiscard]] Opened open(const QString &hostname, quint16 port, const QSslConfiguration *tls);

    /// One write() of the device; the bytes that it does not accept are written after its bytesWritten().
    void write(const QByteArray &packet);

    /// At most `size` bytes at once; 0 when there are none.
    [[nodiscard]] qsizetype read(char *data, qsizetype size);
    /// True when another read() may return bytes after one that filled `got` of `size` bytes.
    [[nodiscard]] bool mayHoldMore(qsizetype got, qsizetype size) const;

    /// Closes the device. A socket still delivers the bytes that were written; one made here is kept until the next
    /// open().
    void close();
    /// Stops using the device without changing it.
    void abandon();
    /// The device has failed: does not touch a device of the user; closes a socket made here, which is kept until the
    /// next open().
    void drop();

private:
    void makeSocket(bool encrypted);
    Opened openSocket(QAbstractSocket *socket, const QString &hostname, quint16 port, const QSslConfiguration *tls);
    Opened openSecureSocket(QSslSocket *socket, const QString &hostname, quint16 port, const QSslConfiguration *tls);
    void watchDevice();
    void watchSocket(QAbstractSocket *socket);
    void unwatch();
    void becomeOpen();
    void onReadyRead();
    void writeUnsent();
    void postLoss(const QString &reason);
    void closeSocket();
    /// Releases a socket made here.
    void discard();

    QObject *m_context;
    TransportListener &m_listener;
    QPointer<QIODevice> m_device;
    /// The same device where it is a socket.
    QAbstractSocket *m_socket = nullptr;
    QVarLengthArray<QMetaObject::Connection, 8> m_connections;
    QByteArray m_unsent;
    /// Distinguishes calls posted for an earlier connection from those for this one.
    quint32 m_attachment = 0;
    QMqttClient::TransportType m_type = QMqttClient::AbstractSocket;
    bool m_isOwn = true;
    bool m_writing = false;
    bool m_lossPosted = false;
};

} // namespace Standin::Mqtt
