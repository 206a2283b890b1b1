// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/template/template.h"

#include "base/json.h"
#include "profile/template/templatecompiler.h"
#include "profile/template/templatescope.h"

namespace Standin {

using namespace Qt::StringLiterals;

Result<Template> Template::compile(const QByteArray &text, const QStringList &correlationKeys)
{
    Template compiled;
    compiled.m_text = text;
    if (!text.contains('{')) {
        if (!text.isEmpty())
            compiled.m_parts = {{Place::Literal, text}};
        return compiled;
    }
    auto parts = TemplateCompiler(text, correlationKeys, TemplateCompiler::Syntax::Json).run();
    if (!parts || !TemplateCompiler::isJson(text, *parts))
        parts = TemplateCompiler(text, correlationKeys, TemplateCompiler::Syntax::PlainText).run();
    if (!parts)
        return Failure(parts.error());
    compiled.m_parts = std::move(*parts);
    return compiled;
}

QString Template::escaped(QString literal)
{
    return literal.replace(u"${"_s, u"$${"_s);
}

QByteArray Template::render(TemplateScope &scope) const
{
    if (m_parts.size() == 1 && m_parts.first().place == Place::Literal)
        return m_parts.first().literal;
    QByteArray out;
    out.reserve(m_text.size() + 32);
    for (const Part &part : m_parts)
        append(out, part, scope);
    return out;
}

QByteArray Template::renderNames(TemplateScope &scope) const
{
    QByteArray out;
    for (const Part &part : m_parts) {
        if (part.place == Place::Literal || scope.knows(part.expression))
            append(out, part, scope);
        else
            out += part.source;
    }
    return out;
}

QList<Expression> Template::names() const
{
    QList<Expression> names;
    for (const Part &part : m_parts) {
        if (part.place != Place::Literal && !part.expression.isCall)
            names.append(part.expression);
    }
    return names;
}

QString Template::firstWithoutValue(TemplateScope &scope) const
{
    for (const Part &part : m_parts) {
        if (part.place != Place::Literal && !part.expression.isCall && scope.evaluate(part.expression).isNull())
            return QString::fromUtf8(part.source);
    }
    return {};
}

void Template::append(QByteArray &out, const Part &part, TemplateScope &scope)
{
    switch (part.place) {
    case Place::Literal:
        out += part.literal;
        break;
    case Place::JsonValue:
        out += Json::toCompact(scope.evaluate(part.expression));
        break;
    case Place::InJsonString: {
        const QJsonValue value = scope.evaluate(part.expression);
        const QByteArray text = Json::quoted(value.isNull() ? QString() : Json::toPlainText(value));
        out += QByteArrayView(text).sliced(1, text.size() - 2);
        break;
    }
    case Place::PlainText: {
        const QJsonValue value = scope.evaluate(part.expression);
        out += value.isNull() ? QByteArray() : Json::toPlainText(value).toUtf8();
        break;
    }
    }
}

} // namespace Standin
