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

/// HTTP/1.1 without TLS: Qt's server parses, everything else is ours (see HttpConnection). Lives in one thread.
class HttpServer final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    HttpServer(const HttpLimits &limits, RequestFilter filter, Router router, QObject *parent = nullptr);
    /// Replies that are still out are ignored from now on.
    ~HttpServer() override;

    /// Binds the address; 0 picks a port. Gives the port.
    Result<quint16> start(const QHostAddress &address, quint16 port);

    [[nodiscard]] qsizetype connectionCount() const;

protected:
// All that changed here with Qt 6.8, which no longer gives the socket.
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
    /// Always true: whatever comes is answered, or its connection cut.
    bool serve(const Listener::Key &key, const QHttpServerRequest &request, std::shared_ptr<void> hold);

    Listener *m_listener;
    Router m_router;
};

} // namespace Standin::Rest
