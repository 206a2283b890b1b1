// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/resetcontroller.h"

#include "engine/engine.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/resetrequest.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

void ResetController::reset(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto parts = resetPartsFrom(request.body);
    if (!parts)
        return static_cast<void>(reply->send(problem(parts.error())));
    QJsonObject json = cursorJson(m_engine.history().cursor());
    json.insert(u"reset"_s, namesOf(*parts));
    Reset::perform(m_engine, *parts, this, [reply, json](const Result<> &outcome) {
        reply->send(outcome ? HttpResponse::json(json) : problem(outcome.error(), json));
    });
}

} // namespace Standin::Rest
