// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/inflight.h"

#include <algorithm>
#include <limits>

namespace Standin::Mqtt {

std::optional<quint16> InFlight::freeId()
{
    if (m_entries.size() >= std::numeric_limits<quint16>::max())
        return std::nullopt;
    do {
        if (++m_lastId == 0)
            m_lastId = 1;
    } while (m_entries.contains(m_lastId));
    return m_lastId;
}

void InFlight::insert(quint16 id, Awaits awaits, QByteArray data)
{
    m_entries.insert_or_assign(id, Entry{awaits, ++m_lastSequence, std::move(data), false});
}

void InFlight::clear()
{
    m_entries.clear();
    restart();
}

bool InFlight::admit(quint16 id, quint16 maximum)
{
    Entry *entry = find(id);
    entry->held = !hasRoom(maximum);
    if (entry->held)
        m_queue.append(id);
    else
        ++m_open;
    return !entry->held;
}

std::optional<quint16> InFlight::finish(quint16 id)
{
    remove(id);
    --m_open;
    return m_queue.isEmpty() ? std::nullopt : std::optional(m_queue.takeFirst());
}

void InFlight::restart()
{
    m_open = 0;
    m_queue.clear();
}

void InFlight::dropSubscriptionRequests()
{
    std::erase_if(m_entries, [](const auto &item) {
        return item.second.awaits == Awaits::Suback || item.second.awaits == Awaits::Unsuback;
    });
}

InFlight::Entry *InFlight::find(quint16 id)
{
    const auto it = m_entries.find(id);
    return it == m_entries.end() ? nullptr : &it->second;
}

std::vector<quint16> InFlight::inOrder() const
{
    std::vector<std::pair<quint64, quint16>> order;
    order.reserve(m_entries.size());
    for (const auto &[id, entry] : m_entries)
        order.emplace_back(entry.sequence, id);
    std::ranges::sort(order);

    std::vector<quint16> ids;
    ids.reserve(order.size());
    for (const auto &[sequence, id] : order)
        ids.push_back(id);
    return ids;
}

} // namespace Standin::Mqtt
