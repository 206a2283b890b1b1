// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/jsonsyntax.h"

#include <QStringDecoder>

namespace Standin {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The offset of the first byte that is not UTF-8.
std::optional<qsizetype> findBadUtf8(QByteArrayView text)
{
    if (text.isValidUtf8())
        return std::nullopt;
    // A binary search finds the shortest prefix that is not valid.
    qsizetype good = 0;
    qsizetype bad = text.size();
    while (bad - good > 1) {
        const qsizetype middle = (good + bad) / 2;
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder(text.first(middle));
        (decoder.hasError() ? bad : good) = middle;
    }
    return bad - 1;
}

} // namespace

std::optional<JsonSyntaxError> JsonSyntax::check(QByteArrayView text)
{
    if (const auto bad = findBadUtf8(text))
        return JsonSyntaxError{JsonProblem::BadUtf8, *bad};
    JsonSyntax syntax(text);
    syntax.skipSpace();
    if (syntax.value(0)) {
        syntax.skipSpace();
        if (syntax.m_at < text.size())
            syntax.fail(JsonProblem::TextAfterEnd);
    }
    return syntax.m_error;
}

bool JsonSyntax::value(int depth)
{
    if (depth > maxDepth)
        return fail(JsonProblem::TooDeep);
    switch (peek()) {
    case '{':
        return object(depth);
    case '[':
        return array(depth);
    case '"':
        return string();
    case 't':
        return literal("true");
    case 'f':
        return literal("false");
    case 'n':
        return literal("null");
    default:
        return peek() == '-' || isDigit(peek()) ? number() : fail(JsonProblem::ExpectedValue);
    }
}

bool JsonSyntax::object(int depth)
{
    take('{');
    if (take('}'))
        return true;
    do {
        skipSpace();
        if (peek() != '"')
            return fail(JsonProblem::ExpectedKey);
        if (!string())
            return false;
        if (!take(':'))
            return fail(JsonProblem::ExpectedColon);
        skipSpace();
        if (!value(depth + 1))
            return false;
    } while (take(','));
    return take('}') || fail(JsonProblem::ExpectedCommaOrBrace);
}

bool JsonSyntax::array(int depth)
{
    take('[');
    if (take(']'))
        return true;
    do {
        skipSpace();
        if (!value(depth + 1))
            return false;
    } while (take(','));
    return take(']') || fail(JsonProblem::ExpectedCommaOrBracket);
}

bool JsonSyntax::string()
{
    const qsizetype begin = m_at++;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (static_cast<uchar>(c) < 0x20)
            return fail(c == '\n' || c == '\r' ? JsonProblem::UnterminatedString : JsonProblem::ControlCharacter);
        if (c == '\\' && !escape())
            return false;
        ++m_at;
    }
    m_at = begin;
    return fail(JsonProblem::UnterminatedString);
}

bool JsonSyntax::escape()
{
    const qsizetype begin = m_at++;
    if (peek() == 'u') {
        for (int i = 0; i < 4; ++i) {
            ++m_at;
            if (!isHexDigit(peek())) {
                m_at = begin;
                return fail(JsonProblem::BadEscape);
            }
        }
        return true;
    }
    if (m_at < m_text.size() && QByteArrayView("\"\\/bfnrt").contains(peek()))
        return true;
    m_at = begin;
    return fail(JsonProblem::BadEscape);
}

bool JsonSyntax::number()
{
    const qsizetype begin = m_at;
    if (peek() == '-')
        ++m_at;
    const bool leadingZero = peek() == '0';
    bool good = digits() && !(leadingZero && m_at > begin + (m_text[begin] == '-' ? 2 : 1));
    if (good && peek() == '.') {
        ++m_at;
        good = digits();
    }
    if (good && (peek() == 'e' || peek() == 'E')) {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        good = digits();
    }
    if (good)
        return true;
    m_at = begin;
    return fail(JsonProblem::BadNumber);
}

bool JsonSyntax::digits()
{
    const qsizetype begin = m_at;
    while (isDigit(peek()))
        ++m_at;
    return m_at > begin;
}

bool JsonSyntax::literal(QByteArrayView word)
{
    if (!m_text.sliced(m_at).startsWith(word))
        return fail(JsonProblem::ExpectedValue);
    m_at += word.size();
    return true;
}

void JsonSyntax::skipSpace()
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
}

bool JsonSyntax::take(char c)
{
    skipSpace();
    if (peek() != c)
        return false;
    ++m_at;
    return true;
}

bool JsonSyntax::fail(JsonProblem problem)
{
    const bool isAround = problem == JsonProblem::ExpectedValue || problem == JsonProblem::TextAfterEnd;
    const bool isNull = isAround && m_at < m_text.size() && m_text[m_at] == '\0';
    m_error = JsonSyntaxError{isNull ? JsonProblem::NullCharacter : problem, m_at};
    return false;
}

QString JsonSyntaxError::message() const
{
    switch (problem) {
    case JsonProblem::ExpectedValue:
        return QStringLiteral("expected a value");
    case JsonProblem::ExpectedKey:
        return QStringLiteral("expected a key in double quotes");
    case JsonProblem::ExpectedColon:
        return QStringLiteral("expected a colon after the key");
    case JsonProblem::ExpectedCommaOrBrace:
        return QStringLiteral("expected a comma or }");
    case JsonProblem::ExpectedCommaOrBracket:
        return QStringLiteral("expected a comma or ]");
    case JsonProblem::UnterminatedString:
        return QStringLiteral("the string has no closing quote");
    case JsonProblem::ControlCharacter:
        return QStringLiteral("a control character must be escaped");
    case JsonProblem::NullCharacter:
        return QStringLiteral("a NUL character (U+0000) does not belong here");
    case JsonProblem::BadEscape:
        return QStringLiteral("no such escape sequence");
    case JsonProblem::BadNumber:
        return QStringLiteral("this is no JSON number");
    case JsonProblem::BadUtf8:
        return QStringLiteral("this is not UTF-8");
    case JsonProblem::TooDeep:
        return QStringLiteral("nested too deeply");
    case JsonProblem::TextAfterEnd:
        return QStringLiteral("text after the end of the value");
    }
    Q_UNREACHABLE();
}

} // namespace Standin
