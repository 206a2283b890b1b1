// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/listener.h"

#include "base/filedescriptors.h"
#include "rest/http/httpconnection.h"

#include <QTcpSocket>

#include <algorithm>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Listener::Listener(const HttpLimits &limits, RequestFilter filter, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_filter(std::move(filter))
    , m_budgets(m_limits)
{
    setListenBacklogSize(1024); // with Qt's default of 50, TCP repeats some connections of a burst after a second
    connect(&m_sweep, &QTimer::timeout, this, &Listener::enforceDeadlines);
    m_sweep.start(std::min<std::chrono::milliseconds>(500ms, limits.request / 4));

    connect(this, &QTcpServer::acceptError, this, &Listener::onAcceptError);
    keepReserve();
}

Listener::~Listener()
{
    if (m_reserve >= 0)
        ::close(m_reserve);
}

/// Qt has stopped accepting connections; it does not resume by itself when the process has no more descriptors.
void Listener::onAcceptError()
{
    const bool hadReserve = m_reserve >= 0;
    if (hadReserve)
        ::close(std::exchange(m_reserve, -1));
    else
        keepReserve();
    const bool hasRoom = hadReserve || m_reserve >= 0;
    QTimer::singleShot(hasRoom ? 0ms : 100ms, this, &QTcpServer::resumeAccepting);
}

void Listener::keepReserve()
{
    if (m_reserve < 0)
        m_reserve = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void Listener::endAll()
{
    for (HttpConnection *connection : std::as_const(m_connections))
        connection->end();
}

Listener::Key Listener::keyOf(const QTcpSocket &socket)
{
    return {socket.peerAddress(), socket.peerPort(), socket.localAddress()};
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    if (FileDescriptors::areScarce(FileDescriptors::User::Rest) && !cutIdle())
        return turnAway(*socket, FileDescriptors::usedUp().message);
    if (!makeRoom())
        return turnAway(*socket, u"all connections are in use"_s);

    const Key key = keyOf(*socket);
    // A client that resets its connection may use its port again before Qt has reported the end of the old one.
    if (HttpConnection *former = connection(key))
        former->cut();
    auto *newcomer = new HttpConnection(*socket, m_limits, m_filter, m_budgets);
    connect(newcomer, &HttpConnection::closed, this, [this, key] { m_connections.remove(key); });
    m_connections.insert(key, newcomer);
    addPendingConnection(socket);
}

bool Listener::makeRoom()
{
    return m_connections.size() < m_limits.connections || cutIdle();
}

/// The one nearest to its time-out: a new client has more time left than one that is idle.
bool Listener::cutIdle()
{
    HttpConnection *oldest = nullptr;
    for (HttpConnection *connection : std::as_const(m_connections)) {
        if (connection->isIdle() && (!oldest || connection->deadline() < oldest->deadline()))
            oldest = connection;
    }
    if (oldest)
        oldest->cut();
    return oldest;
}

void Listener::turnAway(QTcpSocket &socket, const QString &reason)
{
    connect(&socket, &QAbstractSocket::disconnected, &socket, &QObject::deleteLater);
    const HttpResponse busy = HttpResponse::problem(503, reason, {{u"type"_s, u"urn:standin:limit-reached"_s}});
    socket.write(busy.toBytes({.headOnly = false, .close = true}));
    socket.disconnectFromHost();
}

void Listener::enforceDeadlines()
{
    const QList<HttpConnection *> connections = m_connections.values(); // closing one removes it from the table
    for (HttpConnection *connection : connections)
        connection->enforceDeadline();
    keepReserve();
}

} // namespace Standin::Rest
