// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptscanner.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace Standin {

using namespace Qt::StringLiterals;
using Kind = ScriptToken::Kind;

namespace {

bool beginsName(QChar c)
{
    return c == u'_' || c == u'$' || c.isLetter() || c.isSurrogate();
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QChar openingOf(QChar closing)
{
    return closing == u')' ? u'(' : closing == u']' ? u'[' : u'{';
}

} // namespace

Result<QList<ScriptToken>> ScriptScanner::run()
{
    while (next()) {
    }
    if (m_status && m_unopened >= 0)
        fail(u"did not expect \"}\""_s, m_unopened);
    if (m_status && !m_brackets.isEmpty())
        fail(u"\"%1\" is not closed"_s.arg(m_brackets.last().character == u'`' ? u"${"_s
                                                                               : QString(m_brackets.last().character)),
             m_brackets.last().at);
    return m_status.map([this] { return m_tokens; });
}

qsizetype ScriptScanner::endOf(QStringView text)
{
    ScriptScanner scanner(text);
    while (scanner.m_unopened < 0 && scanner.next()) {
    }
    return scanner.m_unopened;
}

QString ScriptScanner::place(QStringView source, qsizetype at)
{
    const QStringView before = source.first(std::min(at, source.size()));
    return u"line %1, column %2"_s.arg(before.count(u'\n') + 1).arg(before.size() - before.lastIndexOf(u'\n'));
}

bool ScriptScanner::next()
{
    if (!skipSpace())
        return false;
    const QChar c = m_source[m_at];
    if (beginsName(c))
        return takeName();
    if (isDigit(c) || (c == u'.' && isDigit(at(m_at + 1))))
        return takeNumber();
    if (c == u'\'' || c == u'"')
        return takeText(c);
    if (c == u'`')
        return takeTemplate();
    if (c == u'}' && !m_brackets.isEmpty() && m_brackets.last().character == u'`') {
        m_brackets.removeLast();
        return takeTemplate();
    }
    return takePunctuation();
}

bool ScriptScanner::skipSpace()
{
    while (m_at < m_source.size()) {
        if (m_source[m_at].isSpace() || m_source[m_at] == QChar::ByteOrderMark) {
            ++m_at;
        } else if (at(m_at) == u'/' && at(m_at + 1) == u'/') {
            while (m_at < m_source.size() && !endsLine(m_source[m_at]))
                ++m_at;
        } else if (at(m_at) == u'/' && at(m_at + 1) == u'*') {
            const qsizetype end = m_source.indexOf(u"*/", m_at + 2);
            if (end < 0)
                return fail(u"the comment is not closed"_s, m_at);
            m_at = end + 2;
        } else {
            return true;
        }
    }
    return false;
}

bool ScriptScanner::takeName()
{
    qsizetype end = m_at;
    while (end < m_source.size() && (beginsName(m_source[end]) || m_source[end].isDigit() || m_source[end].isMark()))
        ++end;
    return add(Kind::Name, end);
}

bool ScriptScanner::takeNumber()
{
    qsizetype end = m_at;
    const auto skipDigits = [this, &end] {
        while (isDigit(at(end)))
            ++end;
    };
    if (at(end) == u'0' && at(end + 1).isLetter()) { // 0x, 0b, 0o
        while (at(end).isLetterOrNumber())
            ++end;
        return add(Kind::Number, end);
    }
    skipDigits();
    if (at(end) == u'.') {
        ++end;
        skipDigits();
    }
    const bool isSigned = at(end + 1) == u'+' || at(end + 1) == u'-';
    if (at(end).toLower() == u'e' && isDigit(at(end + (isSigned ? 2 : 1)))) {
        end += isSigned ? 2 : 1;
        skipDigits();
    }
    return add(Kind::Number, end);
}

bool ScriptScanner::takeText(QChar quote)
{
    for (qsizetype end = m_at + 1; end < m_source.size() && !endsLine(m_source[end]); ++end) {
        if (m_source[end] == quote)
            return add(Kind::Text, end + 1);
        if (m_source[end] == u'\\')
            ++end;
    }
    return fail(u"the text is not closed"_s, m_at);
}

bool ScriptScanner::takeTemplate()
{
    for (qsizetype end = m_at + 1; end < m_source.size(); ++end) {
        const QChar c = m_source[end];
        if (c == u'`')
            return add(Kind::Template, end + 1);
        if (c == u'$' && at(end + 1) == u'{') {
            m_brackets.append({.character = u'`', .at = end});
            return add(Kind::Template, end + 2);
        }
        if (c == u'\\')
            ++end;
    }
    return fail(u"the template literal is not closed"_s, m_at);
}

ScriptScanner::Slash ScriptScanner::slash() const
{
    if (m_tokens.isEmpty())
        return Slash::Pattern;
    const ScriptToken &last = m_tokens.last();
    const QStringView text = last.in(m_source);
    switch (last.kind) {
    case Kind::Number:
    case Kind::Text:
    case Kind::Pattern:
        return Slash::Division;
    case Kind::Template:
        return text.endsWith(u'{') ? Slash::Pattern : Slash::Division;
    case Kind::Name: {
        static const QStringList before = {u"return"_s, u"typeof"_s, u"case"_s, u"in"_s, u"void"_s,      u"delete"_s,
                                           u"throw"_s,  u"new"_s,    u"else"_s, u"do"_s, u"instanceof"_s};
        const bool isMember = m_tokens.size() > 1 && m_tokens[m_tokens.size() - 2].in(m_source).endsWith(u'.');
        if (!isMember && text == u"of")
            return Slash::Unclear;
        return !isMember && before.contains(text) ? Slash::Pattern : Slash::Division;
    }
    case Kind::Punctuation:
        break;
    }
    if (text == u"}" || text == u"++" || text == u"--")
        return Slash::Unclear;
    if (text == u")")
        return m_headClosed ? Slash::Pattern : Slash::Division;
    return text == u"]" ? Slash::Division : Slash::Pattern;
}

bool ScriptScanner::takePattern()
{
    bool isInClass = false;
    for (qsizetype end = m_at + 1; end < m_source.size() && !endsLine(m_source[end]); ++end) {
        const QChar c = m_source[end];
        if (c == u'\\') {
            ++end;
        } else if (c == u'/' && !isInClass) {
            ++end;
            while (at(end).isLetter())
                ++end;
            return add(Kind::Pattern, end);
        } else if (c == u'[' || c == u']') {
            isInClass = c == u'[';
        }
    }
    return fail(u"the regular expression is not closed"_s, m_at);
}

bool ScriptScanner::takePunctuation()
{
    const QChar c = m_source[m_at];
    if (c == u'(' || c == u'[' || c == u'{')
        return open(c);
    if (c == u')' || c == u']' || c == u'}')
        return close(c);
    if (c == u'/') {
        const Slash kind = slash();
        if (kind == Slash::Unclear)
            return fail(u"expected brackets around what stands before the \"/\""_s, m_at);
        if (kind == Slash::Pattern)
            return takePattern();
    }
    if (!u"+-*/%&|^!~<>=?:;,."_s.contains(c))
        return fail(u"did not expect \"%1\""_s.arg(c), m_at);
    static constexpr std::array<QStringView, 10> longOnes = {u"...", u"===", u"!==", u"=>", u"==",
                                                             u"!=",  u"<=",  u">=",  u"++", u"--"};
    const QStringView rest = m_source.sliced(m_at);
    const auto found = std::ranges::find_if(longOnes, [rest](QStringView text) { return rest.startsWith(text); });
    qsizetype length = found == longOnes.end() ? 1 : found->size();
    if (rest.startsWith(u"?.") && !isDigit(at(m_at + 2)))
        length = 2;
    if (rest.startsWith(u"...") && !m_brackets.isEmpty()) {
        // The engine puts all values of a call on a stack that it does not check.
        if (std::exchange(m_brackets.last().spreads, true) && m_brackets.last().character == u'(')
            return fail(u"expected one \"...\" in a call"_s, m_at);
    }
    return add(Kind::Punctuation, m_at + length);
}

bool ScriptScanner::open(QChar character)
{
    const QStringView before = m_tokens.isEmpty() ? QStringView() : m_tokens.last().in(m_source);
    const bool isHead = character == u'(' && (before == u"if" || before == u"while" || before == u"for");
    m_brackets.append({.character = character, .isHead = isHead, .at = m_at});
    return add(Kind::Punctuation, m_at + 1);
}

bool ScriptScanner::close(QChar character)
{
    if (m_brackets.isEmpty() && character == u'}') {
        m_unopened = m_at;
        return false;
    }
    if (m_brackets.isEmpty() || m_brackets.last().character != openingOf(character))
        return fail(u"did not expect \"%1\""_s.arg(character), m_at);
    m_headClosed = m_brackets.takeLast().isHead;
    return add(Kind::Punctuation, m_at + 1);
}

bool ScriptScanner::add(Kind kind, qsizetype end)
{
    end = std::min(end, m_source.size());
    m_tokens.append({kind, m_at, end});
    m_at = end;
    return true;
}

bool ScriptScanner::fail(const QString &what, qsizetype at)
{
    m_status = failure(ErrorCode::InvalidArgument, what, place(m_source, at));
    return false;
}

} // namespace Standin
