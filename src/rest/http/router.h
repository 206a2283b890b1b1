// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rest/http/httprequest.h"
#include "rest/http/pathpattern.h"
#include "rest/http/reply.h"
#include "rest/http/routecontract.h"

#include <functional>
#include <map>
#include <vector>

namespace Standin::Rest {

/// Answers through the reply, now or later. Called in the server's thread.
using Handler = std::function<void(const HttpRequest &, const ReplyPtr &)>;

/// Makes a handler that calls a member function of a controller, which must outlive it.
template <typename Controller>
[[nodiscard]] Handler to(Controller &controller, void (Controller::*action)(const HttpRequest &, const ReplyPtr &))
{
    return [&controller, action](const HttpRequest &request, const ReplyPtr &reply) {
        (controller.*action)(request, reply);
    };
}

/// One line of the table of routes, for the router and for a description of the interface.
struct Route
{
    QByteArray method;
    QByteArray pattern;   ///< see PathPattern
    QByteArray operation; ///< unique and stable, the operationId of OpenAPI
    QByteArray summary;   ///< a description in one line
    Handler handler;
    RouteContract contract = {};
};

/// Finds the handler of a request in a table of routes. HEAD has the handler of GET. The order of the routes does not
/// matter: if several patterns match, the most specific one is used ("/devices/stats" before "/devices/{id}").
class Router
{
public:
    /// Operation and method with pattern must be new.
    explicit Router(std::vector<Route> routes);

    /// 404 for a path that no pattern matches, 405 with Allow for a path that only has other methods; both name the
    /// path that is probably meant. 400 for a parameter of the query that the route does not have, unless it tolerates
    /// it.
    void route(HttpRequest request, const ReplyPtr &reply) const;

    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    struct Match
    {
        std::size_t route; ///< its place in the table
        PathPattern::Arguments arguments;
    };

    /// The routes of the most specific pattern: they differ in their methods.
    [[nodiscard]] std::vector<Match> find(const RequestTarget &target) const;
    /// Calls the handler, unless the query has a parameter that the route does not take.
    void call(std::size_t route, HttpRequest &request, const ReplyPtr &reply) const;
    /// "; did you mean …?" for a misspelt path of a route, of this method if one is given; otherwise empty.
    [[nodiscard]] QString suggestionFor(const RequestTarget &target, const QByteArray &method = {}) const;

    std::vector<Route> m_routes;
    std::vector<PathPattern> m_patterns;                        ///< of the routes, in the same order
    std::vector<QStringList> m_queryNames;                      ///< those that each route takes, in the same order
    std::map<qsizetype, std::vector<std::size_t>> m_bySegments; ///< the places of the patterns with so many segments
};

} // namespace Standin::Rest
