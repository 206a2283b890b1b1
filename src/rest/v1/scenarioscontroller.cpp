// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/scenarioscontroller.h"

#include "base/json.h"
#include "base/jsonbuilder.h"
#include "rest/http/answerparts.h"
#include "rest/http/precondition.h"
#include "rest/json/problem.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/pagequery.h"
#include "rest/v1/requestbody.h"
#include "rest/v1/scenariofaults.h"
#include "scenario/file/scenariocheck.h"
#include "scenario/file/sentscenario.h"

#include <QUrl>

#include <algorithm>

namespace Standin::Rest {

using namespace Qt::StringLiterals;
using namespace Scenarios;

namespace {

/// The form and the meaning of a scenario that was read.
CheckResult checked(const ScenarioFile::Reading &reading)
{
    CheckResult result = reading.faults.isEmpty() ? checkScenario(reading.scenario) : CheckResult();
    result.faults = reading.faults + result.faults;
    return result;
}

QByteArray scenarioLine(const ScenarioFolder &folder, const QString &id)
{
    const QString path = folder.pathOf(id).value_or(QString());
    const ScenarioFile::Reading reading = ScenarioFile::readFile(path);
    const Scenario &scenario = reading.scenario;
    const CheckResult result = checked(reading);
    return JsonBuilder()
        .add(u"id"_s, JsonText::string(id))
        .add(u"name"_s, JsonText::string(scenario.name))
        .addUnlessEmpty(u"description"_s, scenario.description)
        .add(u"tags"_s, JsonBuilder::strings(scenario.tags))
        .add(u"confined"_s, QJsonValue(scenario.access == Access::Confined))
        .add(u"faults"_s, QJsonValue(faultsJson(result.faults, folder.path(), path)))
        .add(u"warnings"_s, QJsonValue(faultsJson(result.warnings, folder.path(), path)))
        .object()
        .text()
        .toByteArray();
}

ScenarioFolder::Check folderCheckOf(const Precondition &condition)
{
    return [condition](const std::optional<quint64> &revision) { return condition.check(revision); };
}

} // namespace

HttpResponse unknownScenario(const ScenarioFolder &folder, const QString &id)
{
    constexpr int missing = 404;
    const QString hint =
        folder.path().isEmpty() ? u": there is no folder of scenarios, start with --scenarios DIR"_s : QString();
    return HttpResponse::problem(missing, u"there is no scenario \"%1\"%2"_s.arg(id, hint),
                                 {{u"type"_s, u"urn:standin:unknown-scenario"_s}});
}

void ScenariosController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto query = PageQuery::byName(request.target.query);
    if (!query)
        return static_cast<void>(reply->send(problem(query.error())));
    QStringList ids = m_folder.ids();
    ids.erase(ids.begin(), std::ranges::upper_bound(ids, query->afterName));
    const bool hasMore = ids.size() > query->limit;
    ids = ids.first(qMin(ids.size(), query->limit));
    const QByteArray end = hasMore ? R"(],"more":true,"next":)" + Json::quoted(ids.last()) + '}' : "]}"_ba;
    const auto pieceOf = [this](const QString &id) { return literalPiece(scenarioLine(m_folder, id)); };
    constexpr qsizetype fewFiles = 1024; // each takes about a millisecond
    sendInParts(this, reply, {literalPiece(R"({"scenarios":[)"), eachPiece(ids, ",", pieceOf), literalPiece(end)},
                64 * 1024, {}, fewFiles);
}

void ScenariosController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto text = m_folder.read(id);
    if (!text)
        return static_cast<void>(reply->send(problem(text.error())));
    if (!*text)
        return static_cast<void>(reply->send(unknownScenario(m_folder, id)));
    sendInParts(this, reply, {literalPiece((*text)->bytes)}, (*text)->bytes.size(),
                {.headers = {Precondition::tagField((*text)->revision)}});
}

void ScenariosController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const auto folder = m_folder.folderOf(id);
    const auto condition = Precondition::from(request.fields);
    const auto body = objectFrom(request.body);
    for (const std::optional<Error> &error : {folder ? std::nullopt : std::optional(folder.error()),
                                              condition ? std::nullopt : std::optional(condition.error()),
                                              body ? std::nullopt : std::optional(body.error())}) {
        if (error)
            return static_cast<void>(reply->send(problem(*error)));
    }
    const Cursor before = m_journal.cursor();
    const CheckResult result = checked(readSent(request.body, *folder, Access::Confined));
    if (!result.faults.isEmpty())
        return static_cast<void>(reply->send(faultsProblem(result.faults, m_folder.path())));
    const auto text = confinedText(request.body);
    if (!text)
        return static_cast<void>(reply->send(faultsProblem({text.error()}, m_folder.path())));
    const auto isNew = m_folder.write(id, *text, folderCheckOf(*condition));
    if (!isNew)
        return static_cast<void>(reply->send(problem(isNew.error())));
    QJsonObject json = cursorJson(before);
    json.insert(u"id"_s, id);
    if (!result.warnings.isEmpty())
        json.insert(u"warnings"_s, faultsJson(result.warnings, m_folder.path()));
    HttpResponse response = HttpResponse::json(json);
    response.headers.append(Precondition::tagField(ScenarioFolder::revisionOf(*text)));
    if (*isNew) {
        response.status = 201;
        response.headers.emplace_back("Location", "/api/v1/scenarios/" + QUrl::toPercentEncoding(id));
    }
    reply->send(response);
}

void ScenariosController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString id = request.argument(u"id"_s);
    const Cursor before = m_journal.cursor();
    const auto removed = Precondition::from(request.fields).and_then([&](const Precondition &condition) {
        return m_folder.remove(id, folderCheckOf(condition));
    });
    if (removed)
        reply->send(*removed ? HttpResponse::json(cursorJson(before)) : unknownScenario(m_folder, id));
    else
        reply->send(problem(removed.error()));
}

void ScenariosController::check(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto body = objectFrom(request.body);
    if (!body)
        return static_cast<void>(reply->send(problem(body.error())));
    const CheckResult result = checked(readSent(body->text().toByteArray(), m_folder.path(), Access::Sent));
    reply->send(HttpResponse::json({{u"faults"_s, faultsJson(result.faults, m_folder.path())},
                                    {u"warnings"_s, faultsJson(result.warnings, m_folder.path())}}));
}

} // namespace Standin::Rest
