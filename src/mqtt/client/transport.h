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
    /// Comes from open() too.
    virtual void transportOpened() = 0;
    /// Never comes from within write().
    virtual void transportReadable() = 0;
    /// Always comes from the event loop, once, never from a signal of the device: so the listener may
    /// delete the device and itself. There may be bytes left to read.
    virtual void transportLost(const QString &reason) = 0;

protected:
    TransportListener() = default;
    ~TransportListener() = default;
    Q_DISABLE_COPY_MOVE(TransportListener)
};

/// The QIODevice under a client: the user's own, or a QTcpSocket made here for each connection. There are no events
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

    /// The user's device, never deleted here; nullptr: sockets of our own.
    void setDevice(QIODevice *device, QMqttClient::TransportType type);
    [[nodiscard]] QIODevice *device() const { return m_device; }

    /// Connects the device if it is not connected. `tls`: encrypted; needs a QSslSocket of the user's or a socket of
    /// ours.
    [[nodiscard]] Opened open(const QString &hostname, quint16 port, const QSslConfiguration *tls);

    /// One write() of the device; what it does not accept follows after its bytesWritten().
    void write(const QByteArray &packet);

    /// At most `size` bytes at once; 0 when there are none.
    [[nodiscard]] qsizetype read(char *data, qsizetype size);
    /// True when another read() is worth it after one that filled `got` of `size` bytes.
    [[nodiscard]] bool mayHoldMore(qsizetype got, qsizetype size) const;

    /// Closes the device. A socket still delivers what was written; one of ours stays until the next open().
    void close();
    /// Stops using the device and leaves it as it is.
    void abandon();
    /// The device has failed: leaves the user's own as it is, closes ours, which stays until the next open().
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
    /// Ours is done with.
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
