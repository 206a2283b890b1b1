// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/healthcontroller.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void HealthController::live(const HttpRequest &, const ReplyPtr &reply)
{
    reply->send(HttpResponse::json({{u"status"_s, u"live"_s}}));
}

void HealthController::ready(const HttpRequest &, const ReplyPtr &reply)
{
    const Result<> ready = m_readiness();
    reply->send(ready ? HttpResponse::json({{u"status"_s, u"ready"_s}})
                      : HttpResponse::problem(503, ready.error().toString()));
}

void HealthController::version(const HttpRequest &, const ReplyPtr &reply)
{
    reply->send(HttpResponse::json({{u"name"_s, u"standin"_s},
                                    {u"version"_s, QStringLiteral(STANDIN_VERSION)},
                                    {u"qt"_s, QString::fromLatin1(qVersion())}}));
}

} // namespace Standin::Rest
