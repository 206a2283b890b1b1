// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/v1/rulescontroller.h"

#include "base/jsonbuilder.h"
#include "engine/engine.h"
#include "fleet/dryrun.h"
#include "rest/http/answerparts.h"
#include "rest/http/precondition.h"
#include "rest/json/nearmissjson.h"
#include "rest/json/problem.h"
#include "rest/v1/dryrunrequest.h"
#include "rest/v1/orderanswer.h"
#include "rest/v1/rulesrequest.h"
#include "rules/rulebook.h"

#include <numeric>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

constexpr int created = 201;

/// A rule with its counts, and whether its time is over if it has a limit of it.
JsonText ruleJson(const Rules::RuleBook::Status &status)
{
    JsonBuilder object;
    status.rule.writeTo(object);
    if (status.rule.limits.ttlMs > 0)
        object.add(u"expired"_s, QJsonValue(status.hasExpired));
    return object.add(u"matched"_s, JsonText::whole(static_cast<qint64>(status.matched)))
        .add(u"fired"_s, JsonText::whole(static_cast<qint64>(status.fired)))
        .object();
}

AnswerPiece rulePiece(const Rules::RuleBook::Status &status)
{
    return literalPiece(ruleJson(status).text().toByteArray());
}

/// What the list holds until it is sent.
qint64 bytesOf(const QList<Rules::RuleBook::Status> &rules)
{
    return std::accumulate(rules.begin(), rules.end(), qint64(0),
                           [](qint64 bytes, const auto &status) { return bytes + status.bytes; });
}

/// The change applies if the condition of the request holds.
Rules::RuleBook::Check checkOf(const Precondition &condition)
{
    return [condition](const std::optional<quint64> &revision) { return condition.check(revision); };
}

JsonText rulesJson(const QList<Rules::Rule> &rules)
{
    JsonBuilder array;
    for (const Rules::Rule &rule : rules)
        array.append(rule.toJson());
    return array.array();
}

/// {"cursor": …, "rules": …}
QByteArray rulesBody(Cursor cursor, const JsonText &rules)
{
    return JsonBuilder()
        .add(u"cursor"_s, JsonText::whole(static_cast<qint64>(cursor)))
        .add(u"rules"_s, rules)
        .object()
        .text()
        .toByteArray();
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

QString testIdOf(const HttpRequest &request)
{
    return request.target.query.value(u"testId"_s);
}

} // namespace

void RulesController::list(const HttpRequest &request, const ReplyPtr &reply)
{
    const QString testId = testIdOf(request);
    // Read before the rules: at worst the tag is older than they are, and a change on condition of it is refused.
    const quint64 revision = m_engine.rules().revision();
    const QByteArray head = R"({"cursor":)" + QByteArray::number(m_engine.history().cursor()) + R"(,"rules":[)";
    QList<Rules::RuleBook::Status> rules = m_engine.rules().rules();
    if (!testId.isEmpty())
        rules.removeIf([&testId](const Rules::RuleBook::Status &status) { return status.rule.testId != testId; });
    sendInParts(this, reply, {literalPiece(head), eachPiece(rules, ",", rulePiece), literalPiece("]}")}, bytesOf(rules),
                {.headers = {Precondition::tagField(revision)}});
}

void RulesController::get(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto status = m_engine.rules().rule(request.argument(u"id"_s));
    if (status)
        sendInParts(this, reply, {rulePiece(*status)}, status->bytes,
                    {.headers = {Precondition::tagField(status->serial)}});
    else
        reply->send(problem(status.error()));
}

void RulesController::create(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const auto batch = RulesRequest::from(request.body);
    if (!batch)
        return static_cast<void>(reply->send(problem(batch.error())));
    const auto added = m_engine.rules().add(batch->rules);
    if (!added)
        return static_cast<void>(reply->send(problem(inBody(added.error(), batch->isList))));
    HttpResponse response{.status = created, .body = rulesBody(cursor, rulesJson(*added))};
    if (!batch->isList)
        response.headers.emplace_back("Location", "/api/v1/rules/" + QUrl::toPercentEncoding(added->first().id));
    reply->send(response);
}

