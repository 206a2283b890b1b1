// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/openapi/schemahtml.h"

#include "rest/openapi/references.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

namespace Standin::Rest {

using namespace Qt::StringLiterals;

namespace {

QString codeOf(const QJsonValue &value)
{
    const QString text = value.isString() ? value.toString()
                         : value.isNull() ? u"null"_s
                                          : value.toVariant().toString();
    return u"<code>"_s + text.toHtmlEscaped() + u"</code>"_s;
}

QString joined(const QJsonArray &values, QString (*textOf)(const QJsonValue &))
{
    QStringList texts;
    for (const auto &value : values)
        texts.append(textOf(value));
    texts.removeDuplicates();
    return texts.join(u" or "_s);
}

/// "1 to 10000", as far as there are bounds.
QString boundsOf(const QJsonObject &schema)
{
    const QJsonValue least = schema.value(u"minimum"_s);
    const QJsonValue most = schema.value(u"maximum"_s);
    const auto number = [](const QJsonValue &value) { return QString::number(value.toDouble(), 'g', 12); };
    if (least.isUndefined() && most.isUndefined())
        return {};
    if (most.isUndefined())
        return u", "_s + number(least) + u" or more"_s;
    return u", "_s + (least.isUndefined() ? QString() : number(least)) + u" to "_s + number(most);
}

QString typeOfValue(const QJsonValue &schema)
{
    return SchemaHtml::typeOf(schema.toObject());
}

QString memberRow(const QString &name, const QJsonObject &schema, bool isRequired)
{
    QString text = schema.value(u"description"_s).toString().toHtmlEscaped();
    if (schema.contains(u"default"_s))
        text += u" Default: "_s + codeOf(schema.value(u"default"_s));
    return u"<tr><td><code>%1</code>%2</td><td>%3</td><td>%4</td></tr>"_s.arg(
        name.toHtmlEscaped(), isRequired ? u"<sup title=\"required\">*</sup>"_s : QString(), SchemaHtml::typeOf(schema),
        text);
}

QString examplesOf(const QJsonObject &schema)
{
    QString html;
    for (const auto &example : schema.value(u"examples"_s).toArray()) {
        if (example.toObject().isEmpty())
            continue;
        const QByteArray text = QJsonDocument(example.toObject()).toJson(QJsonDocument::Indented).trimmed();
        html += u"<pre>"_s + QString::fromUtf8(text).toHtmlEscaped() + u"</pre>"_s;
    }
    return html;
}

} // namespace

QString SchemaHtml::typeOf(const QJsonObject &schema)
{
    if (const QString name = References::nameIn(schema); !name.isEmpty())
        return u"<a href=\"#schema-%1\">%1</a>"_s.arg(name.toHtmlEscaped());
    if (schema.contains(u"enum"_s))
        return joined(schema.value(u"enum"_s).toArray(), codeOf);
    if (schema.contains(u"const"_s))
        return codeOf(schema.value(u"const"_s));
    for (const QString &key : {u"anyOf"_s, u"oneOf"_s}) {
        if (schema.contains(key) && !schema.contains(u"properties"_s))
            return joined(schema.value(key).toArray(), typeOfValue);
    }
    const QJsonValue type = schema.value(u"type"_s);
    if (type == u"array"_s)
        return u"list of "_s + typeOfValue(schema.value(u"items"_s));
    const QString name = type.isArray() ? joined(type.toArray(), [](const QJsonValue &one) { return one.toString(); })
                                        : type.toString(u"any value"_s);
    return name + boundsOf(schema);
}

QString SchemaHtml::details(const QJsonObject &schema)
{
    const QJsonObject members = schema.value(u"properties"_s).toObject();
    QString html = schema.value(u"description"_s).toString(schema.value(u"title"_s).toString()).toHtmlEscaped();
    if (!html.isEmpty())
        html = u"<p>"_s + html + u"</p>"_s;
    if (members.isEmpty())
        return html + u"<p>"_s + typeOf(schema) + u"</p>"_s + examplesOf(schema);
    const QJsonArray required = schema.value(u"required"_s).toArray();
    html += u"<table><tr><th>Member</th><th>Type</th><th></th></tr>"_s;
    for (auto member = members.begin(); member != members.end(); ++member)
        html += memberRow(member.key(), member.value().toObject(), required.contains(member.key()));
    return html + u"</table>"_s + examplesOf(schema);
}

} // namespace Standin::Rest
