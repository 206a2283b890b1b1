// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/healthcontroller.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void HealthController::addRoutes(Router &router) const
{
    router.add("GET", u"/livez"_s, [](const HttpRequest &, const ReplyPtr &reply) {
        reply->send(HttpResponse::json({{u"status"_s, u"live"_s}}));
    });
    router.add("GET", u"/readyz"_s, [readiness = m_readiness](const HttpRequest &, const ReplyPtr &reply) {
        const Result<> ready = readiness ? readiness() : Result<>();
        reply->send(ready ? HttpResponse::json({{u"status"_s, u"ready"_s}})
                          : HttpResponse::problem(503, ready.error().toString()));
    });
    router.add("GET", u"/version"_s, [](const HttpRequest &, const ReplyPtr &reply) {
        reply->send(HttpResponse::json({{u"name"_s, u"standin"_s},
                                        {u"version"_s, QStringLiteral(STANDIN_VERSION)},
                                        {u"qt"_s, QString::fromLatin1(qVersion())}}));
    });
}

} // namespace Standin::Rest
