// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/socketlink.h"

#include "base/filedescriptors.h"
#include "link/peername.h"
#include "link/socketexit.h"
#include "link/tlsdiagnosis.h"

#include <QPointer>
#include <QSslSocket>

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Standin {

using namespace Qt::StringLiterals;

SocketLink::SocketLink(QString host, quint16 port, const QNetworkProxy &proxy, std::optional<Tls> tls, QObject *parent)
    : Link(parent)
    , m_host(std::move(host))
    , m_port(port)
    , m_tls(std::move(tls))
    , m_socket(m_tls ? new QSslSocket : new QTcpSocket)
{
    m_socket->setProxy(proxy);
    connect(m_socket, &QIODevice::readyRead, this, &SocketLink::onReadyRead);
    connect(m_socket, &QAbstractSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError code) { endLater(errorOf(code)); });
    connect(m_socket, &QAbstractSocket::hostFound, this, [this] {
        if (FileDescriptors::areScarce(FileDescriptors::User::Device))
            endLater(FileDescriptors::usedUp(where()));
    });
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket)) {
        secure->setSslConfiguration(m_tls->configuration);
        connect(secure, &QSslSocket::connected, this,
                [this] { connect(innermostSocket(), &QIODevice::readyRead, this, [this] { m_brokerSpeaks = true; }); });
        connect(secure, &QSslSocket::encrypted, this, &SocketLink::becomeEstablished);
        connect(secure, &QSslSocket::alertReceived, this,
                [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &description) {
                    if (type != QSsl::AlertType::CloseNotify)
                        m_alert = {type, description};
                });
    } else {
        connect(m_socket, &QAbstractSocket::connected, this, &SocketLink::becomeEstablished);
    }
}

SocketLink::~SocketLink()
{
    if (const int socket = takeSocket(); socket >= 0)
        ::close(socket);
    if (m_silentSocket >= 0)
        ::close(m_silentSocket);
    m_socket->deleteLater();
}

void SocketLink::start()
{
    const auto connectNow = [this] {
        if (m_hasEnded)
            return;
        if (FileDescriptors::areScarce(FileDescriptors::User::Device))
            return end(FileDescriptors::usedUp(where()));
        auto *secure = qobject_cast<QSslSocket *>(m_socket);
        if (secure)
            secure->connectToHostEncrypted(m_host, m_port, m_tls->serverName.isEmpty() ? m_host : m_tls->serverName);
        else
            m_socket->connectToHost(m_host, m_port);
    };
    QMetaObject::invokeMethod(this, connectNow, Qt::QueuedConnection);
}

void SocketLink::becomeEstablished()
{
    if (const auto *secure = qobject_cast<QSslSocket *>(m_socket); secure && !isForThisBroker(*secure)) {
        const QSslCertificate certificate = secure->peerCertificate();
        const QString problem = TlsDiagnosis::ofErrors({QSslError(QSslError::HostNameMismatch, certificate)},
                                                       certificate, secure->peerVerifyName());
        end(tlsFailed(problem));
        return;
    }
    const int on = 1;
    ::setsockopt(static_cast<int>(innermostSocket()->socketDescriptor()), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    QIODevice::open(ReadWrite | Unbuffered);
    emit established();
}

void SocketLink::onReadyRead()
{
    if (!isOpen())
        return;
    const QPointer<SocketLink> alive(this);
    m_hasRead = true;
    hold();
    emit readyRead();
    if (alive)
        release();
}

void SocketLink::release()
{
    if (--m_holds == 0 && isOpen() && !m_hasEnded)
        flush();
}

qint64 SocketLink::readData(char *data, qint64 maxSize)
{
    if (m_silentSocket >= 0 || !m_socket->isOpen())
        return -1;
    return m_socket->read(data, maxSize);
}

qint64 SocketLink::writeData(const char *data, qint64 size)
{
    if (m_silentSocket >= 0)
        return size;
    if (m_hasEnded || m_socket->write(data, size) != size)
        return -1;
    if (m_holds == 0)
        flush();
    if (bytesToWrite() > maxUnsentBytes)
        endLater({ErrorCode::TooLarge, u"the broker does not read what it is sent"_s});
    emit bytesWritten(size);
    return size;
}

qint64 SocketLink::bytesAvailable() const
{
    return m_silentSocket >= 0 ? 0 : m_socket->bytesAvailable();
}

qint64 SocketLink::bytesToWrite() const
{
    const auto *secure = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
}

void SocketLink::endLater(const Error &error)
{
    // From the event loop, because a caller of write() does not expect the link to end within the call.
    QMetaObject::invokeMethod(
        this, [this, error] { end(error); }, Qt::QueuedConnection);
}

void SocketLink::end(const Error &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    setError(error);
    if (const int socket = takeSocket(); socket >= 0)
        ::close(socket);
    if (isOpen())
        emit readChannelFinished();
    else
        emit failed(error);
}

void SocketLink::close()
{
    if (!std::exchange(m_hasEnded, true) && isOpen()) {
        m_socket->disconnect(this);
        flush();
        m_socket->disconnectFromHost();
        flush(); // close_notify of TLS
    }
    if (const int socket = takeSocket(); socket >= 0)
        ::close(socket);
    if (m_silentSocket >= 0)
        ::close(std::exchange(m_silentSocket, -1));
    if (isOpen())
        QIODevice::close();
}

void SocketLink::cut()
{
    m_hasEnded = true;
    const int socket = m_silentSocket >= 0 ? std::exchange(m_silentSocket, -1) : takeSocket();
    SocketExit::finish(socket);
    if (socket >= 0)
        ::close(socket);
    close();
}

void SocketLink::sendReset()
{
    m_hasEnded = true;
    const int socket = m_silentSocket >= 0 ? std::exchange(m_silentSocket, -1) : takeSocket();
    SocketExit::resetOnClose(socket);
    if (socket >= 0)
        ::close(socket);
    close();
}

void SocketLink::goSilent()
{
    if (!std::exchange(m_hasEnded, true))
        m_silentSocket = takeSocket();
}

// A TLS socket contains a plain socket, a socket with a proxy contains the one to the proxy; the inner one is a child.
QTcpSocket *SocketLink::innermostSocket() const
{
    QTcpSocket *socket = m_socket;
    while (auto *inner = socket->findChild<QTcpSocket *>())
        socket = inner;
    return socket;
}

void SocketLink::flush()
{
    for (QTcpSocket *socket = m_socket; socket; socket = socket->findChild<QTcpSocket *>())
        socket->flush();
}

int SocketLink::takeSocket()
{
    m_socket->disconnect(this);
    QTcpSocket *socket = innermostSocket();
    const auto descriptor = static_cast<int>(socket->socketDescriptor());
    const int taken = descriptor < 0 ? -1 : ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    socket->abort(); // closes only its own descriptor; the duplicate keeps the connection open
    if (m_socket != socket)
        m_socket->abort();
    return taken;
}

bool SocketLink::isForThisBroker(const QSslSocket &socket)
{
    return socket.peerVerifyMode() == QSslSocket::VerifyNone ||
           PeerName::matches(socket.peerCertificate(), socket.peerVerifyName());
}

} // namespace Standin
