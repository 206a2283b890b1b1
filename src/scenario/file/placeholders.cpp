// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/file/placeholders.h"

#include "base/jsonbuilder.h"
#include "base/jsonreader.h"

#include <QHash>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// The index behind the closing brace of the expression that begins at `begin` with "${"; -1 if there is none.
qsizetype endOfExpression(QStringView text, qsizetype begin)
{
    int depth = 0;
    QChar quote;
    for (qsizetype i = begin + 1; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (c == u'\'' || c == u'"')
            quote = c;
        else if (c == u'{')
            ++depth;
        else if (c == u'}' && --depth == 0)
            return i + 1;
    }
    return -1;
}

bool isOneExpression(QStringView text)
{
    return text.startsWith(u"${") && endOfExpression(text, 0) == text.size();
}

/// A value of the type that the key of a pattern needs.
JsonText placeholderAt(const QString &key)
{
    static const QHash<QString, QByteArray> others = {
        {u"greaterThan"_s, "0"}, {u"lessThan"_s, "0"},  {u"size"_s, "0"},     {u"qos"_s, "0"},
        {u"topicLevel"_s, "0"},  {u"retain"_s, "true"}, {u"dup"_s, "true"},   {u"absent"_s, "true"},
        {u"present"_s, "true"},  {u"in"_s, "[\"x\"]"},  {u"hex"_s, "\"00\""}, {u"jsonPointer"_s, "\"/x\""}};
    return JsonText::parse(others.value(key, "\"x\"")).value();
}

JsonText placed(const JsonText &json, const QString &key)
{
    if (json.isString()) {
        const QString text = json.toString();
        return isOneExpression(text) ? placeholderAt(key) : JsonText::string(withPlaceholders(text));
    }
    if (!json.isArray() && !json.isObject())
        return json;
    const JsonParts parts(json);
    JsonBuilder built;
    if (json.isArray()) {
        for (qsizetype i = 0; i < parts.size(); ++i)
            built.append(placed(parts.value(i), {}));
        return built.array();
    }
    const auto places = parts.indexes();
    for (const QString &name : JsonReader(json).keys())
        built.add(name, placed(parts.value(places.value(name)), name));
    return built.object();
}

} // namespace

JsonText withPlaceholders(const JsonText &json)
{
    return json.text().contains("${") ? placed(json, {}) : json;
}

QString withPlaceholders(const QString &text)
{
    QString out;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype next = text.indexOf(u"${", at);
        const qsizetype end = next < 0 ? -1 : endOfExpression(text, next);
        if (end < 0)
            break;
        const bool isEscape = next > at && text[next - 1] == u'$';
        out += text.sliced(at, (isEscape ? end : next) - at) + (isEscape ? QString() : u"x"_s);
        at = end;
    }
    return out + text.sliced(at);
}

} // namespace Standin::Scenarios
