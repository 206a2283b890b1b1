// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/entryfilter.h"

#include <QStringList>

namespace Standin::Models {

namespace {

/// The names of state and offline mode in REST, so that a search finds them, too.
QString namesOf(const Entry &entry)
{
    QStringList names;
    if (entry.state)
        names.append(toString(*entry.state));
    if (entry.offlineMode)
        names.append(toString(*entry.offlineMode));
    return names.join(u':');
}

} // namespace

EntryFilter::EntryFilter(Words words)
    : m_words(std::move(words))
{}

void EntryFilter::setKindShown(EntryKind kind, bool shown)
{
    if (shown)
        m_hiddenKinds.remove(kind);
    else
        m_hiddenKinds.insert(kind);
}

bool EntryFilter::setDevices(std::optional<QSet<QString>> devices)
{
    if (m_devices == devices)
        return false;
    m_devices = std::move(devices);
    return true;
}

void EntryFilter::setTopicFilter(const QString &filter)
{
    const QString text = filter.trimmed();
    m_topicFilter = text.isEmpty() ? std::nullopt : std::optional(Match::TopicPattern::searching(text));
}

void EntryFilter::setText(const QString &text)
{
    const QString searched = text.trimmed();
    m_text = searched.isEmpty() ? std::nullopt : std::optional(Match::TextSearch(searched));
}

void EntryFilter::setCondition(std::optional<Match::Pattern> condition)
{
    m_condition = std::move(condition);
}

bool EntryFilter::accepts(const Entry &entry) const
{
    if (m_hiddenKinds.contains(entry.kind()))
        return false;
    if (m_devices && !m_devices->contains(entry.device))
        return false;
    if (m_topicFilter && (entry.topic.isEmpty() || !m_topicFilter->matches(entry.topic)))
        return false;
    return (!m_text || holdsText(entry)) && (!m_condition || fulfilsCondition(entry));
}

bool EntryFilter::holdsText(const Entry &entry) const
{
    return m_text->matches(entry.device) || m_text->matches(entry.message()) || m_text->matches(namesOf(entry)) ||
           m_text->matches(m_words(entry));
}

bool EntryFilter::fulfilsCondition(const Entry &entry) const
{
    return entry.isMessage() && entry.payload.size() <= readBytes && m_condition->matches(entry.message());
}

} // namespace Standin::Models
