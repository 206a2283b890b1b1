// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/tcplink.h"

#include "base/filedescriptors.h"
#include "link/socketexit.h"

#include <QPointer>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace Standin {

namespace {

/// Not at once: it may be the sender of the current signal.
void drop(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
}

} // namespace

TcpLink::TcpLink(QString host, quint16 port, QObject *parent)
    : Link(parent)
    , m_host(std::move(host))
    , m_port(port)
{}

TcpLink::~TcpLink()
{
    closeSocket();
}

void TcpLink::start()
{
    if (const QHostAddress address(m_host); !address.isNull()) {
        m_addresses = {address};
        QMetaObject::invokeMethod(this, &TcpLink::tryNextAddress, Qt::QueuedConnection);
    } else if (FileDescriptors::areScarce(FileDescriptors::User::Device)) {
        m_addresses.clear();
        endLater(errorOf(EMFILE)); // the look-up of a name would need threads and files
    } else {
        QHostInfo::lookupHost(m_host, this, &TcpLink::lookedUp); // not called after this object was deleted
    }
}

void TcpLink::lookedUp(const QHostInfo &info)
{
    m_addresses = info.addresses();
    if (m_addresses.isEmpty())
        end({.code = ErrorCode::HostNotFound,
             .message = QStringLiteral("host %1 not found").arg(m_host),
             .where = m_host,
             .detail = QString()});
    else
        tryNextAddress();
}

void TcpLink::tryNextAddress()
{
    closeSocket();
    if (m_addresses.isEmpty())
        return; // it was closed before the event loop ran
    const int problem = connectSocket(m_addresses.takeFirst());
    if (problem == EINPROGRESS) {
        m_writable = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Write);
        connect(m_writable.get(), &QSocketNotifier::activated, this, &TcpLink::connectFinished);
    } else if (problem == 0) {
        becomeEstablished();
    } else if (!m_addresses.isEmpty()) {
        tryNextAddress();
    } else {
        end(errorOf(problem));
    }
}

int TcpLink::connectSocket(const QHostAddress &address)
{
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    m_socket = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        return errno;
    if (FileDescriptors::areScarce(FileDescriptors::User::Device))
        return EMFILE;
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

    sockaddr_in6 to6 = {};
    sockaddr_in to4 = {};
    if (v6) {
        to6.sin6_family = AF_INET6;
        to6.sin6_port = htons(m_port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        memcpy(&to6.sin6_addr, &bytes, sizeof bytes);
    } else {
        to4.sin_family = AF_INET;
        to4.sin_port = htons(m_port);
        to4.sin_addr.s_addr = htonl(address.toIPv4Address());
    }
    const int result = v6 ? ::connect(m_socket, reinterpret_cast<sockaddr *>(&to6), sizeof to6)
                          : ::connect(m_socket, reinterpret_cast<sockaddr *>(&to4), sizeof to4);
    return result == 0 ? 0 : errno;
}

void TcpLink::connectFinished()
{
    drop(m_writable);
    int problem = 0;
    socklen_t size = sizeof problem;
    ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &problem, &size);
    if (problem == 0)
        becomeEstablished();
    else if (!m_addresses.isEmpty())
        tryNextAddress();
    else
        end(errorOf(problem));
}

void TcpLink::becomeEstablished()
{
    m_addresses.clear();
    m_readable = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &TcpLink::onReadable);
    QIODevice::open(ReadWrite | Unbuffered);
    emit established();
}

void TcpLink::onReadable()
{
    const QPointer<TcpLink> alive(this);
    hold();
    emit readyRead();
    if (!alive)
        return;
    release();
    if (m_socket >= 0 && m_endOfStream)
        end(error().value_or(Error{ErrorCode::ConnectionLost, QStringLiteral("the broker closed the connection")}));
}

void TcpLink::release()
{
    if (--m_holds == 0 && m_socket >= 0 && !m_endOfStream)
        flush();
}

