// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/apidescription.h"

#include "engine/engine.h"
#include "rest/client.h"
#include "rest/http/httpresponse.h"
#include "rest/http/pathpattern.h"
#include "rest/openapi/references.h"
#include "rest/restserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

#include <map>

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

QJsonValue closed(const QJsonValue &schema);

QJsonValue eachClosed(const QJsonValue &schemas)
{
    if (schemas.isArray()) {
        QJsonArray all;
        for (const auto &one : schemas.toArray())
            all.append(closed(one));
        return all;
    }
    QJsonObject all = schemas.toObject();
    for (auto one = all.begin(); one != all.end(); ++one)
        one.value() = closed(one.value());
    return all;
}

/// The schema without members that it does not name.
QJsonValue closed(const QJsonValue &schema)
{
    if (!schema.isObject())
        return schema;
    QJsonObject object = schema.toObject();
    for (const QString &key : {u"items"_s, u"additionalProperties"_s, u"not"_s}) {
        if (object.contains(key))
            object.insert(key, closed(object.value(key)));
    }
    for (const QString &key : {u"properties"_s, u"anyOf"_s, u"oneOf"_s}) {
        if (object.contains(key))
            object.insert(key, eachClosed(object.value(key)));
    }
    if (object.contains(u"properties"_s) && !object.contains(u"additionalProperties"_s))
        object.insert(u"additionalProperties"_s, false);
    return object;
}

/// Those of rules files are closed as they have to be.
QJsonObject closedComponents(const QJsonObject &document)
{
    QJsonObject schemas = document.value(u"components"_s)[u"schemas"_s].toObject();
    for (auto schema = schemas.begin(); schema != schemas.end(); ++schema) {
        if (!schema.key().startsWith(u"rules."_s))
            schema.value() = closed(schema.value());
    }
    return {{u"schemas"_s, schemas}};
}

/// valijson takes a whole number for an integer only when an int has room for it, and cursors may be larger.
QJsonValue withSmallIntegers(const QJsonValue &value)
{
    constexpr double most = std::numeric_limits<int>::max();
    if (value.isDouble() && value.toDouble() > most && value.toInteger(-1) >= 0)
        return most;
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &element : value.toArray())
            array.append(withSmallIntegers(element));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        member.value() = withSmallIntegers(member.value());
    return object;
}

QJsonObject fetched()
{
    Engine engine({.workers = 1});
    Rest::RestServer server(engine, {.port = 0});
    const auto url = server.listen();
    if (!url)
        return {};
    QNetworkAccessManager network;
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url->resolved(QUrl(u"/openapi.json"_s)))));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    return finished.wait() ? QJsonDocument::fromJson(reply->readAll()).object() : QJsonObject();
}

} // namespace

/// The schemas that were needed so far, by their text.
class ApiDescription::Schemas
{
public:
    explicit Schemas(QJsonObject components)
        : m_components(std::move(components))
    {}

    const valijson::Schema &compiled(const QJsonObject &schema)
    {
        auto &known = m_known[QJsonDocument(schema).toJson(QJsonDocument::Compact)];
        if (!known) {
            const QJsonValue root(
                QJsonObject{{u"allOf"_s, QJsonArray{closed(schema)}}, {u"components"_s, m_components}});
            known = std::make_unique<valijson::Schema>();
            valijson::SchemaParser().populateSchema(valijson::adapters::QtJsonAdapter(root), *known);
        }
        return *known;
    }

private:
    QJsonObject m_components;
    std::map<QByteArray, std::unique_ptr<valijson::Schema>> m_known;
};

ApiDescription::ApiDescription(const QJsonObject &document)
    : m_document(document)
    , m_schemas(std::make_unique<Schemas>(closedComponents(document)))
{}

ApiDescription::~ApiDescription() = default;

ApiDescription &ApiDescription::served()
{
    static ApiDescription description(fetched());
    return description;
}

