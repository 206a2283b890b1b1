// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/templatecompiler.h"

#include "base/json.h"
#include "base/jsonsyntax.h"

#include <algorithm>
#include <cctype>

namespace Standin {

TemplateCompiler::TemplateCompiler(const QByteArray &text, const QStringList &correlationKeys, Syntax syntax)
    : m_text(text)
    , m_correlationKeys(correlationKeys)
    , m_syntax(syntax)
{
    for (const QString &key : correlationKeys)
        m_longestKey = std::max(m_longestKey, key.toUtf8().size());
}

Result<QList<Template::Part>> TemplateCompiler::run()
{
    const bool json = m_syntax == Syntax::Json;
    while (m_at < m_text.size() && m_status) {
        const char c = m_text[m_at];
        if (startsWith("$${")) {
            m_literal += "${";
            m_at += 3;
        } else if (startsWith("${")) {
            m_status = takeExpression();
        } else if (c == '{' && takeOlderSpelling()) {
            continue;
        } else if (json && m_inString && c == '\\') {
            m_literal += m_text.sliced(m_at, std::min<qsizetype>(2, m_text.size() - m_at));
            m_at += 2;
        } else if (json && c == '"') {
            if (!m_inString && takeWholeString())
                continue;
            m_inString = !m_inString;
            m_literal += c;
            m_stringBegin = ++m_at;
        } else {
            m_literal += c;
            ++m_at;
        }
    }
    flushLiteral();
    return m_status.map([this] { return m_parts; });
}

Result<> TemplateCompiler::takeExpression()
{
    const qsizetype end = endOfExpression(m_at + 2);
    if (end < 0)
        return failure(ErrorCode::InvalidArgument,
                       QStringLiteral("${ without its closing brace; write $${ for a plain ${"));
    const auto place = m_syntax == Syntax::PlainText ? Template::Place::PlainText
                       : m_inString                  ? Template::Place::InJsonString
                                                     : Template::Place::JsonValue;
    const qsizetype begin = std::exchange(m_at, end + 1);
    return addExpression(begin + 2, end, place, begin, end + 1);
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
    if (!m_correlationKeys.contains(name, Qt::CaseInsensitive))
        return false;
    const bool wholeString = m_inString && m_at == m_stringBegin && end + 1 < m_text.size() && m_text[end + 1] == '"';
    const auto place = m_syntax == Syntax::PlainText ? Template::Place::PlainText
                       : m_inString && !wholeString  ? Template::Place::InJsonString
                                                     : Template::Place::JsonValue;
    if (wholeString) {
        m_literal.chop(1);
        m_inString = false;
    }
    m_status = addExpression(m_at + 1, end, place, m_at - (wholeString ? 1 : 0), end + (wholeString ? 2 : 1));
    m_at = end + (wholeString ? 2 : 1);
    return true;
}

bool TemplateCompiler::takeWholeString()
{
    const qsizetype from = m_at + 3;
    if (!startsWith("\"${"))
        return false;
    m_inString = true;
    const qsizetype end = endOfExpression(from);
    m_inString = false;
    if (end < 0 || end + 1 >= m_text.size() || m_text[end + 1] != '"')
        return false;
    qsizetype next = end + 2;
    while (next < m_text.size() && std::isspace(static_cast<uchar>(m_text[next])))
        ++next;
    if (next < m_text.size() && m_text[next] == ':')
        return false;  // a key has to remain a string
    m_inString = true; // its source has the escapes of a JSON string
    m_status = addExpression(from, end, Template::Place::JsonValue, m_at, end + 2);
    m_inString = false;
    m_at = end + 2;
    return true;
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

Result<> TemplateCompiler::addExpression(qsizetype from, qsizetype to, Template::Place place, qsizetype begin,
                                         qsizetype end)
{
    if (++m_expressions > maxExpressions)
        return failure(ErrorCode::LimitReached,
                       QStringLiteral("more than %1 expressions in one text").arg(maxExpressions));
    const QByteArray raw = m_text.sliced(from, to - from);
    const QString source =
        m_inString ? Json::parse('"' + raw + '"').value_or(QJsonValue()).toString() : QString::fromUtf8(raw);
    auto expression = Expression::parse(source, m_correlationKeys);
    if (!expression)
        return Failure(expression.error());
    flushLiteral();
    m_parts.append({place, {}, std::move(*expression), m_text.sliced(begin, end - begin)});
    return {};
}

void TemplateCompiler::flushLiteral()
{
    if (!m_literal.isEmpty())
        m_parts.append({Template::Place::Literal, std::exchange(m_literal, {})});
}

bool TemplateCompiler::isJson(const QByteArray &text, const QList<Template::Part> &parts)
{
    // A text that is only one expression, such as a topic, is plain text for any value.
    const bool isBareExpression = parts.size() == 1 && !text.trimmed().startsWith('"');
    if (isBareExpression && parts.first().place != Template::Place::Literal)
        return false;
    QByteArray probe;
    for (const Template::Part &part : parts)
        probe += part.place == Template::Place::Literal ? part.literal : QByteArrayLiteral("0");
    return !JsonSyntax::check(probe);
}

} // namespace Standin
