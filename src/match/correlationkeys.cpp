// SPDX-License-Identifier: GPL-3.0-or-later
#include "match/correlationkeys.h"

#include "base/errortext.h"

#include <algorithm>

namespace Standin::Match {

using namespace Qt::StringLiterals;

Result<> CorrelationKeys::addTopic(const QString &name, const QString &filter)
{
    const QString mark = u'{' + name + u'}';
    QStringList levels = filter.split(u'/');
    const auto found = std::ranges::find_if(levels, [&mark](const QString &level) { return level.contains(mark); });
    if (found == levels.end())
        return failure(
            ErrorCode::InvalidArgument,
            ErrorText::expected(u"a filter with %1 in one of its levels"_s.arg(mark), ErrorText::found(filter)));
    const qsizetype level = found - levels.begin();
    const qsizetype at = found->indexOf(mark);
    const QString before = found->first(at);
    const QString behind = found->sliced(at + mark.size());
    *found = u'+';
    auto pattern = TopicPattern::parse(levels.join(u'/'));
    if (!pattern)
        return Failure(pattern.error());
    // The levels of "$share/group" are not levels of the topic.
    const qsizetype shared = filter.startsWith(u"$share/") ? 2 : 0;
    m_places.append({name, TopicLevel{std::move(*pattern), level - shared, before, behind}});
    return {};
}

Result<> CorrelationKeys::addPointer(const QString &name, const QString &pointer)
{
    return JsonPointer::parse(pointer).map([&](const JsonPointer &place) { m_places.append({name, place}); });
}

JsonText CorrelationKeys::valueIn(const Message &message, const TopicLevel &place)
{
    if (!place.filter.matches(message.topic()) || message.levels().size() <= place.level)
        return {};
    const QStringView level = message.levels()[place.level];
    const qsizetype size = level.size() - place.before.size() - place.behind.size();
    if (size < 0 || !level.startsWith(place.before) || !level.endsWith(place.behind))
        return {};
    return JsonText::string(level.sliced(place.before.size(), size));
}

JsonText CorrelationKeys::valueIn(const Message &message, const JsonPointer &place)
{
    const JsonText value = place.resolve(message.written());
    return value.isNumber() || value.isString() || value.isBool() ? value : JsonText();
}

JsonText CorrelationKeys::valueIn(const Message &message, const Property &place)
{
    const auto value = message.property(place.name);
    return value ? JsonText::string(*value) : JsonText();
}

QList<CorrelationValue> CorrelationKeys::find(const Message &message) const
{
    QList<CorrelationValue> found = findCorrelation(message, m_anywhere);
    for (const Place &place : m_places) {
        const auto isSame = [&place](const CorrelationValue &value) { return value.key == place.name; };
        if (std::ranges::any_of(found, isSame))
            continue;
        const JsonText value =
            std::visit([&message](const auto &where) { return valueIn(message, where); }, place.where);
        if (!value.isUndefined())
            found.append({place.name, value});
    }
    return found;
}

bool CorrelationKeys::needJson() const
{
    const auto isPointer = [](const Place &place) { return std::holds_alternative<JsonPointer>(place.where); };
    return !m_anywhere.isEmpty() || std::ranges::any_of(m_places, isPointer);
}

} // namespace Standin::Match
