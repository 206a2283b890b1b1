// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httprequest.h"
#include "rest/http/reply.h"

#include <functional>
#include <vector>

namespace Standin::Rest {

/// Which request is answered by whom: an explicit table. HEAD goes where GET goes.
class Router
{
public:
    /// Answers now or later, through the reply.
    using Handler = std::function<void(const HttpRequest &, const ReplyPtr &)>;

    /// `pattern`: "/api/v1/devices/{id}", where a part in braces stands for any segment that is not empty.
    void add(const QByteArray &method, const QString &pattern, Handler handler);

    /// 404 for a path nobody knows, 405 with Allow for one that is known with other methods.
    void route(HttpRequest request, const ReplyPtr &reply) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList pattern;
        Handler handler;
    };

    std::vector<Route> m_routes;
};

} // namespace Standin::Rest
