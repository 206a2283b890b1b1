// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/template.h"

#include "base/json.h"
#include "template/templatecompiler.h"
#include "template/templatescope.h"
#include "template/topics.h"

#include <algorithm>
#include <cctype>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// The plain text of the value, as written between the quotes of a string. The text of a string is unchanged.
QByteArray insideOfString(const JsonText &value)
{
    const QByteArray text = value.isString() ? value.text().toByteArray() : Json::quoted(value.toPlainText());
    return text.sliced(1, text.size() - 2);
}

/// Without the functions. Of `topics` also the part, of all others only the name.
QList<Expression> namesOf(const Script &script)
{
    QList<Expression> names;
    for (const ScriptName &name : script.names()) {
        if (Expression::functionNames().contains(name.name))
            continue;
        if (name.name != u"topics") {
            names.append({.path = {name.name}});
            continue;
        }
        for (const QString &topic : Topics::names()) {
            if (!name.pathsOf(topic).isEmpty())
                names.append({.path = {name.name, topic}});
        }
    }
    return names;
}

} // namespace

Result<Template> Template::compile(const QByteArray &text, const TemplateNames &names)
{
    Template compiled;
    compiled.m_text = text;
    // Plain braces are an older spelling of correlation keys only.
    if (names.correlation.isEmpty() ? !text.contains("${") : !text.contains('{')) {
        if (!text.isEmpty())
            compiled.m_parts = {{Place::Literal, text}};
        return compiled;
    }
    TemplateCompiler json(text, names, TemplateCompiler::Syntax::Json);
    TemplateCompiler plain(text, names, TemplateCompiler::Syntax::PlainText);
    auto parts =
        json.split() && json.isJson() ? json.compiled() : plain.split().and_then([&] { return plain.compiled(); });
    if (!parts)
        return Failure(parts.error());
    compiled.m_parts = std::move(*parts);
    return compiled;
}

QString Template::escaped(QString literal)
{
    return literal.replace(u"${"_s, u"$${"_s);
}

Result<QByteArray> Template::render(TemplateScope &scope, qsizetype most) const
{
    QByteArray out;
    const bool isLiteral = m_parts.size() == 1 && m_parts.first().place == Place::Literal;
    if (isLiteral)
        out = m_parts.first().literal;
    else
        out.reserve(std::min(m_text.size(), most) + 32);
    for (qsizetype i = 0; !isLiteral && i < m_parts.size() && out.size() <= most; ++i) {
        const Part &part = m_parts[i];
        if (part.place == Place::Literal)
            out += part.literal;
        else if (!part.script)
            append(out, part.place, scope.evaluate(part.expression));
        else if (const auto appended = appendScript(out, part, scope); !appended)
            return Failure(appended.error());
    }
    if (out.size() > most)
        return failure(ErrorCode::TooLarge, u"longer than %1 bytes with the values of its expressions"_s.arg(most));
    return out;
}

Result<QString> Template::renderName(TemplateScope &scope) const
{
    return render(scope, mostNameBytes).map([](const QByteArray &text) { return JsonText::decoded(text); });
}

qsizetype Template::memoryOf(QByteArrayView text)
{
    constexpr qsizetype ofExpression = sizeof(Part) + 200;
    qsizetype expressions = 0;
    for (qsizetype brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', brace + 1)) {
        const char next = brace + 1 < text.size() ? text[brace + 1] : '}';
        const bool beginsWithName = std::isalpha(static_cast<uchar>(next)) || next == '_'; // an older spelling
        if (beginsWithName || (brace > 0 && text[brace - 1] == '$'))
            ++expressions;
    }
    return text.size() + expressions * ofExpression;
}

QByteArray Template::renderNames(TemplateScope &scope) const
{
    QByteArray out;
    for (const Part &part : m_parts) {
        if (out.size() > mostNameBytes)
            break;
        if (part.place == Place::Literal)
            out += part.literal;
        else if (!part.script && scope.knows(part.expression))
            append(out, part.place, scope.evaluate(part.expression));
        else
            out += part.source;
    }
    return out;
}

Result<QByteArray> Template::renderPartly(TemplateScope &scope, const QStringList &roots) const
{
    QByteArray out;
    QByteArray literal; // since the last expression that stays
    const auto flush = [&out, &literal](bool isBeforeExpression) {
        literal.replace("${", "$${");
        // "$" and the "${" of an expression together would be an escape.
        if (isBeforeExpression && literal.endsWith('$'))
            literal.replace(literal.size() - 1, 1, "${pick('$')}");
        out += std::exchange(literal, {});
    };
    for (const Part &part : m_parts) {
        if (out.size() + literal.size() > mostPayloadBytes)
            return failure(ErrorCode::TooLarge, u"longer than %1 bytes with its values"_s.arg(mostPayloadBytes));
        const bool isOfScope = part.place != Place::Literal && !part.script && !part.expression.isCall &&
                               roots.contains(part.expression.path.first());
        const JsonText value = isOfScope ? scope.evaluate(part.expression) : JsonText();
        if (part.place == Place::Literal) {
            literal += part.literal;
        } else if (!value.isUndefined() && !value.isNull()) {
            append(literal, part.place, value);
        } else {
            flush(true);
            out += part.source;
        }
    }
    flush(false);
    return out;
}

QList<Script> Template::scripts() const
{
    QList<Script> scripts;
    for (const Part &part : m_parts) {
        if (part.script)
            scripts.append(*part.script);
    }
    return scripts;
}

QList<Expression> Template::names() const
{
    QList<Expression> names;
    for (const Part &part : m_parts) {
        if (part.script)
            names += namesOf(*part.script);
        else if (part.place != Place::Literal && !part.expression.isCall)
            names.append(part.expression);
    }
    return names;
}

QString Template::firstWithoutValue(TemplateScope &scope) const
{
    const auto hasValue = [&scope](const Part &part) {
        if (!part.script)
            return part.expression.isCall || !scope.evaluate(part.expression).isNull();
        // It is not run once more, because it may call seq(). Its correlation keys are looked at.
        return std::ranges::all_of(namesOf(*part.script), [&scope](const Expression &name) {
            return name.path.first() == u"command" || !scope.evaluate(name).isNull();
        });
    };
    for (const Part &part : m_parts) {
        if (part.place != Place::Literal && !hasValue(part))
            return QString::fromUtf8(part.source);
    }
    return {};
}

void Template::append(QByteArray &out, Place place, const JsonText &value)
{
    if (place == Place::JsonValue)
        out += value.toCompact();
    else if (value.isNull())
        return;
    else if (place == Place::PlainText)
        out += value.toPlainText().toUtf8();
    else
        out += insideOfString(value);
}

Result<> Template::appendScript(QByteArray &out, const Part &part, TemplateScope &scope)
{
    return part.script->evaluate(scope).map([&](const JsonText &value) { append(out, part.place, value); });
}

} // namespace Standin
