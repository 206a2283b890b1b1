// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"
#include "link/tlssettings.h"
#include "link/websockethandshake.h"

#include <QNetworkProxy>
#include <QUrl>

#include <memory>

namespace Standin {

/// Address and settings of a link. A value.
struct LinkTarget
{
    QUrl url;            ///< see LinkUrl
    TlsSettings tls;     ///< for mqtts and wss
    HttpHeaders headers; ///< for ws and wss, in addition to those of the handshake
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);

    bool operator==(const LinkTarget &) const = default;
};

/// Makes the kind of link that the URL needs; does not start it. Errors are those of LinkUrl::check(),
/// TlsSettings::toConfiguration() and WebSocketHandshake::check(). Reads the files of the TLS settings.
[[nodiscard]] Result<std::unique_ptr<Link>> makeLink(const LinkTarget &target);

} // namespace Standin
