// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"
#include "rest/http/requesttarget.h"

#include <tl/expected.hpp>

namespace Standin::Rest {

struct HttpLimits;

/// Request line and header fields, read strictly: whatever two readers could understand differently is refused.
/// Qt's own reader is lenient (it takes contradicting lengths and drops fields), so this check goes before it.
struct RequestHead
{
    QByteArray method;
    RequestTarget target;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< names in lower case, values trimmed
    qint64 contentLength = 0;
    bool chunked = false;
    bool isHttp11 = false;  ///< otherwise HTTP/1.0, which knows no chunks
    bool keepAlive = false; ///< another request may follow on this connection

    /// Empty when there is none. The first one when there are several.
    [[nodiscard]] QByteArray value(QByteArrayView lowerCaseName) const;
    [[nodiscard]] bool has(QByteArrayView lowerCaseName) const;

    /// `bytes`: everything up to the empty line, the last line's CR LF included. Otherwise the answer to give.
    [[nodiscard]] static tl::expected<RequestHead, HttpResponse> parse(const QByteArray &bytes,
                                                                       const HttpLimits &limits);
};

} // namespace Standin::Rest
