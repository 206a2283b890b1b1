// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptpatterns.h"

#include "match/boundedexpression.h"

#include <algorithm>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

/// Writes a pattern of JavaScript for PCRE.
class PatternTranslation
{
public:
    PatternTranslation(QStringView source, bool isMultiline)
        : m_source(source)
        , m_isMultiline(isMultiline)
    {}

    Result<QString> run()
    {
        while (m_at < m_source.size() && m_status)
            m_isInClass ? takeInClass() : take();
        return m_status.map([this] { return m_out; });
    }

private:
    [[nodiscard]] bool startsWith(QStringView token) const { return m_source.sliced(m_at).startsWith(token); }

    void replace(QStringView token, QStringView by)
    {
        m_at += token.size();
        m_out += by;
    }

    void take()
    {
        const QChar c = m_source[m_at];
        if (startsWith(u"[^]"))
            return replace(u"[^]", u"[\\s\\S]");
        if (startsWith(u"[]"))
            return replace(u"[]", u"(?!)");
        m_isInClass = c == u'[';
        if (c == u'\\')
            return takeEscape();
        if (c == u'$' && !m_isMultiline)
            return replace(u"$", u"\\z");
        if (c == u'(' && !isGroup())
            m_status = failure(ErrorCode::InvalidArgument, u"invalid group in the regular expression"_s);
        m_out += m_source[m_at++];
    }

    void takeInClass()
    {
        const QChar c = m_source[m_at];
        if (c == u'\\')
            return takeEscape();
        if (c == u'[') // PCRE has classes such as [:alpha:]
            return replace(u"[", u"\\[");
        m_isInClass = c != u']';
        m_out += m_source[m_at++];
    }

    /// PCRE has more kinds of groups, which JavaScript does not know.
    [[nodiscard]] bool isGroup() const
    {
        const QStringView rest = m_source.sliced(m_at + 1);
        if (!rest.startsWith(u'?'))
            return !rest.startsWith(u'*');
        return rest.startsWith(u"?:") || rest.startsWith(u"?=") || rest.startsWith(u"?!") ||
               (rest.startsWith(u"?<") && rest.size() > 2 && rest[2] != u'>');
    }

    void takeEscape()
    {
        const QChar c = m_at + 1 < m_source.size() ? m_source[m_at + 1] : QChar();
        if (c.isNull()) {
            m_status = failure(ErrorCode::InvalidArgument, u"\\ at the end of the regular expression"_s);
            return;
        }
        if (c == u'v')
            return replace(u"\\v", u"\\x{0B}");
        if (c == u'u' || c == u'x')
            return takeCharacter(c == u'u' ? 4 : 2);
        m_at += 2;
        // Other letters mean themselves in JavaScript.
        const bool isPlain = c.isLetter() && !u"bBdDwWsSfnrtckpP"_s.contains(c);
        m_out += isPlain ? QString(c) : QString(u'\\') + c;
    }

    void takeCharacter(int digits)
    {
        m_at += 2;
        const bool isBraced = digits == 4 && m_at < m_source.size() && m_source[m_at] == u'{';
        const qsizetype close = isBraced ? m_source.indexOf(u'}', m_at) : -1;
        const QStringView code =
            close > 0 ? m_source.sliced(m_at + 1, close - m_at - 1) : m_source.sliced(m_at).left(digits);
        bool isCode = false;
        const uint value = code.toUInt(&isCode, 16);
        if (!isCode || (close < 0 && code.size() < digits)) {
            m_status = failure(ErrorCode::InvalidArgument, u"invalid escape in the regular expression"_s);
            return;
        }
        m_at += code.size() + (close > 0 ? 2 : 0);
        m_out += u"\\x{%1}"_s.arg(value, 0, 16);
    }

    const QStringView m_source;
    const bool m_isMultiline;
    qsizetype m_at = 0;
    bool m_isInClass = false;
    QString m_out;
    Result<> m_status;
};

} // namespace

Result<QRegularExpression> ScriptPatterns::compiled(const QString &source, const QString &flags)
{
    const QString key = flags + u'/' + source;
    if (const auto known = m_known.constFind(key); known != m_known.cend())
        return *known;
    if (source.size() > mostCharacters)
        return failure(ErrorCode::InvalidArgument,
                       u"a regular expression has at most %1 characters"_s.arg(mostCharacters));
    for (const QChar flag : flags) {
        if (!u"gimsuy"_s.contains(flag) || flags.count(flag) > 1)
            return failure(ErrorCode::InvalidArgument, u"invalid flags of a regular expression \"%1\""_s.arg(flags));
    }
    const auto translated = PatternTranslation(source, flags.contains(u'm')).run();
    if (!translated)
        return Failure(translated.error());
    QRegularExpression::PatternOptions options;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, flags.contains(u'i'));
    options.setFlag(QRegularExpression::MultilineOption, flags.contains(u'm'));
    options.setFlag(QRegularExpression::DotMatchesEverythingOption, flags.contains(u's'));
    const QRegularExpression expression(Match::boundedExpression(*translated), options);
    if (!expression.isValid())
        return failure(ErrorCode::InvalidArgument, u"regular expression: "_s + expression.errorString());
    if (m_known.size() >= most)
        m_known.clear();
    m_known.insert(key, expression);
    return expression;
}

} // namespace Standin
