// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonindenter.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace Standin {

namespace {

bool isSpace(char c)
{
    return std::isspace(static_cast<uchar>(c)) != 0;
}

} // namespace

JsonIndenter::JsonIndenter(QByteArray text, int indent)
    : m_text(std::move(text))
    , m_indent(indent)
{}

QByteArray JsonIndenter::next(qsizetype bytes)
{
    QByteArray out;
    out.reserve(std::min(bytes, m_text.size() * 2) + m_indent * deepestIndent);
    while (out.size() < bytes && !atEnd())
        take(out);
    return out;
}

void JsonIndenter::take(QByteArray &out)
{
    const char c = m_text[m_at++];
    if (m_inString) {
        takeInString(out, c);
    } else if (c == '{' || c == '[') {
        open(out, c);
    } else if (c == '}' || c == ']') {
        m_depth = std::max(0, m_depth - 1);
        out += newline() + c;
    } else if (c == ',') {
        out += c + newline();
    } else if (c == ':') {
        out += ": ";
    } else if (!isSpace(c)) {
        out += c;
        m_inString = c == '"';
    }
}

void JsonIndenter::takeInString(QByteArray &out, char c)
{
    out += c;
    if (c == '\\' && !atEnd())
        out += m_text[m_at++];
    else if (c == '"')
        m_inString = false;
}

/// An empty array or object is not broken into lines.
void JsonIndenter::open(QByteArray &out, char c)
{
    out += c;
    qsizetype next = m_at;
    while (next < m_text.size() && isSpace(m_text[next]))
        ++next;
    const char close = c == '{' ? '}' : ']';
    if (next < m_text.size() && m_text[next] == close) {
        out += close;
        m_at = next + 1;
        return;
    }
    ++m_depth;
    out += newline();
}

QByteArray JsonIndenter::newline() const
{
    return '\n' + QByteArray(std::min(m_depth, deepestIndent) * m_indent, ' ');
}

} // namespace Standin
