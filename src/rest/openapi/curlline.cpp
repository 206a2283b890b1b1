// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/openapi/curlline.h"

#include "base/shellword.h"
#include "rest/openapi/references.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

// No example and no description contains these.
constexpr QByteArrayView hostPlace = "[[HOST]]";
constexpr QByteArrayView tokenPlace = "[[TOKEN]]";

QString bodyOf(const QJsonObject &document, const QJsonObject &operation)
{
    const QJsonObject schema =
        operation.value(u"requestBody"_s)[u"content"_s][u"application/json"_s][u"schema"_s].toObject();
    const QJsonArray examples = References::resolved(document, u"schemas", schema).value(u"examples"_s).toArray();
    if (schema.isEmpty() || examples.isEmpty() || examples.at(0).toObject().isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(examples.at(0).toObject()).toJson(QJsonDocument::Compact));
}

/// The path with examples as arguments, and with what the query must have.
QString targetOf(const QJsonObject &document, QString path, const QJsonObject &operation)
{
    const QJsonArray parameters = operation.value(u"parameters"_s).toArray();
    QStringList query;
    for (const auto &value : parameters) {
        const QJsonObject parameter = References::resolved(document, u"parameters", value.toObject());
        const QString name = parameter.value(u"name"_s).toString();
        const QString example = parameter.value(u"example"_s).toString();
        if (parameter.value(u"in"_s) == u"path"_s)
            path.replace(u'{' + name + u'}', example);
        else if (parameter.value(u"required"_s).toBool())
            query.append(name + u'=' + example);
    }
    return query.isEmpty() ? path : path + u'?' + query.join(u'&');
}

} // namespace

QString CurlLine::of(const QJsonObject &document, const QString &method, const QString &path,
                     const QJsonObject &operation)
{
    const QString body = bodyOf(document, operation);
    const bool isStream =
        operation.value(u"responses"_s)[u"200"_s][u"content"_s].toObject().contains(u"text/event-stream"_s);
    QString line = isStream ? u"curl -N"_s : u"curl"_s;
    if (method != u"GET" && (method != u"POST" || body.isEmpty()))
        line += u" -X "_s + method;
    line += QString::fromLatin1(tokenPlace);
    line += u" 'http://"_s + QString::fromLatin1(hostPlace) + targetOf(document, path, operation) + u'\'';
    if (!body.isEmpty())
        line += u" -d "_s + shellQuoted(body);
    return line.toHtmlEscaped();
}

QByteArray CurlLine::completed(QByteArray page, const QByteArray &host, bool withToken)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9.:\\[\\]_-]{1,255}$"_s);
    const bool isPlain = plain.match(QString::fromLatin1(host)).hasMatch();
    page.replace(hostPlace, isPlain ? host : "127.0.0.1:8000"_ba);
    page.replace(tokenPlace, withToken ? R"( -H "Authorization: Bearer $TOKEN")"_ba : ""_ba);
    return page;
}

} // namespace Standin::Rest