qint64 TcpLink::readData(char *data, qint64 maxSize)
{
    if (m_socket < 0 || m_silent)
        return -1;
    if (maxSize == 0)
        return 0;
    const ssize_t count = ::recv(m_socket, data, static_cast<size_t>(maxSize), 0);
    if (count > 0)
        return count;
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    m_endOfStream = true;
    if (count < 0)
        setError(errorOf(errno));
    return -1;
}

qint64 TcpLink::writeData(const char *data, qint64 size)
{
    if (m_silent)
        return size;
    if (m_socket < 0)
        return -1;
    qint64 sent = 0;
    if (m_holds == 0 && m_unsent.isEmpty())
        sent = std::max<qint64>(0, ::send(m_socket, data, static_cast<size_t>(size), MSG_NOSIGNAL));
    if (sent < size) {
        m_unsent.append(data + sent, size - sent);
        if (m_unsent.size() > maxUnsentBytes) {
            endLater({ErrorCode::TooLarge, QStringLiteral("the broker does not read what it is sent")});
            return size;
        }
        if (m_holds == 0 && !m_writable && !flush())
            return size;
    }
    emit bytesWritten(size);
    return size;
}

bool TcpLink::flush()
{
    while (!m_unsent.isEmpty()) {
        const ssize_t count =
            ::send(m_socket, m_unsent.constData(), static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL);
        if (count < 0)
            break;
        m_unsent.remove(0, count);
    }
    if (m_unsent.isEmpty()) {
        m_unsent = QByteArray();
        drop(m_writable);
        return true;
    }
    if (errno != EAGAIN && errno != EINTR) {
        endLater(errorOf(errno));
        return false;
    }
    if (!m_writable) {
        m_writable = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Write);
        connect(m_writable.get(), &QSocketNotifier::activated, this, &TcpLink::onWritable);
    }
    return true;
}

void TcpLink::onWritable()
{
    flush();
}

void TcpLink::endLater(const Error &error)
{
    // From the event loop, because a caller of write() does not expect the link to end within the call.
    m_unsent.clear();
    QMetaObject::invokeMethod(
        this, [this, error] { end(error); }, Qt::QueuedConnection);
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): a slot may delete the link, and the argument with it
void TcpLink::end(Error error)
{
    const bool ended = m_socket < 0 && this->error();
    if (ended)
        return;
    const bool wasOpen = isOpen();
    setError(error);
    closeSocket();
    if (wasOpen)
        emit readChannelFinished();
    else
        emit failed(error);
}

void TcpLink::close()
{
    if (m_socket >= 0 && !m_unsent.isEmpty() && !m_silent)
        ::send(m_socket, m_unsent.constData(), static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL);
    m_addresses.clear();
    closeSocket();
    if (isOpen())
        QIODevice::close();
}

void TcpLink::cut()
{
    SocketExit::finish(m_socket);
    m_unsent.clear();
    close();
}

void TcpLink::sendReset()
{
    SocketExit::resetOnClose(m_socket);
    m_unsent.clear();
    close();
}

void TcpLink::goSilent()
{
    m_silent = true;
    m_unsent.clear();
    if (m_readable)
        m_readable->setEnabled(false);
    if (m_writable)
        m_writable->setEnabled(false);
}

void TcpLink::closeSocket()
{
    drop(m_readable);
    drop(m_writable);
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

Error TcpLink::errorOf(int systemError) const
{
    const QString where = QStringLiteral("%1:%2").arg(m_host).arg(m_port);
    if (systemError == EMFILE)
        return FileDescriptors::usedUp(where);
    const auto code = [systemError] {
        switch (systemError) {
        case ECONNREFUSED:
            return ErrorCode::ConnectionRefused;
        case EHOSTUNREACH:
        case ENETUNREACH:
        case EADDRNOTAVAIL:
            return ErrorCode::NetworkUnreachable;
        case ETIMEDOUT:
            return ErrorCode::ConnectTimeout;
        case ENFILE:
            return ErrorCode::LimitReached;
        default:
            return ErrorCode::ConnectionLost;
        }
    }();
    return {code, QString::fromStdString(std::system_category().message(systemError)), where};
}

} // namespace Standin
