// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/router.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

HttpResponse notAllowed(const QByteArray &method, const QByteArrayList &allowed)
{
    const QByteArray list = allowed.join(", ");
    HttpResponse response = HttpResponse::problem(
        405, u"%1 is not allowed here; allowed: %2"_s.arg(QString::fromLatin1(method), QString::fromLatin1(list)));
    response.headers.emplace_back("Allow", list);
    return response;
}

} // namespace

Router::Router(std::vector<Route> routes)
    : m_routes(std::move(routes))
{
    QByteArrayList taken;
    for (const Route &route : m_routes) {
        Q_ASSERT(!taken.contains(route.operation) && !taken.contains(route.method + ' ' + route.pattern));
        taken << route.operation << route.method + ' ' + route.pattern;
        m_patterns.emplace_back(QString::fromUtf8(route.pattern));
    }
}

std::vector<Router::Match> Router::find(const RequestTarget &target) const
{
    std::vector<Match> matches;
    const QByteArray *best = nullptr;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        auto arguments = m_patterns[i].match(target);
        const QByteArray &rank = m_patterns[i].rank();
        if (!arguments || (best && rank < *best))
            continue;
        if (best && *best < rank)
            matches.clear();
        best = &rank;
        matches.push_back({&m_routes[i], std::move(*arguments)});
    }
    return matches;
}

void Router::route(HttpRequest request, const ReplyPtr &reply) const
{
    const QByteArray wanted = request.method == "HEAD" ? "GET"_ba : request.method;
    std::vector<Match> matches = find(request.target);
    if (matches.empty()) {
        reply->send(HttpResponse::problem(404, u"no such path: /"_s + request.target.segments.join(u'/')));
        return;
    }
    QByteArrayList allowed;
    for (Match &match : matches) {
        if (match.route->method == wanted) {
            request.arguments = std::move(match.arguments);
            return match.route->handler(request, reply);
        }
        allowed += match.route->method == "GET" ? "GET, HEAD"_ba : match.route->method;
    }
    reply->send(notAllowed(request.method, allowed));
}

} // namespace Standin::Rest