void RulesController::put(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const QString id = request.argument(u"id"_s);
    auto rule = RulesRequest::from(request.body).and_then([](const RulesRequest &sent) -> Result<Rules::Rule> {
        if (sent.isList)
            return failure(ErrorCode::InvalidArgument, u"expected one rule, found a list"_s, u"/rules"_s);
        return sent.rules.first();
    });
    if (rule && !rule->id.isEmpty() && rule->id != id)
        rule = failure(ErrorCode::InvalidArgument, u"expected the id of the path, or none"_s, u"/id"_s);
    const auto condition = Precondition::from(request.fields);
    if (!rule || !condition)
        return static_cast<void>(reply->send(problem(rule ? condition.error() : rule.error())));
    rule->id = id;
    const auto put = m_engine.rules().put(*rule, checkOf(*condition));
    if (!put)
        return static_cast<void>(reply->send(problem(put.error())));
    reply->send({.status = put->isNew ? created : 200,
                 .body = rulesBody(cursor, rulesJson(QList{*rule})),
                 .headers = {Precondition::tagField(put->serial)}});
}

void RulesController::replaceAll(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    auto batch = RulesRequest::from(request.body);
    if (batch && !batch->isList)
        batch = failure(ErrorCode::InvalidArgument, u"expected an array of rules, found one rule"_s, u"/rules"_s);
    const auto condition = Precondition::from(request.fields);
    if (!batch || !condition)
        return static_cast<void>(reply->send(problem(batch ? condition.error() : batch.error())));
    const auto rules = m_engine.rules().replaceAll(batch->rules, checkOf(*condition));
    if (!rules)
        return static_cast<void>(reply->send(problem(inBody(rules.error(), true))));
    reply->send({.body = rulesBody(cursor, rulesJson(*rules))});
}

void RulesController::remove(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const auto removed = Precondition::from(request.fields).and_then([&](const Precondition &condition) {
        return m_engine.rules().remove(request.argument(u"id"_s), checkOf(condition));
    });
    if (removed)
        reply->send(HttpResponse::json(cursorJson(cursor)));
    else
        reply->send(problem(removed.error()));
}

void RulesController::removeAll(const HttpRequest &request, const ReplyPtr &reply)
{
    const Cursor cursor = m_engine.history().cursor();
    const QString testId = testIdOf(request);
    if (testId.isEmpty() && request.target.query.contains(u"testId"_s))
        return static_cast<void>(reply->send(
            problem({ErrorCode::InvalidArgument, u"expected the id of a test, found nothing"_s, u"?testId"_s})));
    const auto removed = Precondition::from(request.fields).and_then([&](const Precondition &condition) {
        return m_engine.rules().removeAll(testId, checkOf(condition));
    });
    if (!removed)
        return static_cast<void>(reply->send(problem(removed.error())));
    QJsonObject json = cursorJson(cursor);
    json.insert(u"removed"_s, *removed);
    reply->send(HttpResponse::json(json));
}

void RulesController::dryRun(const HttpRequest &request, const ReplyPtr &reply)
{
    const auto wanted = DryRunRequest::from(request.body, m_engine.history());
    const auto run = wanted.and_then([this](const DryRunRequest &asked) {
        return m_engine.fleet().dryRun(asked.device, asked.message, asked.rules);
    });
    if (!run)
        return static_cast<void>(reply->send(problem(run.error())));
    const JsonText answer = JsonBuilder()
                                .add(u"cursor"_s, JsonText::whole(static_cast<qint64>(m_engine.history().cursor())))
                                .add(u"isCommand"_s, QJsonValue(run->isCommand))
                                .add(u"matching"_s, judgementsJson(run->matching))
                                .add(u"nearMisses"_s, judgementsJson(run->nearest))
                                .object();
    reply->send({.body = answer.text().toByteArray()});
}

} // namespace Standin::Rest
