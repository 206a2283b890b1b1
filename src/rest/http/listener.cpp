// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/listener.h"

#include "rest/http/httpconnection.h"

#include <QTcpSocket>

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Listener::Listener(const HttpLimits &limits, RequestFilter filter, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_filter(std::move(filter))
{
    setListenBacklogSize(1024); // with Qt's 50 a burst of clients has to try again after a second
    connect(&m_sweep, &QTimer::timeout, this, &Listener::enforceDeadlines);
    m_sweep.start(std::min<std::chrono::milliseconds>(500ms, limits.request / 4));

    // Qt stops accepting for good when the process runs out of files.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(100ms, this, &QTcpServer::resumeAccepting); });
}

Listener::~Listener() = default;

void Listener::abandonAll()
{
    for (HttpConnection *connection : std::as_const(m_connections))
        connection->abandon();
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
    if (!makeRoom())
        return turnAway(*socket);

    const Key key = keyOf(*socket);
    // A client that resets its connection may use the port again before Qt has noticed that the former one is gone.
    if (HttpConnection *former = connection(key))
        former->cut();
    auto *newcomer = new HttpConnection(*socket, m_limits, m_filter);
    connect(newcomer, &HttpConnection::closed, this, [this, key] { m_connections.remove(key); });
    m_connections.insert(key, newcomer);
    addPendingConnection(socket);
}

/// A client that has only just come has more time left than one that keeps a connection open and says nothing.
bool Listener::makeRoom()
{
    if (m_connections.size() < m_limits.connections)
        return true;
    HttpConnection *oldest = nullptr;
    for (HttpConnection *connection : std::as_const(m_connections)) {
        if (connection->isIdle() && (!oldest || connection->deadline() < oldest->deadline()))
            oldest = connection;
    }
    if (oldest)
        oldest->cut();
    return oldest;
}

void Listener::turnAway(QTcpSocket &socket)
{
    connect(&socket, &QAbstractSocket::disconnected, &socket, &QObject::deleteLater);
    const HttpResponse busy = HttpResponse::problem(503, u"all connections are in use"_s);
    socket.write(busy.toBytes({.headOnly = false, .close = true}));
    socket.disconnectFromHost();
}

void Listener::enforceDeadlines()
{
    const QList<HttpConnection *> connections = m_connections.values(); // cutting one takes it out of the table
    for (HttpConnection *connection : connections)
        connection->enforceDeadline();
}

} // namespace Standin::Rest
