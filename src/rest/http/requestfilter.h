// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"

#include <optional>

namespace Standin::Rest {

struct RequestHead;

/// Decides which requests are allowed. It is checked before all routes.
class RequestFilter
{
public:
    /// `hosts`: lower-case names that are allowed in the Host field, with any port (against DNS rebinding); empty: any.
    /// `token`: the required value of "Authorization: Bearer"; empty: none is required.
    RequestFilter(QList<QByteArray> hosts, QByteArray token);

    /// The answer to a refused request: 421 for the host, 403 for a web page (Origin), 401 for the token.
    [[nodiscard]] std::optional<HttpResponse> refusalOf(const RequestHead &head) const;

private:
    [[nodiscard]] bool isKnownHost(const QByteArray &host) const;
    [[nodiscard]] bool isAuthorized(const QByteArray &authorization) const;

    QList<QByteArray> m_hosts;
    QByteArray m_token;
};

} // namespace Standin::Rest
