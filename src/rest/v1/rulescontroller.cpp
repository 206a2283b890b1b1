// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/rulescontroller.h"

#include "base/jsonbuilder.h"
#include "base/jsonreader.h"
#include "engine/engine.h"
#include "fleet/dryrun.h"
#include "rest/json/nearmissjson.h"
#include "rest/json/problem.h"
#include "rest/v1/dryrunrequest.h"
#include "rules/rulebook.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr int created = 201;

JsonText ruleJson(const Rules::RuleBook::Status &status)
{
    const QByteArray rule = status.rule.toJson().text().chopped(1).toByteArray();
    return JsonText::parse(rule + R"(,"matched":)" + QByteArray::number(status.matched) + R"(,"fired":)" +
                           QByteArray::number(status.fired) + '}')
        .value();
}

JsonText rulesJson(const QList<Rules::RuleBook::Status> &rules)
{
    JsonBuilder array;
    for (const Rules::RuleBook::Status &status : rules)
        array.append(ruleJson(status));
    return array.array();
}

JsonText rulesJson(const QList<Rules::Rule> &rules)
{
    JsonBuilder array;
    for (const Rules::Rule &rule : rules)
        array.append(rule.toJson());
    return array.array();
}

struct Batch
{
    QList<Rules::Rule> rules;
    bool isList = false;
};

/// {"rules": [ … ]}, or one rule.
Result<Batch> batchFrom(const QByteArray &body)
{
    auto reader = JsonReader::parse(body);
    if (!reader)
        return Failure(reader.error());
    Batch batch{.rules = {}, .isList = reader->has(u"rules"_s)};
    if (batch.isList)
        reader->readObjects(u"rules"_s, [&](JsonReader &inner) { batch.rules.append(Rules::Rule::read(inner)); });
    else
        batch.rules.append(Rules::Rule::read(*reader));
    reader->refuseUnknownKeys();
    return reader->status().map([&batch] { return batch; });
}

/// The book's pointers begin with the number of the rule.
Error inBody(Error error, bool isList)
{
    if (!error.where.startsWith(u'/'))
        return error;
    const qsizetype slash = error.where.indexOf(u'/', 1);
    const QString inside = slash < 0 ? QString() : error.where.sliced(slash);
    error.where = isList ? u"/rules"_s + error.where : inside;
    return error;
}

Result<QString> testIdOf(const HttpRequest &request)
{
    for (auto parameter = request.target.query.cbegin(); parameter != request.target.query.cend(); ++parameter) {
        if (parameter.key() != u"testId")
            return failure(ErrorCode::InvalidArgument, u"there is only testId"_s, u"?"_s + parameter.key());
    }
    return request.target.query.value(u"testId"_s);
}

} // namespace

QByteArray RulesController::cursorMember() const
{
    return R"("cursor":)" + QByteArray::number(m_engine.history().cursor());
}

void RulesController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto testId = testIdOf(request);
    if (!testId)
        return static_cast<void>(reply->send(problem(testId.error())));
    QList<Rules::RuleBook::Status> rules = m_engine.rules().rules();
    if (!testId->isEmpty())
        rules.removeIf([&testId](const Rules::RuleBook::Status &status) { return status.rule.testId != *testId; });
    reply->send({.body = '{' + cursorMember() + R"(,"rules":)" + rulesJson(rules).text().toByteArray() + '}'});
}

void RulesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_engine.rules().rule(request.argument(u"id"_s));
    if (status)
        reply->send({.body = ruleJson(*status).text().toByteArray()});
    else
        reply->send(problem(status.error()));
}

