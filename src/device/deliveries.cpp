// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/deliveries.h"

#include "base/topicfilter.h"
#include "base/topicrules.h"

#include <algorithm>

namespace Standin {

void Deliveries::setFilters(QStringList filters)
{
    filters.removeAll(QString());
    filters.removeDuplicates();
    m_filters = filters.size() > 1 ? std::move(filters) : QStringList();
}

std::optional<Deliveries::Outcome> Deliveries::earlier(quint64 fingerprint, bool dup, Clock::Instant now)
{
    const auto found = std::find_if(m_kept.rbegin(), m_kept.rend(),
                                    [fingerprint](const Delivery &kept) { return kept.fingerprint == fingerprint; });
    if (found == m_kept.rend())
        return std::nullopt;
    if (dup)
        return found->outcome;
    if (found->copiesLeft == 0 || now - found->at > copiesWithin)
        return std::nullopt;
    --found->copiesLeft;
    return found->outcome;
}

void Deliveries::add(quint64 fingerprint, const QString &topic, Outcome outcome, Clock::Instant now)
{
    const qsizetype copies = furtherFilters(topic);
    if (copies == 0 && outcome != Outcome::HandledOnce)
        return; // a copy or repetition of it is treated in the same way
    if (m_kept.size() >= maxKept)
        m_kept.pop_front();
    m_kept.push_back({.fingerprint = fingerprint, .at = now, .copiesLeft = copies, .outcome = outcome});
}

qsizetype Deliveries::furtherFilters(const QString &topic) const
{
    const auto matching = std::ranges::count_if(m_filters, [&topic](const QString &filter) {
        return TopicFilter::matches(TopicRules::withoutShare(QStringView(filter)), topic);
    });
    return std::max<qsizetype>(matching - 1, 0);
}

} // namespace Standin
