// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/http/listener.h"
#include "rest/http/router.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpSocket>

namespace Standin::Rest {

/// HTTP/1.1 without TLS. Qt's server parses; all other work is done by our classes (see HttpConnection). Use it in one
/// thread.
class HttpServer final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    HttpServer(const HttpLimits &limits, RequestFilter filter, Router router, QObject *parent = nullptr);
    /// Open requests are answered with 503; later replies are ignored.
    ~HttpServer() override;

    /// Binds the address; port 0: any free port. Returns the port.
    Result<quint16> start(const QHostAddress &address, quint16 port);

    [[nodiscard]] qsizetype connectionCount() const;

protected:
// The only difference with Qt 6.8, which no longer passes the socket.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        return serve({request.remoteAddress(), request.remotePort(), request.localAddress()}, request,
                     std::make_shared<QHttpServerResponder>(std::move(responder)));
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        return serve(Listener::keyOf(*socket), request, nullptr);
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#endif

private:
    /// Always true: every request is answered, or its connection closed.
    bool serve(const Listener::Key &key, const QHttpServerRequest &request, std::shared_ptr<void> hold);

    Listener *m_listener;
    Router m_router;
};

} // namespace Standin::Rest
