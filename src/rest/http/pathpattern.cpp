// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/pathpattern.h"

#include "base/errortext.h"

namespace Standin::Rest {

using namespace Qt::StringLiterals;

PathPattern::PathPattern(const QString &text)
{
    Q_ASSERT(text.startsWith(u'/'));
    QStringList parts = text.sliced(1).split(u'/');
    if (const qsizetype colon = parts.last().lastIndexOf(u':'); colon >= 0) {
        m_verb = parts.last().sliced(colon + 1);
        parts.last().truncate(colon);
    }
    for (const QString &part : std::as_const(parts)) {
        const bool isArgument = part.startsWith(u'{') && part.endsWith(u'}');
        m_segments.append({isArgument ? part.sliced(1, part.size() - 2) : part, isArgument});
        m_rank += isArgument ? '0' : '1';
    }
    m_rank += m_verb.isEmpty() ? '0' : '1';
}

std::optional<PathPattern::Arguments> PathPattern::match(const RequestTarget &target) const
{
    if (target.segments.size() != m_segments.size() || (!m_verb.isEmpty() && target.lastColon < 0))
        return std::nullopt;
    QStringView last = target.segments.last();
    if (!m_verb.isEmpty()) {
        if (last.sliced(target.lastColon + 1) != m_verb)
            return std::nullopt;
        last.truncate(target.lastColon);
    }
    // From the end: there most patterns of a table differ.
    for (qsizetype i = m_segments.size() - 1; i >= 0; --i) {
        const QStringView found = i == m_segments.size() - 1 ? last : QStringView(target.segments[i]);
        if (m_segments[i].isArgument ? found.isEmpty() : m_segments[i].text != found)
            return std::nullopt;
    }
    Arguments arguments;
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        if (m_segments[i].isArgument)
            arguments.insert(m_segments[i].text, i == m_segments.size() - 1 ? last.toString() : target.segments[i]);
    }
    return arguments;
}

QString PathPattern::meantBy(const RequestTarget &target) const
{
    if (target.segments.size() != m_segments.size() || (m_verb.isEmpty() != (target.lastColon < 0)))
        return {};
    QStringList path = target.segments;
    const QString verb = m_verb.isEmpty() ? QString() : path.last().sliced(target.lastColon + 1);
    if (!m_verb.isEmpty())
        path.last().truncate(target.lastColon);
    int misspelt = 0;
    const auto isNear = [&misspelt](const QString &wanted, const QString &found) {
        misspelt += wanted != found;
        return wanted == found || !ErrorText::nearest(found, {wanted}).isEmpty();
    };
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        if (m_segments[i].isArgument)
            continue;
        if (!isNear(m_segments[i].text, path[i]))
            return {};
        path[i] = m_segments[i].text;
    }
    if (!isNear(m_verb, verb) || misspelt != 1)
        return {};
    return u'/' + path.join(u'/') + (m_verb.isEmpty() ? QString() : u':' + m_verb);
}

} // namespace Standin::Rest
