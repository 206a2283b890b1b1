// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/runscontroller.h"

#include "base/errortext.h"
#include "base/jsonbuilder.h"
#include "rest/http/answerparts.h"
#include "rest/json/problem.h"
#include "rest/json/runjson.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/pagequery.h"
#include "rest/v1/requestbody.h"
#include "rest/v1/runrequest.h"
#include "rest/v1/scenariofaults.h"
#include "rest/v1/scenarioscontroller.h"
#include "scenario/report/htmlreport.h"
#include "scenario/report/jsonreport.h"
#include "scenario/report/junitreport.h"
#include "scenario/report/sequencediagram.h"

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

constexpr int notFound = 404;
constexpr int conflict = 409;

HttpResponse unknownRun(const QString &id)
{
    return HttpResponse::problem(notFound, u"there is no run \"%1\""_s.arg(id),
                                 {{u"type"_s, u"urn:standin:unknown-run"_s}});
}

HttpResponse stillAtWork()
{
    return HttpResponse::problem(conflict, u"the run is at work: wait for its end, or cancel it"_s,
                                 {{u"type"_s, u"urn:standin:run-at-work"_s}});
}

HttpResponse nothingToRun(const RunSelection &selection)
{
    constexpr int unprocessable = 422;
    return HttpResponse::problem(unprocessable,
                                 selection.otherTags > 0 ? u"nothing to run: no scenario has such a tag"_s
                                                         : u"nothing to run: the folder has no scenarios"_s,
                                 {{u"type"_s, u"urn:standin:nothing-to-run"_s}});
}

QByteArray runAnswer(Cursor cursor, const RunStatus &status)
{
    return JsonBuilder()
        .add(u"cursor"_s, JsonText::whole(static_cast<qint64>(cursor)))
        .add(u"run"_s, runStatusJson(status))
        .object()
        .text()
        .toByteArray();
}

/// A number from 0 to `most` in the query; nullopt: it is not there.
Result<std::optional<int>> numberIn(const HttpRequest &request, const QString &name, int most)
{
    const auto found = request.target.query.constFind(name);
    if (found == request.target.query.constEnd())
        return std::optional<int>();
    bool isNumber = false;
    const int number = found->toInt(&isNumber);
    if (!isNumber || number < 0 || number > most)
        return failure(ErrorCode::InvalidArgument,
                       ErrorText::expected(u"a number from 0 to %1"_s.arg(most), ErrorText::found(*found)),
                       u'?' + name);
    return std::optional(number);
}

} // namespace

void RunsController::create(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor before = m_journal.cursor();
    const auto wanted = RunRequest::from(request.body);
    const auto unknown = wanted.and_then([this](const RunRequest &asked) { return asked.unknownOne(m_folder); });
    if (!unknown)
        return static_cast<void>(reply->send(problem(unknown.error())));
    if (!unknown->isEmpty())
        return static_cast<void>(reply->send(unknownScenario(m_folder, *unknown)));
    m_selector.select(*wanted, [this, terms = wanted->terms(), before, reply](const RunSelection &selection) {
        begin(selection, terms, before, reply);
    });
}

void RunsController::begin(const RunSelection &selection, const BatchTerms &terms, Cursor before, const ReplyPtr &reply)
{
    if (!selection.faults.isEmpty())
        return static_cast<void>(reply->send(faultsProblem(selection.faults, m_folder.path())));
    if (selection.items.isEmpty())
        return static_cast<void>(reply->send(nothingToRun(selection)));
    const auto begun = m_runs.start(selection.items, terms);
    if (!begun)
        return static_cast<void>(reply->send(problem(begun.error())));
    constexpr int accepted = 202;
    reply->send({.status = accepted,
                 .body = runAnswer(before, *begun),
                 .headers = {{"Location", "/api/v1/runs/" + begun->id.toLatin1()}}});
}

