// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/templatecompiler.h"

#include "base/json.h"
#include "base/jsonsyntax.h"
#include "template/scriptscanner.h"

#include <algorithm>
#include <cctype>

namespace Standin {

TemplateCompiler::TemplateCompiler(const QByteArray &text, const TemplateNames &names, Syntax syntax)
    : m_text(text)
    , m_names(names)
    , m_syntax(syntax)
{
    for (const QString &key : names.correlation)
        m_longestKey = std::max(m_longestKey, key.toUtf8().size());
}

Result<> TemplateCompiler::split()
{
    const bool json = m_syntax == Syntax::Json;
    while (m_at < m_text.size() && m_status) {
        const char c = m_text[m_at];
        if (startsWith("$${")) {
            m_literal += "${";
            m_at += 3;
        } else if (startsWith("${")) {
            m_status = takeExpression(sourceAt(m_at + 2));
        } else if (c == '{' && takeOlderSpelling()) {
            continue;
        } else if (json && m_inString && c == '\\') {
            m_literal += m_text.sliced(m_at, std::min<qsizetype>(2, m_text.size() - m_at));
            m_at += 2;
        } else if (json && !m_inString && startsWith("\"${")) {
            m_status = takeBeginOfString();
        } else if (json && c == '"') {
            m_inString = !m_inString;
            m_literal += c;
            m_stringBegin = ++m_at;
        } else {
            m_literal += c;
            ++m_at;
        }
    }
    flushLiteral();
    return m_status;
}

Result<> TemplateCompiler::takeExpression(const Source &source)
{
    if (source.end < 0)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("${ without its closing brace; write $${ for a plain ${"));
    const auto place = m_syntax == Syntax::PlainText ? Template::Place::PlainText
                       : m_inString                  ? Template::Place::InJsonString
                                                     : Template::Place::JsonValue;
    const qsizetype begin = std::exchange(m_at, source.end + 1);
    return addExpression(source, place, begin, m_at);
}

bool TemplateCompiler::takeOlderSpelling()
{
    // Up to the next brace of either kind: so no text is looked at again and again.
    const qsizetype last = std::min(m_text.size(), m_at + m_longestKey + 2);
    qsizetype end = m_at + 1;
    while (end < last && m_text[end] != '{' && m_text[end] != '}')
        ++end;
    if (end >= last || m_text[end] != '}')
        return false;
    const QString name = QString::fromUtf8(m_text.sliced(m_at + 1, end - m_at - 1));
    if (!m_names.correlation.contains(name, Qt::CaseInsensitive))
        return false;
    const bool wholeString = m_inString && m_at == m_stringBegin && end + 1 < m_text.size() && m_text[end + 1] == '"';
    const auto place = m_syntax == Syntax::PlainText ? Template::Place::PlainText
                       : m_inString && !wholeString  ? Template::Place::InJsonString
                                                     : Template::Place::JsonValue;
    if (wholeString) {
        m_literal.chop(1);
        m_inString = false;
    }
    const Source source{.end = end, .text = name, .expression = Expression::parse(name, m_names)};
    m_status = addExpression(source, place, m_at - (wholeString ? 1 : 0), end + (wholeString ? 2 : 1));
    m_at = end + (wholeString ? 2 : 1);
    return true;
}

Result<> TemplateCompiler::takeBeginOfString()
{
    m_inString = true; // its source has the escapes of a JSON string
    const Source source = sourceAt(m_at + 3);
    if (isWholeString(source)) {
        m_inString = false;
        const qsizetype begin = std::exchange(m_at, source.end + 2);
        return addExpression(source, Template::Place::JsonValue, begin, m_at);
    }
    m_literal += '"';
    m_stringBegin = ++m_at;
    return takeExpression(source);
}

bool TemplateCompiler::isWholeString(const Source &source) const
{
    const qsizetype end = source.end;
    if (end < 0 || end + 1 >= m_text.size() || m_text[end + 1] != '"')
        return false;
    qsizetype next = end + 2;
    while (next < m_text.size() && std::isspace(static_cast<uchar>(m_text[next])))
        ++next;
    return next >= m_text.size() || m_text[next] != ':'; // a key has to remain a string
}

