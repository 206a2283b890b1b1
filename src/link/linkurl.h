// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QUrl>

namespace Standin {

/// Functions for the URL of a broker. Schemes: mqtt (or tcp), mqtts (or ssl, tls), ws, wss.
namespace LinkUrl {

/// InvalidArgument for a URL without a host or with port 0, Unsupported for another scheme.
[[nodiscard]] Result<> check(const QUrl &url);

/// The port of the URL, or the default port of its scheme: 1883, 8883, 80, 443.
[[nodiscard]] quint16 port(const QUrl &url);

[[nodiscard]] bool isEncrypted(const QUrl &url);
[[nodiscard]] bool isWebSocket(const QUrl &url);

/// "scheme://host:port", normalised: the same for all spellings of an address.
[[nodiscard]] QString origin(const QUrl &url);

/// The scheme of the same kind of link with or without TLS.
[[nodiscard]] QUrl withEncryption(QUrl url, bool isEncrypted);

/// "host:port", for messages.
[[nodiscard]] QString display(const QUrl &url);

} // namespace LinkUrl

} // namespace Standin
