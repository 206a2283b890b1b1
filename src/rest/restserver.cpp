// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/restserver.h"

#include "base/errortext.h"
#include "rest/http/httpserver.h"
#include "rest/routes.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

Result<QHostAddress> parseAddress(const RestOptions &options)
{
    const QHostAddress address(options.address);
    if (address.isNull())
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"an IP address such as 127.0.0.1"_s, ErrorText::found(options.address)),
                       u"listen"_s);
    if (!address.isLoopback() && options.token.isEmpty())
        return failure(ErrorCode::InvalidArgument,
                       u"%1 can be reached from other machines: give a token with --token-file or STANDIN_TOKEN"_s.arg(
                           options.address),
                       u"listen"_s);
    return address;
}

QByteArray asHost(const QHostAddress &address)
{
    const QByteArray text = address.toString().toLatin1().toLower();
    return address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

/// Beyond loopback the host names of this machine are unknown; there the token restricts access.
QList<QByteArray> knownHosts(const QHostAddress &address)
{
    if (!address.isLoopback())
        return {};
    QList<QByteArray> hosts{"localhost"_ba, "127.0.0.1"_ba, "[::1]"_ba};
    if (!hosts.contains(asHost(address)))
        hosts.append(asHost(address));
    return hosts;
}

QUrl urlOf(const QHostAddress &address, quint16 port)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(address.toString());
    url.setPort(port);
    return url;
}

/// What the options leave open.
RestOptions completed(RestOptions options, const Engine &engine)
{
    if (!options.readiness)
        options.readiness = [&engine] { return engine.readiness(); };
    return options;
}

} // namespace

RestServer::RestServer(Engine &engine, RestOptions options, QObject *parent)
    : QObject(parent)
    , m_options(completed(std::move(options), engine))
    , m_routes(std::make_unique<Routes>(engine, m_options.readiness))
{}

RestServer::~RestServer() = default;

Result<QUrl> RestServer::listen()
{
    const auto address = parseAddress(m_options);
    if (!address)
        return Failure(address.error());

    m_http = std::make_unique<HttpServer>(m_options.limits, RequestFilter(knownHosts(*address), m_options.token),
                                          Router(m_routes->table()));
    const auto port = m_http->start(*address, m_options.port);
    if (!port)
        return Failure(port.error());
    return urlOf(*address, *port);
}

size_t RestServer::waitingCount() const
{
    return m_routes->waitingCount();
}

qsizetype RestServer::connectionCount() const
{
    return m_http ? m_http->connectionCount() : 0;
}

} // namespace Standin::Rest
