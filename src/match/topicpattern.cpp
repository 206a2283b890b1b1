// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/topicpattern.h"

#include "base/errortext.h"
#include "base/topicfilter.h"
#include "base/topicrules.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

namespace {

bool isName(QStringView text)
{
    const auto isNameChar = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'-'; };
    return !text.isEmpty() && std::ranges::all_of(text, isNameChar);
}

bool hasName(QStringView level)
{
    return level.startsWith(u'{') && level.endsWith(u'}');
}

Failure wrong(const QString &expected, const QString &found)
{
    return failure(ErrorCode::InvalidArgument, ErrorText::expected(expected, ErrorText::found(found)));
}

} // namespace

Result<TopicPattern> TopicPattern::parse(const QString &text)
{
    TopicPattern pattern(text, TopicRules::withoutShare(QStringView(text)).toString(), true);
    if (const auto compiled = pattern.compileLevels(); !compiled)
        return Failure(compiled.error());
    if (TopicRules::faultInFilter(QStringView(pattern.m_compared)))
        return wrong(u"an MQTT topic filter such as cmd/+/#, or named levels such as cmd/{site}/{verb}"_s, text);
    return pattern;
}

Result<> TopicPattern::compileLevels()
{
    QStringList levels = m_compared.split(u'/');
    for (QString &level : levels) {
        const QString name = hasName(level) ? level.sliced(1, level.size() - 2) : QString();
        if (hasName(level) && !isName(name))
            return wrong(u"a name of letters, digits, _ and - in braces"_s, level);
        if (!name.isEmpty() && m_levelNames.contains(name))
            return wrong(u"another name for each level"_s, level + u" twice"_s);
        m_levelNames += name;
        if (!name.isEmpty())
            level = u'+';
    }
    m_compared = levels.join(u'/');
    return {};
}

TopicPattern TopicPattern::containing(const QString &text)
{
    return {text, text, false};
}

TopicPattern TopicPattern::searching(const QString &text)
{
    const bool isFilter = text.contains(u'#') || text.contains(u'+');
    return {text, text, isFilter};
}

bool TopicPattern::matches(QStringView topic) const
{
    return m_isFilter ? TopicFilter::matches(m_compared, topic) : topic.contains(m_compared, Qt::CaseInsensitive);
}

NamedTexts TopicPattern::captured(const Message &message) const
{
    NamedTexts captured;
    const QList<QStringView> &levels = message.levels();
    for (qsizetype i = 0; i < std::min(levels.size(), m_levelNames.size()); ++i) {
        if (!m_levelNames[i].isEmpty())
            captured.append({m_levelNames[i], levels[i].toString()});
    }
    return captured;
}

} // namespace Standin::Match
