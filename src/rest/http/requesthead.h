// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/headerfields.h"
#include "rest/http/httpresponse.h"
#include "rest/http/requesttarget.h"

#include <tl/expected.hpp>

namespace Standin::Rest {

struct HttpLimits;

/// Request line and header fields, parsed strictly: ambiguous requests are refused. Qt's parser is lenient (it accepts
/// contradicting lengths and drops fields), so this check runs before it.
struct RequestHead
{
    QByteArray method;
    RequestTarget target;
    HeaderFields fields;
    qint64 contentLength = 0;
    bool chunked = false;
    bool isHttp11 = false;  ///< otherwise HTTP/1.0, which has no chunks
    bool keepAlive = false; ///< another request may follow on this connection

    /// `bytes`: everything up to the empty line, including the CR LF of the last line. The error is the answer to send.
    [[nodiscard]] static tl::expected<RequestHead, HttpResponse> parse(QByteArrayView bytes, const HttpLimits &limits);
};

} // namespace Standin::Rest
