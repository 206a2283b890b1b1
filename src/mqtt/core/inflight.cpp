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
    remove(id);
    m_bytes += entrySize + data.size();
    m_entries.insert_or_assign(id, Entry{.awaits = awaits, .sequence = ++m_lastSequence, .data = std::move(data)});
}

void InFlight::remove(quint16 id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return;
    m_bytes -= entrySize + it->second.data.size();
    m_entries.erase(it);
}

void InFlight::clear()
{
    m_entries.clear();
    m_bytes = 0;
    restart();
}

bool InFlight::withdraw(quint16 id)
{
    const Entry *entry = find(id);
    const bool isMessage = entry && (entry->awaits == Awaits::Puback || entry->awaits == Awaits::Pubrec);
    if (!isMessage || entry->wasSent)
        return false;
    remove(id);
    m_queue.removeOne(id);
    return true;
}

void InFlight::markReceived(Entry &entry)
{
    m_bytes -= entry.data.size();
    entry.awaits = Awaits::Pubcomp;
    entry.data = QByteArray();
}

bool InFlight::admit(quint16 id, quint16 maximum)
{
    Entry *entry = find(id);
    entry->held = !hasRoom(maximum);
    if (entry->held) {
        m_queue.append(id);
    } else {
        entry->wasSent = true;
        ++m_open;
    }
    return !entry->held;
}

std::optional<quint16> InFlight::finish(quint16 id)
{
    remove(id);
    --m_open;
    return m_queue.isEmpty() ? std::nullopt : std::optional(m_queue.takeFirst());
}

void InFlight::countEnding()
{
    Entry *first = nullptr;
    for (auto &[id, entry] : m_entries) {
        const bool isOpen = !entry.held && (entry.awaits == Awaits::Puback || entry.awaits == Awaits::Pubrec);
        if (isOpen && (!first || entry.sequence < first->sequence))
            first = &entry;
    }
    if (first)
        ++first->endings;
}

void InFlight::restart()
{
    m_open = 0;
    m_queue.clear();
}

void InFlight::dropSubscriptionRequests()
{
    std::erase_if(m_entries, [this](const auto &item) {
        const Entry &entry = item.second;
        const bool isRequest = entry.awaits == Awaits::Suback || entry.awaits == Awaits::Unsuback;
        if (isRequest)
            m_bytes -= entrySize + entry.data.size();
        return isRequest;
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
