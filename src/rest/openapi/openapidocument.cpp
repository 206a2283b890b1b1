// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/openapi/openapidocument.h"

#include "rest/openapi/components.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <set>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

/// Of requests that are refused before they reach a route, and of failures that any route may have.
constexpr std::array anywhere = {400, 401, 403, 408, 413, 421, 431, 500, 501, 503, 505};

QJsonObject refTo(const QString &kind, const QString &name)
{
    return {{u"$ref"_s, u"#/components/%1/%2"_s.arg(kind, name)}};
}

QJsonObject schemaRef(const QByteArray &name)
{
    return refTo(u"schemas"_s, QString::fromLatin1(name));
}

QJsonObject content(const QByteArray &type, const QJsonObject &schema)
{
    return {{QString::fromLatin1(type), QJsonObject{{u"schema"_s, schema}}}};
}

/// The name of the component for this status: "NotFound".
QString problemName(int status)
{
    return QString::fromLatin1(HttpResponse::reasonPhrase(status)).remove(u' ');
}

QJsonObject problemJson(int status)
{
    return {{u"description"_s, QString::fromLatin1(HttpResponse::reasonPhrase(status))},
            {u"content"_s, content("application/problem+json", schemaRef("Problem"))}};
}

/// "/api/v1/devices/{id}:connect" → "devices".
QString tagOf(const QString &pattern)
{
    static const QRegularExpression resource(u"^/api/v1/([a-z]+)"_s);
    if (pattern.startsWith(u"/api/device/"_s))
        return u"Device API"_s;
    const QString name = resource.match(pattern).captured(1);
    return name.isEmpty() ? u"service"_s : name;
}

QJsonArray parametersJson(const Route &route, const QString &tag)
{
    static const QRegularExpression argument(u"\\{([a-z]+)\\}"_s);
    QJsonArray list;
    for (auto found = argument.globalMatch(QString::fromLatin1(route.pattern)); found.hasNext();)
        list.append(refTo(u"parameters"_s, tag + u'.' + found.next().captured(1)));
    for (const QByteArray &name : route.contract.parameters)
        list.append(refTo(u"parameters"_s, QString::fromLatin1(name)));
    return list;
}

QJsonObject answerJson(const AnswerContract &answer, const QByteArrayList &headers)
{
    QJsonObject json{{u"description"_s, QString::fromLatin1(HttpResponse::reasonPhrase(answer.status))}};
    QJsonObject schema = schemaRef(answer.schema);
    if (answer.type == "application/problem+json")
        schema = {{u"anyOf"_s, QJsonArray{schema, schemaRef("Problem")}}};
    json.insert(u"content"_s, content(answer.type, schema));
    QJsonObject described;
    for (const QByteArray &header : headers)
        described.insert(QString::fromLatin1(header), refTo(u"headers"_s, QString::fromLatin1(header)));
    constexpr int firstProblem = 400;
    if (!described.isEmpty() && answer.status < firstProblem)
        json.insert(u"headers"_s, described);
    return json;
}

std::set<int> problemsOf(const RouteContract &contract)
{
    std::set<int> statuses(anywhere.begin(), anywhere.end());
    statuses.insert(contract.problems.begin(), contract.problems.end());
    return statuses;
}

QJsonObject operationJson(const Route &route)
{
    const QString tag = tagOf(QString::fromLatin1(route.pattern));
    const RouteContract &contract = route.contract;
    QJsonObject responses;
    for (const int status : problemsOf(contract))
        responses.insert(QString::number(status), refTo(u"responses"_s, problemName(status)));
    for (const AnswerContract &answer : contract.answers)
        responses.insert(QString::number(answer.status), answerJson(answer, contract.headers));
    QJsonObject operation{{u"operationId"_s, QString::fromLatin1(route.operation)},
                          {u"summary"_s, QString::fromUtf8(route.summary)},
                          {u"tags"_s, QJsonArray{tag}},
                          {u"responses"_s, responses}};
    if (const QJsonArray parameters = parametersJson(route, tag); !parameters.isEmpty())
        operation.insert(u"parameters"_s, parameters);
    if (!contract.body.isEmpty())
        operation.insert(u"requestBody"_s,
                         QJsonObject{{u"required"_s, !contract.mayBeEmpty},
                                     {u"content"_s, content("application/json", schemaRef(contract.body))}});
    return operation;
}

} // namespace

QJsonObject OpenApiDocument::of(const std::vector<Route> &routes)
{
    QJsonObject document = Components::document();
    QJsonObject info = document.value(u"info"_s).toObject();
    info.insert(u"version"_s, QStringLiteral(STANDIN_VERSION));
    document.insert(u"info"_s, info);

    QJsonObject paths;
    QJsonObject problems;
    for (const Route &route : routes) {
        const QString pattern = QString::fromLatin1(route.pattern);
        QJsonObject path = paths.value(pattern).toObject();
        path.insert(QString::fromLatin1(route.method.toLower()), operationJson(route));
        paths.insert(pattern, path);
        for (const int status : problemsOf(route.contract))
            problems.insert(problemName(status), problemJson(status));
    }
    document.insert(u"paths"_s, paths);
    QJsonObject components = document.value(u"components"_s).toObject();
    components.insert(u"responses"_s, problems);
    document.insert(u"components"_s, components);
    return document;
}

} // namespace Standin::Rest
