// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/templateshape.h"

#include "base/jsonparts.h"
#include "base/jsonpointer.h"

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

namespace {

/// Longer ones are compared as they are: a regular expression has its limits.
constexpr qsizetype longestText = 16 * 1024;

/// The index behind the `}` of an expression that begins at `from`; strings of scripts may have braces.
qsizetype endOf(const QString &text, qsizetype from)
{
    int depth = 0;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (text[i] == u'{')
            ++depth;
        else if (text[i] == u'}' && --depth == 0)
            return i + 1;
    }
    return -1;
}

QString expressionOf(const QString &text, bool &hasExpressions)
{
    QString expression;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype begin = text.indexOf(u"${"_s, at);
        if (begin > 0 && text[begin - 1] == u'$') {
            expression += QRegularExpression::escape(text.sliced(at, begin - 1 - at)) + u"\\$\\{"_s;
            at = begin + 2;
            continue;
        }
        const qsizetype end = begin < 0 ? -1 : endOf(text, begin + 1);
        if (end < 0)
            return expression + QRegularExpression::escape(text.sliced(at));
        hasExpressions = true;
        const bool isWhole = begin > 0 && text[begin - 1] == u'"' && end < text.size() && text[end] == u'"';
        if (!isWhole) {
            expression += QRegularExpression::escape(text.sliced(at, begin - at)) + u"[\\s\\S]*"_s;
            at = end;
        } else {
            expression += QRegularExpression::escape(text.sliced(at, begin - 1 - at)) + u"[\\s\\S]+"_s;
            at = end + 1;
        }
    }
    return expression;
}

bool isTemplate(const JsonText &value)
{
    return value.isString() && (value.text().contains("${") || value.text().startsWith("\"{"));
}

/// Collects the places of expressions; false when the text is another one.
bool compare(const JsonText &text, const JsonText &rendered, const QString &pointer, QSet<QString> &changing)
{
    if (isTemplate(text)) {
        changing.insert(pointer);
        return true;
    }
    const bool areObjects = text.isObject() && rendered.isObject();
    if (!areObjects && !(text.isArray() && rendered.isArray()))
        return text.type() == rendered.type() && text.toLookupText() == rendered.toLookupText();
    const JsonParts parts(text);
    const JsonParts others(rendered);
    if (parts.size() != others.size())
        return false;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString key = areObjects ? parts.key(i) : QString::number(i);
        const qsizetype partner = areObjects ? others.indexOf(key) : i;
        const QString place = pointer + u'/' + JsonPointer::escaped(key);
        if (partner < 0 || !compare(parts.value(i), others.value(partner), place, changing))
            return false;
    }
    return true;
}

} // namespace

TemplateShape::TemplateShape(const QByteArray &text)
    : m_text(text)
{
    if (text.size() > longestText)
        return;
    m_expression = expressionOf(JsonText::decoded(text), m_hasExpressions);
    m_compiled = QRegularExpression(QRegularExpression::anchoredPattern(m_expression));
    if (const auto json = JsonText::parse(text))
        m_json = *json;
}

bool TemplateShape::fits(const QByteArray &rendered) const
{
    if (!m_text.contains("${") || rendered.size() > longestText || m_text.size() > longestText)
        return rendered == m_text;
    return m_compiled.match(JsonText::decoded(rendered)).hasMatch();
}

std::optional<QSet<QString>> TemplateShape::changingIn(const JsonText &rendered) const
{
    QSet<QString> changing;
    if (m_json.isUndefined() || rendered.isUndefined() || !compare(m_json, rendered, {}, changing))
        return std::nullopt;
    return changing;
}

} // namespace Standin::Scenarios