void RunsController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = PageQuery::from(request.target.query);
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    QList<RunStatus> runs = m_runs.statuses(query->after, query->limit + 1);
    const bool hasMore = runs.size() > query->limit;
    runs = runs.first(qMin(runs.size(), query->limit));
    const QByteArray end =
        hasMore ? R"(],"more":true,"next":)" + QByteArray::number(runs.last().number) + '}' : "]}"_ba;
    const auto pieceOf = [](const RunStatus &status) {
        return literalPiece(runStatusJson(status).text().toByteArray());
    };
    sendInParts(this, reply, {literalPiece(R"({"runs":[)"), eachPiece(runs, ",", pieceOf), literalPiece(end)},
                64 * 1024);
}

void RunsController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto waitMs = numberIn(request, u"waitMs"_s, RunWaits::longestMs);
    if (!waitMs)
        return static_cast<void>(reply->send(problem(waitMs.error())));
    if (!*waitMs || **waitMs == 0)
        return sendStatus(id, reply);
    m_waits.wait(id, std::chrono::milliseconds(**waitMs), reply, [this, id, reply] { sendStatus(id, reply); });
}

void RunsController::sendStatus(const QString &id, const ReplyPtr &reply)
{
    const auto status = m_runs.status(id);
    reply->send(status ? HttpResponse{.body = runAnswer(m_journal.cursor(), *status)} : unknownRun(id));
}

void RunsController::cancel(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const Cursor before = m_journal.cursor();
    if (const auto body = readerOf(request.body).and_then([](JsonReader reader) { return finish(reader); }); !body)
        return static_cast<void>(reply->send(problem(body.error())));
    if (m_runs.cancel(id))
        reply->send(HttpResponse::json(cursorJson(before)));
    else
        reply->send(unknownRun(id));
}

void RunsController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    switch (m_runs.forget(id)) {
    case RunBook::Forgotten::Done:
        reply->send(HttpResponse::json(cursorJson(m_journal.cursor())));
        return;
    case RunBook::Forgotten::Unknown:
        reply->send(unknownRun(id));
        return;
    case RunBook::Forgotten::AtWork:
        reply->send(stillAtWork());
        return;
    }
}

void RunsController::sendReport(const HttpRequest &request, const ReplyPtr &reply, const QByteArray &type,
                                const Make &make)
{
    const QString id = request.argument(u"id"_s);
    const RunBook::Report report = m_runs.report(id);
    if (!report)
        return static_cast<void>(reply->send(m_runs.status(id) ? stillAtWork() : unknownRun(id)));
    const QByteArray text = make(*report);
    sendInParts(this, reply, {literalPiece(text)}, text.size(),
                {.contentType = type,
                 .headers = {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"},
                             {"Referrer-Policy", "no-referrer"}}});
}

void RunsController::json(const HttpRequest &request, const ReplyPtr &reply)
{
    sendReport(request, reply, "application/json"_ba,
               [](const BatchReport &report) { return reportJson(report).text().toByteArray(); });
}

void RunsController::junit(const HttpRequest &request, const ReplyPtr &reply)
{
    sendReport(request, reply, "application/xml"_ba, junitXml);
}

void RunsController::html(const HttpRequest &request, const ReplyPtr &reply)
{
    sendReport(request, reply, "text/html; charset=utf-8"_ba, htmlPage);
}

void RunsController::diagram(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto number = numberIn(request, u"case"_s, std::numeric_limits<int>::max());
    if (!number)
        return static_cast<void>(reply->send(problem(number.error())));
    const RunBook::Report report = m_runs.report(request.argument(u"id"_s));
    const qsizetype count = report ? report->runs.size() : 1;
    if (*number ? **number >= count : count == 0)
        return static_cast<void>(
            reply->send(HttpResponse::problem(notFound, u"the report has %1 cases, counted from 0"_s.arg(count),
                                              {{u"type"_s, u"urn:standin:unknown-case"_s}})));
    sendReport(request, reply, "image/svg+xml"_ba, [&number](const BatchReport &whole) {
        const auto failed =
            std::ranges::find_if(whole.runs, [](const RunReport &run) { return run.verdict != Verdict::Passed; });
        return sequenceDiagram(*number                      ? whole.runs.at(**number)
                               : failed == whole.runs.end() ? whole.runs.first()
                                                            : *failed);
    });
}

} // namespace Standin::Rest
