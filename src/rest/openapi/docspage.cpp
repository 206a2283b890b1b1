// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/openapi/docspage.h"

#include "rest/openapi/components.h"
#include "rest/openapi/curlline.h"
#include "rest/openapi/references.h"
#include "rest/openapi/schemahtml.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

struct Operation
{
    QString method;
    QString path;
    QJsonObject json;

    [[nodiscard]] QString id() const { return json.value(u"operationId"_s).toString(); }
};

/// Those of a tag, by path, and of a path in the usual order.
QList<Operation> operationsOf(const QJsonObject &document, const QString &tag)
{
    QList<Operation> found;
    const QJsonObject paths = document.value(u"paths"_s).toObject();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        for (const QString &method : {u"get"_s, u"post"_s, u"put"_s, u"patch"_s, u"delete"_s}) {
            const QJsonObject json = path.value()[method].toObject();
            if (json.value(u"tags"_s).toArray().contains(tag))
                found.append({method.toUpper(), path.key(), json});
        }
    }
    return found;
}

QString methodHtml(const Operation &operation)
{
    return u"<span class=\"method %1\">%2</span>"_s.arg(operation.method.toLower(), operation.method);
}

QString parametersHtml(const QJsonObject &document, const QJsonObject &operation)
{
    QString rows;
    for (const auto &value : operation.value(u"parameters"_s).toArray()) {
        const QJsonObject parameter = References::resolved(document, u"parameters", value.toObject());
        rows += u"<tr><td><code>%1</code>%2</td><td>%3</td><td>%4</td><td>%5</td></tr>"_s.arg(
            parameter.value(u"name"_s).toString().toHtmlEscaped(),
            parameter.value(u"required"_s).toBool() ? u"<sup title=\"required\">*</sup>"_s : QString(),
            parameter.value(u"in"_s).toString(), SchemaHtml::typeOf(parameter.value(u"schema"_s).toObject()),
            parameter.value(u"description"_s).toString().toHtmlEscaped());
    }
    return rows.isEmpty()
               ? rows
               : u"<table><tr><th>Parameter</th><th>In</th><th>Type</th><th></th></tr>"_s + rows + u"</table>"_s;
}

QString answerHtml(const QString &status, const QJsonObject &answer)
{
    QString types;
    const QJsonObject content = answer.value(u"content"_s).toObject();
    for (auto type = content.begin(); type != content.end(); ++type)
        types += SchemaHtml::typeOf(type.value()[u"schema"_s].toObject()) + u" <small>"_s + type.key() + u"</small>"_s;
    return u"<tr><td>%1</td><td>%2</td><td>%3</td></tr>"_s.arg(
        status, answer.value(u"description"_s).toString().toHtmlEscaped(), types);
}

/// Answers of their own in a table, then the statuses of problems.
QString answersHtml(const QJsonObject &operation)
{
    QString rows;
    QStringList problems;
    const QJsonObject responses = operation.value(u"responses"_s).toObject();
    for (auto response = responses.begin(); response != responses.end(); ++response) {
        const QJsonObject answer = response.value().toObject();
        if (References::nameIn(answer).isEmpty())
            rows += answerHtml(response.key(), answer);
        else
            problems.append(response.key());
    }
    return u"<table><tr><th>Status</th><th></th><th>Answer</th></tr>%1</table><p><small>Also a <a href=\"#schema-Problem\">problem</a> with %2.</small></p>"_s
        .arg(rows, problems.join(u", "_s));
}

QString operationHtml(const QJsonObject &document, const Operation &operation)
{
    const QJsonObject body =
        operation.json.value(u"requestBody"_s)[u"content"_s][u"application/json"_s][u"schema"_s].toObject();
    QString html = u"<article id=\"%1\"><h3>%2 <code>%3</code></h3><p>%4</p>"_s.arg(
        operation.id(), methodHtml(operation), operation.path.toHtmlEscaped(),
        operation.json.value(u"summary"_s).toString().toHtmlEscaped());
    html += u"<pre class=\"command\">"_s + CurlLine::of(document, operation.method, operation.path, operation.json) +
            u"</pre>"_s;
    html += parametersHtml(document, operation.json);
    if (!body.isEmpty())
        html += u"<p>Body: "_s + SchemaHtml::typeOf(body) + u"</p>"_s;
    return html + answersHtml(operation.json) + u"</article>"_s;
}

QString tagHtml(const QJsonObject &document, const QJsonObject &tag)
{
    const QString name = tag.value(u"name"_s).toString();
    QString html = u"<section><h2>%1</h2><p>%2</p>"_s.arg(name.toHtmlEscaped(),
                                                          tag.value(u"description"_s).toString().toHtmlEscaped());
    for (const Operation &operation : operationsOf(document, name))
        html += operationHtml(document, operation);
    return html + u"</section>"_s;
}

QString schemasHtml(const QJsonObject &document)
{
    const QJsonObject schemas = document.value(u"components"_s)[u"schemas"_s].toObject();
    QString html = u"<section><h2>Schemas</h2>"_s;
    for (auto schema = schemas.begin(); schema != schemas.end(); ++schema)
        html += u"<article id=\"schema-%1\"><h3>%1</h3>%2</article>"_s.arg(
            schema.key().toHtmlEscaped(), SchemaHtml::details(schema.value().toObject()));
    return html + u"</section>"_s;
}

QString contentsHtml(const QJsonObject &document)
{
    QString html = u"<nav><p class=\"name\">Standin REST</p>"_s;
    for (const auto &tag : document.value(u"tags"_s).toArray()) {
        const QString name = tag.toObject().value(u"name"_s).toString();
        html += u"<details open><summary>"_s + name.toHtmlEscaped() + u"</summary><ul>"_s;
        for (const Operation &operation : operationsOf(document, name))
            html += u"<li><a href=\"#%1\">%2 %3</a></li>"_s.arg(operation.id(), methodHtml(operation),
                                                                operation.path.toHtmlEscaped());
        html += u"</ul></details>"_s;
    }
    return html + u"</nav>"_s;
}

} // namespace

QByteArray DocsPage::of(const QJsonObject &document)
{
    const QJsonObject info = document.value(u"info"_s).toObject();
    QString body = u"<header><h1>%1 %2</h1><p>%3</p></header>"_s.arg(
        info.value(u"title"_s).toString().toHtmlEscaped(), info.value(u"version"_s).toString().toHtmlEscaped(),
        info.value(u"description"_s).toString().toHtmlEscaped());
    body +=
        u"<p>One click on a command selects it. If the program was started with a token, set <code>TOKEN</code> in the shell, and add <code>-H \"Authorization: Bearer $TOKEN\"</code> where it is missing. The same for programs: <a href=\"openapi.json\">openapi.json</a>.</p>"_s;
    for (const auto &tag : document.value(u"tags"_s).toArray())
        body += tagHtml(document, tag.toObject());
    body += schemasHtml(document);
    const QByteArray style = Components::file(u"docs.css"_s);
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Standin "
           "REST</title><style>" +
           style + "</style></head><body>" + contentsHtml(document).toUtf8() + "<main>" + body.toUtf8() +
           "</main></body></html>\n";
}

QByteArray DocsPage::policy()
{
    const QByteArray hash =
        QCryptographicHash::hash(Components::file(u"docs.css"_s), QCryptographicHash::Sha256).toBase64();
    return "default-src 'none'; style-src 'sha256-" + hash +
           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

} // namespace Standin::Rest
