// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "rest/healthcontroller.h"
#include "rest/http/httplimits.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Rest {

class HttpServer;
class Routes;

struct RestOptions
{
    QString address = QStringLiteral("127.0.0.1"); ///< an IP address
    quint16 port = 8000;                           ///< 0 picks one
    QByteArray token = {};                         ///< the token of every request; empty only on loopback
    HttpLimits limits = {};
    HealthController::Readiness readiness = {}; ///< for /readyz; empty: Engine::readiness()
};

/// The REST interface (docs/rest.md). Belongs to the thread that made it, and answers there.
class RestServer final : public QObject
{
    Q_OBJECT

public:
    /// The engine must outlive the server.
    RestServer(Engine &engine, RestOptions options, QObject *parent = nullptr);
    ~RestServer() override;

    /// Returns the address for clients. InvalidArgument when the address is not an IP address, when the port is in use,
    /// and for an address beyond loopback without a token. May be called once.
    Result<QUrl> listen();

    [[nodiscard]] qsizetype connectionCount() const;
    /// Requests that wait for entries of the journal.
    [[nodiscard]] size_t waitingCount() const;

private:
    const RestOptions m_options;
    std::unique_ptr<Routes> m_routes;
    std::unique_ptr<HttpServer> m_http; ///< after the routes, so that it is destroyed before them
};

} // namespace Standin::Rest
