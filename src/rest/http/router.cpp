// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/router.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

HttpResponse notAllowed(const QByteArray &method, const QByteArrayList &allowed, const QString &suggestion)
{
    const QByteArray list = allowed.join(", ");
    HttpResponse response = HttpResponse::problem(
        405, u"%1 is not allowed here; allowed: %2"_s.arg(QString::fromLatin1(method), QString::fromLatin1(list)) +
                 suggestion);
    response.headers.emplace_back("Allow", list);
    return response;
}

QList<HttpRequest::UnknownParameter> unknownParameters(const HttpRequest &request, const QStringList &known)
{
    QList<HttpRequest::UnknownParameter> unknown;
    for (auto one = request.target.query.keyBegin(); one != request.target.query.keyEnd(); ++one) {
        if (!known.contains(*one))
            unknown.append({*one, ErrorText::suggestion(*one, known)});
    }
    return unknown;
}

/// An unknown parameter may be a misspelt one, and the call would do something else than what is meant.
HttpResponse unknownParameter(const HttpRequest::UnknownParameter &unknown, const QStringList &known)
{
    const QString takes = known.isEmpty() ? u"this call has none"_s : u"known are "_s + known.join(u", ");
    const QString what = unknown.suggestion.isEmpty() ? u"; "_s + takes : unknown.suggestion;
    return HttpResponse::problem(400, u"?%1: unknown parameter"_s.arg(unknown.name.left(100)) + what,
                                 {{u"type"_s, u"urn:standin:"_s + errorName(ErrorCode::InvalidArgument)}});
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
        m_queryNames.push_back(route.contract.queryNames());
        m_bySegments[m_patterns.back().segmentCount()].push_back(m_patterns.size() - 1);
    }
}

std::vector<Router::Match> Router::find(const RequestTarget &target) const
{
    std::vector<Match> matches;
    const auto ofThisLength = m_bySegments.find(target.segments.size());
    if (ofThisLength == m_bySegments.end())
        return matches;
    const QByteArray *best = nullptr;
    for (const std::size_t i : ofThisLength->second) {
        auto arguments = m_patterns[i].match(target);
        const QByteArray &rank = m_patterns[i].rank();
        if (!arguments || (best && rank < *best))
            continue;
        if (best && *best < rank)
            matches.clear();
        best = &rank;
        matches.push_back({i, std::move(*arguments)});
    }
    return matches;
}

void Router::route(HttpRequest request, const ReplyPtr &reply) const
{
    const QByteArray wanted = request.method == "HEAD" ? "GET"_ba : request.method;
    std::vector<Match> matches = find(request.target);
    if (matches.empty()) {
        const QString path = u'/' + request.target.segments.join(u'/');
        reply->send(HttpResponse::problem(404, u"no such path: "_s + path + suggestionFor(request.target)));
        return;
    }
    QByteArrayList allowed;
    for (Match &match : matches) {
        const QByteArray &method = m_routes[match.route].method;
        if (method == wanted) {
            request.arguments = std::move(match.arguments);
            return call(match.route, request, reply);
        }
        allowed += method == "GET" ? "GET, HEAD"_ba : method;
    }
    reply->send(notAllowed(request.method, allowed, suggestionFor(request.target, wanted)));
}

void Router::call(std::size_t route, HttpRequest &request, const ReplyPtr &reply) const
{
    if (!request.target.query.isEmpty()) {
        const QStringList &known = m_queryNames[route];
        request.unknownParameters = unknownParameters(request, known);
        if (!request.unknownParameters.isEmpty() && !m_routes[route].contract.toleratesUnknown)
            return static_cast<void>(reply->send(unknownParameter(request.unknownParameters.first(), known)));
    }
    m_routes[route].handler(request, reply);
}

QString Router::suggestionFor(const RequestTarget &target, const QByteArray &method) const
{
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        const bool isWanted = method.isEmpty() || m_routes[i].method == method;
        const QString meant = isWanted ? m_patterns[i].meantBy(target) : QString();
        if (!meant.isEmpty())
            return u"; did you mean %1?"_s.arg(meant);
    }
    return {};
}

} // namespace Standin::Rest
