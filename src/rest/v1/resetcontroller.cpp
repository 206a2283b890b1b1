// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/resetcontroller.h"

#include "engine/engine.h"
#include "engine/reset.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/requestbody.h"

#include <QJsonArray>

#include <array>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

struct ResetPart
{
    QLatin1StringView name;
    bool ResetParts::*part;
};

constexpr std::array resetParts = {
    ResetPart{"presetReplies"_L1, &ResetParts::presetReplies},
    ResetPart{"rules"_L1, &ResetParts::rules},
    ResetPart{"state"_L1, &ResetParts::state},
    ResetPart{"devices"_L1, &ResetParts::devices},
    ResetPart{"profiles"_L1, &ResetParts::profiles},
};

Result<ResetParts> resetPartsFrom(const QByteArray &body)
{
    return readerOf(body).and_then([](JsonReader reader) {
        ResetParts parts;
        for (const ResetPart &known : resetParts)
            reader.read(known.name, parts.*known.part);
        return finish(reader).map([&parts] { return parts; });
    });
}

QJsonArray namesOf(const ResetParts &parts)
{
    QJsonArray names;
    for (const ResetPart &known : resetParts) {
        if (parts.*known.part)
            names.append(QString(known.name));
    }
    return names;
}

} // namespace

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
