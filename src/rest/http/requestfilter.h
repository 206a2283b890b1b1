// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httpresponse.h"

#include <optional>

namespace Standin::Rest {

struct RequestHead;

/// Who may ask at all. It goes before everything else, so no route can forget it.
class RequestFilter
{
public:
    /// `hosts`: lower-case names that the Host field may give, whatever the port (against DNS rebinding); empty: any.
    /// `token`: what "Authorization: Bearer" must give; empty: nothing is asked for.
    RequestFilter(QList<QByteArray> hosts, QByteArray token);

    /// The answer to give instead: 421 for the host, 403 for a browser's page (Origin), 401 for the token.
    [[nodiscard]] std::optional<HttpResponse> refusalOf(const RequestHead &head) const;

private:
    [[nodiscard]] bool isKnownHost(const QByteArray &host) const;
    [[nodiscard]] bool isAuthorized(const QByteArray &authorization) const;

    QList<QByteArray> m_hosts;
    QByteArray m_token;
};

} // namespace Standin::Rest
