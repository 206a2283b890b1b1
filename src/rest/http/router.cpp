// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/router.h"

#include <optional>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

std::optional<QStringList> match(const QStringList &pattern, const QStringList &segments)
{
    if (pattern.size() != segments.size())
        return std::nullopt;
    QStringList arguments;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i].startsWith(u'{') && !segments[i].isEmpty())
            arguments += segments[i];
        else if (pattern[i] != segments[i])
            return std::nullopt;
    }
    return arguments;
}

} // namespace

void Router::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    m_routes.push_back({method, pattern.sliced(1).split(u'/'), std::move(handler)});
}

void Router::route(HttpRequest request, const ReplyPtr &reply) const
{
    const QByteArray wanted = request.method == "HEAD" ? "GET"_ba : request.method;
    QByteArrayList allowed;
    for (const Route &route : m_routes) {
        const auto arguments = match(route.pattern, request.target.segments);
        if (!arguments)
            continue;
        if (route.method == wanted) {
            request.arguments = *arguments;
            return route.handler(request, reply);
        }
        allowed += route.method == "GET" ? "GET, HEAD"_ba : route.method;
    }
    if (allowed.isEmpty()) {
        reply->send(HttpResponse::problem(404, u"there is nothing at /"_s + request.target.segments.join(u'/')));
        return;
    }
    HttpResponse response =
        HttpResponse::problem(405, u"%1 is not possible here, but %2 is"_s.arg(
                                       QString::fromLatin1(request.method), QString::fromLatin1(allowed.join(", "))));
    response.headers.emplace_back("Allow", allowed.join(", "));
    reply->send(response);
}

} // namespace Standin::Rest