qsizetype TemplateCompiler::endOfExpression(qsizetype from) const
{
    char quote = 0;
    const qsizetype last = std::min(m_text.size(), from + maxExpressionBytes);
    for (qsizetype i = from; i < last; ++i) {
        const char c = m_text[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '}') {
            return i;
        } else if (c == '\'' || (c == '"' && (!m_inString || m_text[i - 1] == '\\'))) {
            quote = c;
        } else if (c == '"') {
            return -1;
        }
    }
    return -1;
}

qsizetype TemplateCompiler::endOfScript(qsizetype from) const
{
    // The text as a script, one character for each byte or escape, and where each of them stands.
    QString script;
    QList<qsizetype> places;
    const qsizetype last = std::min(m_text.size(), from + maxExpressionBytes);
    for (qsizetype i = from; i < last; ++i) {
        const char c = m_text[i];
        places.append(i);
        if (m_inString && c == '"')
            break;
        if (m_inString && c == '\\') {
            const QByteArray escape = m_text.mid(i, m_text.mid(i + 1, 1) == "u" ? 6 : 2);
            const QString character = Json::parse('"' + escape + '"').value_or(QJsonValue()).toString();
            i += escape.size() - 1;
            script += character.isEmpty() ? QChar(u'a') : character.front();
        } else {
            script += (c & 0x80) != 0 ? QChar(u'a') : QChar(QLatin1Char(c));
        }
    }
    const qsizetype end = ScriptScanner::endOf(script);
    return end < 0 ? -1 : places[end];
}

QString TemplateCompiler::decoded(qsizetype from, qsizetype to) const
{
    const QByteArray raw = m_text.sliced(from, to - from);
    return m_inString ? Json::parse('"' + raw + '"').value_or(QJsonValue()).toString() : QString::fromUtf8(raw);
}

TemplateCompiler::Source TemplateCompiler::sourceAt(qsizetype from) const
{
    Source plain;
    plain.end = endOfExpression(from);
    if (plain.end >= 0) {
        plain.text = decoded(from, plain.end);
        plain.expression = Expression::parse(plain.text, m_names);
        if (plain.expression || Expression::isMisspelt(plain.text))
            return plain;
    }
    qsizetype end = endOfScript(from);
    if (end < 0)
        end = plain.end; // its error says what is not closed
    if (end < 0)
        return plain;
    return {.end = end, .text = decoded(from, end), .expression = {}, .isScript = true};
}

Result<> TemplateCompiler::addExpression(const Source &source, Template::Place place, qsizetype begin, qsizetype end)
{
    if (++m_expressions > maxExpressions)
        return failure(ErrorCode::LimitReached,
                       QStringLiteral("more than %1 expressions in one text").arg(maxExpressions));
    if (source.isScript && m_scripts.size() == maxScripts)
        return failure(ErrorCode::LimitReached, QStringLiteral("more than %1 scripts in one text").arg(maxScripts));
    if (!source.isScript && !source.expression)
        return Failure(source.expression.error());
    flushLiteral();
    Template::Part part{.place = place, .literal = {}, .source = m_text.sliced(begin, end - begin)};
    if (source.isScript)
        m_scripts.append({m_parts.size(), source.text});
    else
        part.expression = *source.expression;
    m_parts.append(std::move(part));
    return {};
}

Result<QList<Template::Part>> TemplateCompiler::compiled() const
{
    QList<Template::Part> parts = m_parts;
    for (const ScriptOfPart &script : m_scripts) {
        auto compiled = Script::compile(script.text, m_names);
        if (!compiled)
            return Failure(compiled.error());
        parts[script.part].script = std::move(*compiled);
    }
    return parts;
}

void TemplateCompiler::flushLiteral()
{
    if (!m_literal.isEmpty())
        m_parts.append({Template::Place::Literal, std::exchange(m_literal, {})});
}

bool TemplateCompiler::isJson() const
{
    // A text that is only one expression, such as a topic, is plain text for any value.
    const bool isBareExpression = m_parts.size() == 1 && !m_text.trimmed().startsWith('"');
    if (isBareExpression && m_parts.first().place != Template::Place::Literal)
        return false;
    QByteArray probe;
    for (const Template::Part &part : m_parts)
        probe += part.place == Template::Place::Literal ? part.literal : QByteArrayLiteral("0");
    return !JsonSyntax::check(probe);
}

} // namespace Standin
