// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/httpserver.h"

#include "rest/http/httpconnection.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

HttpServer::HttpServer(const HttpLimits &limits, RequestFilter filter, Router router, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_listener(new Listener(limits, std::move(filter), this))
    , m_router(std::move(router))
{}

HttpServer::~HttpServer()
{
    m_listener->endAll();
}

Result<quint16> HttpServer::start(const QHostAddress &address, quint16 port)
{
    // Qt treats a null address as all addresses: a typing error would open the server to the network.
    if (address.isNull())
        return failure(ErrorCode::InvalidArgument, u"no address to listen on"_s);
    if (!m_listener->listen(address, port))
        return failure(ErrorCode::InvalidArgument,
                       m_listener->serverError() == QAbstractSocket::AddressInUseError
                           ? u"another program uses this port"_s
                           : m_listener->errorString(),
                       u"%1 port %2"_s.arg(address.toString()).arg(port));
    bind(m_listener);
    return m_listener->serverPort();
}

qsizetype HttpServer::connectionCount() const
{
    return m_listener->connectionCount();
}

bool HttpServer::serve(const Listener::Key &key, const QHttpServerRequest &request, std::shared_ptr<void> hold)
{
    if (HttpConnection *connection = m_listener->connection(key)) {
        if (auto exchange = connection->receive(request.body(), std::move(hold)))
            m_router.route(std::move(exchange->request), exchange->reply);
    }
    return true;
}

} // namespace Standin::Rest
