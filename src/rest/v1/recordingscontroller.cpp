// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/recordingscontroller.h"

#include "engine/engine.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/recordingrequest.h"
#include "rest/v1/requestbody.h"
#include "scenario/file/scenariofile.h"

#include <QJsonArray>
#include <QUrl>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

HttpResponse unknownRecording(const QString &id)
{
    constexpr int notFound = 404;
    return HttpResponse::problem(notFound, u"there is no recording \"%1\""_s.arg(id),
                                 {{u"type"_s, u"urn:standin:unknown-recording"_s}});
}

QJsonObject answerOf(Cursor cursor, const Scenarios::RecordingStatus &status)
{
    QJsonObject json = cursorJson(cursor);
    json.insert(u"recording"_s, recordingJson(status));
    return json;
}

} // namespace

void RecordingsController::list(const HttpRequest &, const ReplyPtr &reply)
{
    QJsonObject json = cursorJson(m_engine.history().cursor());
    QJsonArray recordings;
    for (const Scenarios::RecordingStatus &status : m_engine.recorder().statuses())
        recordings.append(recordingJson(status));
    json.insert(u"recordings"_s, recordings);
    reply->send(HttpResponse::json(json));
}

void RecordingsController::start(const HttpRequest &request, const ReplyPtr &reply)
{
    constexpr int created = 201;
    const Cursor cursor = m_engine.history().cursor();
    const auto id = recordingOptionsFrom(request.body).and_then([this](const Scenarios::RecordingOptions &options) {
        return m_engine.recorder().start(options);
    });
    if (!id)
        return static_cast<void>(reply->send(problem(id.error())));
    const auto status = m_engine.recorder().status(*id);
    HttpResponse response =
        HttpResponse::json(answerOf(cursor, status.value_or(Scenarios::RecordingStatus{.id = *id})));
    response.status = created;
    response.headers.emplace_back("Location", "/api/v1/recordings/" + QUrl::toPercentEncoding(*id));
    reply->send(response);
}

void RecordingsController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto status = m_engine.recorder().status(id);
    reply->send(status ? HttpResponse::json(recordingJson(*status)) : unknownRecording(id));
}

void RecordingsController::stop(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const QString id = request.argument(u"id"_s);
    const auto body = readerOf(request.body).and_then([](JsonReader reader) { return finish(reader); });
    if (!body)
        return static_cast<void>(reply->send(problem(body.error())));
    const auto recorded = m_engine.recorder().stop(id);
    const auto status = m_engine.recorder().status(id);
    if (!recorded || !status)
        return static_cast<void>(reply->send(unknownRecording(id)));
    QJsonArray warnings;
    for (const Scenarios::RecordingWarning &warning : recorded->warnings)
        warnings.append(warning.toString());
    QJsonObject json = answerOf(cursor, *status);
    if (!warnings.isEmpty())
        json.insert(u"warnings"_s, warnings);
    reply->send(HttpResponse::json(json));
}

void RecordingsController::scenario(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto recorded = m_engine.recorder().scenario(id);
    reply->send(recorded ? HttpResponse{.body = Scenarios::ScenarioFile::toText(recorded->scenario)}
                         : unknownRecording(id));
}

void RecordingsController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const QString id = request.argument(u"id"_s);
    reply->send(m_engine.recorder().remove(id) ? HttpResponse::json(cursorJson(cursor)) : unknownRecording(id));
}

} // namespace Standin::Rest
