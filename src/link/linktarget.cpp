// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/linktarget.h"

#include "link/linkurl.h"
#include "link/socketlink.h"
#include "link/tcplink.h"
#include "link/websocketlink.h"

namespace Standin {

namespace {

Result<std::unique_ptr<Link>> makeCarrier(const LinkTarget &target)
{
    const QString host = target.url.host();
    const quint16 port = LinkUrl::port(target.url);
    if (LinkUrl::isEncrypted(target.url))
        return target.tls.toConfiguration().map([&](const QSslConfiguration &tls) -> std::unique_ptr<Link> {
            return std::make_unique<SocketLink>(host, port, target.proxy, SocketLink::Tls{tls, target.tls.serverName});
        });
    if (target.proxy.type() != QNetworkProxy::NoProxy)
        return std::make_unique<SocketLink>(host, port, target.proxy, std::nullopt);
    return std::make_unique<TcpLink>(host, port);
}

} // namespace

Result<std::unique_ptr<Link>> makeLink(const LinkTarget &target)
{
    if (const auto checked = LinkUrl::check(target.url); !checked)
        return Failure(checked.error());
    if (!LinkUrl::isWebSocket(target.url))
        return makeCarrier(target);
    if (const auto checked = WebSocketHandshake::check(target.headers); !checked)
        return Failure(checked.error());
    return makeCarrier(target).map([&](std::unique_ptr<Link> carrier) -> std::unique_ptr<Link> {
        return std::make_unique<WebSocketLink>(std::move(carrier), target.url, target.headers);
    });
}

} // namespace Standin
