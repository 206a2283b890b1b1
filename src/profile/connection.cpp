// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/connection.h"

#include "link/linkurl.h"

namespace Standin {

quint16 Connection::port() const
{
    return LinkUrl::port(url);
}

QString Connection::displayOf(const QUrl &url)
{
    const bool isPlain = !LinkUrl::isEncrypted(url) && !LinkUrl::isWebSocket(url);
    return isPlain ? LinkUrl::display(url) : QStringLiteral("%1://%2").arg(url.scheme(), LinkUrl::display(url));
}

} // namespace Standin
