// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/pathpattern.h"

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
    if (target.segments.size() != m_segments.size())
        return std::nullopt;
    QString last = target.segments.last();
    if (!m_verb.isEmpty()) {
        if (target.lastColon < 0 || QStringView(last).sliced(target.lastColon + 1) != m_verb)
            return std::nullopt;
        last.truncate(target.lastColon);
    }
    Arguments arguments;
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        const QString &found = i == m_segments.size() - 1 ? last : target.segments[i];
        if (m_segments[i].isArgument && !found.isEmpty())
            arguments.insert(m_segments[i].text, found);
        else if (m_segments[i].isArgument || m_segments[i].text != found)
            return std::nullopt;
    }
    return arguments;
}

} // namespace Standin::Rest
