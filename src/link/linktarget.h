// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/link.h"
#include "link/tlssettings.h"
#include "link/websockethandshake.h"

#include <QNetworkProxy>
#include <QUrl>

#include <memory>

namespace Standin {

/// Where a link goes, and how. A value.
struct LinkTarget
{
    QUrl url;            ///< see LinkUrl
    TlsSettings tls;     ///< for mqtts and wss
    HttpHeaders headers; ///< for ws and wss, beside those of the handshake
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);

    bool operator==(const LinkTarget &) const = default;
};

/// The right kind of link, not yet started. Errors are those of LinkUrl::check(), TlsSettings::toConfiguration() and
/// WebSocketHandshake::check(). Reads the files of the TLS settings; connects nothing.
[[nodiscard]] Result<std::unique_ptr<Link>> makeLink(const LinkTarget &target);

} // namespace Standin