void RulesController::create(const HttpRequest &request, const ReplyPtr &reply)
{
    const QByteArray cursor = cursorMember();
    const auto batch = batchFrom(request.body);
    if (!batch)
        return static_cast<void>(reply->send(problem(batch.error())));
    const auto added = m_engine.rules().add(batch->rules);
    if (!added)
        return static_cast<void>(reply->send(problem(inBody(added.error(), batch->isList))));
    HttpResponse response{.status = created,
                          .body = '{' + cursor + R"(,"rules":)" + rulesJson(*added).text().toByteArray() + '}'};
    if (!batch->isList)
        response.headers.emplace_back("Location", "/api/v1/rules/" + QUrl::toPercentEncoding(added->first().id));
    reply->send(response);
}

void RulesController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    const QByteArray cursor = cursorMember();
    const QString id = request.argument(u"id"_s);
    auto rule =
        JsonText::parse(request.body).and_then([](const JsonText &json) { return Rules::Rule::fromJson(json); });
    if (rule && !rule->id.isEmpty() && rule->id != id)
        rule = failure(ErrorCode::InvalidArgument, u"expected the id of the path, or none"_s, u"/id"_s);
    if (!rule)
        return static_cast<void>(reply->send(problem(rule.error())));
    rule->id = id;
    const auto isNew = m_engine.rules().put(*rule);
    if (!isNew)
        return static_cast<void>(reply->send(problem(isNew.error())));
    reply->send({.status = *isNew ? created : 200,
                 .body = '{' + cursor + R"(,"rules":)" + rulesJson(QList{*rule}).text().toByteArray() + '}'});
}

void RulesController::replaceAll(const HttpRequest &request, const ReplyPtr &reply)
{
    const QByteArray cursor = cursorMember();
    auto batch = batchFrom(request.body);
    if (batch && !batch->isList)
        batch = failure(ErrorCode::InvalidArgument, u"expected an array of rules, found nothing"_s, u"/rules"_s);
    if (!batch)
        return static_cast<void>(reply->send(problem(batch.error())));
    const auto rules = m_engine.rules().replaceAll(batch->rules);
    if (!rules)
        return static_cast<void>(reply->send(problem(inBody(rules.error(), true))));
    reply->send({.body = '{' + cursor + R"(,"rules":)" + rulesJson(*rules).text().toByteArray() + '}'});
}

void RulesController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const QByteArray cursor = cursorMember();
    const auto removed = m_engine.rules().remove(request.argument(u"id"_s));
    if (removed)
        reply->send({.body = '{' + cursor + '}'});
    else
        reply->send(problem(removed.error()));
}

void RulesController::removeAll(const HttpRequest &request, const ReplyPtr &reply)
{
    const QByteArray cursor = cursorMember();
    const auto testId = testIdOf(request);
    if (!testId)
        return static_cast<void>(reply->send(problem(testId.error())));
    if (testId->isEmpty() && request.target.query.contains(u"testId"_s))
        return static_cast<void>(reply->send(
            problem({ErrorCode::InvalidArgument, u"expected the id of a test, found nothing"_s, u"?testId"_s})));
    const qsizetype removed = m_engine.rules().removeAll(*testId);
    reply->send({.body = '{' + cursor + R"(,"removed":)" + QByteArray::number(removed) + '}'});
}

void RulesController::dryRun(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = DryRunRequest::from(request.body, m_engine.history());
    const auto run = wanted.and_then([this](const DryRunRequest &asked) {
        return m_engine.fleet().dryRun(asked.device, asked.message, asked.rules);
    });
    if (!run)
        return static_cast<void>(reply->send(problem(run.error())));
    JsonBuilder fires;
    for (const Rules::Judgement &judgement : run->matching)
        fires.append(judgementJson(judgement));
    JsonBuilder nearMisses;
    for (const Rules::Judgement &judgement : run->nearest)
        nearMisses.append(judgementJson(judgement));
    reply->send({.body = '{' + cursorMember() + R"(,"isCommand":)" + (run->isCommand ? "true" : "false") +
                         R"(,"matching":)" + fires.array().text().toByteArray() + R"(,"nearMisses":)" +
                         nearMisses.array().text().toByteArray() + '}'});
}

} // namespace Standin::Rest
