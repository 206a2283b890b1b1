// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonscanner.h"

#include <algorithm>

namespace Standin {

namespace {

/// White space and separators between values.
bool isBetween(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
}

bool endsScalar(char c)
{
    return isBetween(c) || c == '}' || c == ']';
}

} // namespace

JsonScanner::Token JsonScanner::next()
{
    while (m_at < m_text.size() && isBetween(m_text[m_at]))
        ++m_at;
    m_begin = m_at;
    if (m_at == m_text.size())
        return Token::None;
    switch (m_text[m_at]) {
    case '{':
    case '[':
        ++m_at;
        return Token::Begin;
    case '}':
    case ']':
        ++m_at;
        return Token::End;
    case '"':
        skipString();
        return isAhead(':') ? Token::Key : Token::Scalar;
    default:
        while (m_at < m_text.size() && !endsScalar(m_text[m_at]))
            ++m_at;
        return Token::Scalar;
    }
}

void JsonScanner::skipContainer()
{
    const qsizetype begin = m_begin;
    for (int depth = 1; depth > 0 && m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '"') {
            skipString();
            --m_at;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    m_begin = begin;
}

void JsonScanner::skipString()
{
    ++m_at;
    while (m_at < m_text.size() && m_text[m_at] != '"')
        m_at += m_text[m_at] == '\\' ? 2 : 1;
    m_at = std::min(m_at + 1, m_text.size());
}

bool JsonScanner::isAhead(char c)
{
    qsizetype ahead = m_at;
    while (ahead < m_text.size() && isBetween(m_text[ahead]) && m_text[ahead] != ':' && m_text[ahead] != ',')
        ++ahead;
    return ahead < m_text.size() && m_text[ahead] == c;
}

} // namespace Standin