void ApiDescription::check(const QByteArray &method, const QString &pathAndQuery, const Answer &answer)
{
    const QString fault = served().faultOf(method, pathAndQuery, answer);
    if (!fault.isEmpty())
        QTest::qFail(qPrintable(u"%1 %2: not as in /openapi.json: %3\n%4"_s.arg(
                         QString::fromLatin1(method), pathAndQuery, fault,
                         QString::fromUtf8(answer.body.first(qMin<qsizetype>(2000, answer.body.size()))))),
                     __FILE__, __LINE__);
}

QJsonObject ApiDescription::responseOf(const QByteArray &method, const QString &pathAndQuery, int status) const
{
    const QJsonObject paths = m_document.value(u"paths"_s).toObject();
    const auto target = Rest::RequestTarget::parse(pathAndQuery.toUtf8());
    QJsonObject path;
    QByteArray rank;
    for (auto one = paths.begin(); target && one != paths.end(); ++one) {
        const Rest::PathPattern pattern(one.key());
        if (pattern.match(*target) && (path.isEmpty() || rank < pattern.rank())) {
            path = one.value().toObject();
            rank = pattern.rank();
        }
    }
    const QString verb = QString::fromLatin1(method == "HEAD" ? "get"_ba : method.toLower());
    const QJsonObject any = paths.value(u"/livez"_s)[u"get"_s][u"responses"_s].toObject();
    QJsonObject responses = path.value(verb).toObject().value(u"responses"_s).toObject();
    if (responses.isEmpty()) { // the answers that are the same everywhere, and the one that says so
        responses = any;
        responses.remove(u"200"_s);
        responses.insert(path.isEmpty() ? u"404"_s : u"405"_s, responses.value(u"400"_s));
    }
    return Rest::References::resolved(m_document, u"responses", responses.value(QString::number(status)).toObject());
}

QString ApiDescription::faultOfFields(const QJsonObject &response, const Answer &answer) const
{
    const QJsonObject described = response.value(u"headers"_s).toObject();
    const QJsonObject components = m_document.value(u"components"_s)[u"headers"_s].toObject();
    for (const QString &name : {u"ETag"_s, u"Location"_s}) {
        const bool isThere = !answer.field(name.toLatin1()).isEmpty();
        if (isThere && !described.contains(name))
            return u"the field "_s + name;
        if (!isThere && described.contains(name) && components.value(name)[u"required"_s].toBool())
            return u"no field "_s + name;
    }
    return {};
}

QString ApiDescription::faultOf(const QByteArray &method, const QString &pathAndQuery, const Answer &answer)
{
    if (answer.status == 0)
        return {};
    ++m_checked;
    const QJsonObject response = responseOf(method, pathAndQuery, answer.status);
    if (response.isEmpty())
        return u"the status %1"_s.arg(answer.status);
    const QString type = QString::fromLatin1(answer.field("content-type")).section(u';', 0, 0);
    const QJsonObject content = response.value(u"content"_s).toObject();
    if (!content.contains(type))
        return u"the type \"%1\" with status %2"_s.arg(type).arg(answer.status);
    if (const QString fault = faultOfFields(response, answer); !fault.isEmpty())
        return fault;
    if (method == "HEAD")
        return answer.body.isEmpty() ? QString() : u"a body"_s;
    if (!type.endsWith(u"json"_s))
        return {};
    QJsonParseError error{};
    const QJsonDocument body = QJsonDocument::fromJson(answer.body, &error);
    if (error.error != QJsonParseError::NoError)
        return u"no JSON: "_s + error.errorString();
    return faultOf(body.isArray() ? QJsonValue(body.array()) : QJsonValue(body.object()),
                   content.value(type)[u"schema"_s].toObject());
}

QString ApiDescription::faultOf(const QJsonValue &value, const QJsonObject &schema)
{
    valijson::ValidationResults results;
    const QJsonValue shown = withSmallIntegers(value);
    if (valijson::Validator().validate(m_schemas->compiled(schema), valijson::adapters::QtJsonAdapter(shown), &results))
        return {};
    QStringList faults;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        QString place;
        for (const std::string &part : error.context)
            place += QString::fromStdString(part);
        faults.append(place + u": "_s + QString::fromStdString(error.description));
    }
    return faults.isEmpty() ? u"not of the schema"_s : faults.join(u"; "_s);
}

} // namespace Standin
