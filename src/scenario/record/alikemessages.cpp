// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/record/alikemessages.h"

#include <algorithm>

namespace Standin::Scenarios {

using namespace Qt::StringLiterals;

void AlikeMessages::set(const QList<qsizetype> &entries)
{
    m_byToken.clear();
    m_messages.clear();
    for (const qsizetype number : entries) {
        if (m_session.entries.at(number).entry->event == EntryEvent::StateChanged)
            continue;
        for (const QString &token : tokensOf(number, false))
            m_byToken[token].append(number);
    }
}

const Match::Message &AlikeMessages::message(qsizetype number) const
{
    const auto found = m_messages.find(number);
    if (found != m_messages.end())
        return found->second;
    return m_messages.emplace(number, m_session.entries.at(number).entry->message()).first->second;
}

QList<QString> AlikeMessages::tokensOf(qsizetype number, bool isOfPattern) const
{
    constexpr qsizetype most = 50;
    const Entry &entry = *m_session.entries.at(number).entry;
    const ValuePlan &plan = m_plans.at(number);
    const QString client = entry.device + u'\n' + toString(entry.event);
    QList<QString> tokens{client};
    const bool hasPlace = std::ranges::all_of(
        plan.levels, [](const PlannedValue &level) { return level.kind == PlannedValue::Kind::Literal; });
    if (!isOfPattern || hasPlace)
        tokens.append(client + u"\n\n"_s + entry.topic);
    if (plan.isTooLarge || !entry.isMessage())
        return tokens;
    forEachLeaf(message(number).written(), [&](const JsonLeaf &leaf) {
        const bool isLiteral = !isOfPattern || plan.at(leaf.pointer).kind == PlannedValue::Kind::Literal;
        if (isLiteral && tokens.size() < most && (leaf.value.isString() || leaf.value.isNumber()))
            tokens.append(client + u'\n' + leaf.pointer + u'\n' + leaf.value.toLookupText());
    });
    return tokens;
}

const QList<qsizetype> &AlikeMessages::candidates(qsizetype number) const
{
    static const QList<qsizetype> none;
    const QList<qsizetype> *fewest = &none;
    for (const QString &token : tokensOf(number, true)) {
        const auto found = m_byToken.constFind(token);
        if (found != m_byToken.constEnd() && (fewest == &none || found->size() < fewest->size()))
            fewest = &*found;
    }
    return *fewest;
}

bool AlikeMessages::isLike(qsizetype number, qsizetype other, const std::optional<Match::Pattern> &pattern) const
{
    const Entry &entry = *m_session.entries.at(number).entry;
    const Entry &another = *m_session.entries.at(other).entry;
    if (entry.event != another.event || entry.device != another.device)
        return false;
    return pattern ? pattern->matches(message(other)) : entry.topic == another.topic;
}

bool AlikeMessages::comesAgain(qsizetype number, const std::optional<Match::Pattern> &pattern) const
{
    const QList<qsizetype> &others = candidates(number);
    const auto first = std::ranges::upper_bound(others, number);
    const auto last = first + std::min<qsizetype>(mostCompared, others.end() - first);
    return std::any_of(first, last, [&](qsizetype other) { return isLike(number, other, pattern); });
}

QList<qsizetype> AlikeMessages::before(qsizetype number, const std::optional<Match::Pattern> &pattern) const
{
    const QList<qsizetype> &others = candidates(number);
    const auto end = std::ranges::lower_bound(others, number);
    const auto begin = end - std::min<qsizetype>(mostCompared, end - others.begin());
    QList<qsizetype> alike;
    for (auto other = end; other != begin;) {
        --other;
        if (isLike(number, *other, pattern))
            alike.append(*other);
    }
    return alike;
}

} // namespace Standin::Scenarios
