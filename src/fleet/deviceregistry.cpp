// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/deviceregistry.h"

#include "fleet/worker.h"

#include <QSet>

namespace Standin {

Result<> DeviceRegistry::add(const std::vector<Member> &members)
{
    const std::unique_lock lock(m_lock);
    QSet<QString> ids;
    for (const Member &member : members) {
        const QString &id = member.record->id();
        if (m_byId.contains(id))
            return failure(ErrorCode::DeviceExists, QStringLiteral("there is a device of this client id already"), id,
                           QString());
        if (ids.contains(id))
            return failure(ErrorCode::DeviceExists,
                           QStringLiteral("several devices of the profile would have this client id: put ${index} into "
                                          "\"clientId\""),
                           id, QString());
        ids.insert(id);
    }
    for (const Member &member : members) {
        m_byId.insert(member.record->id(), m_order.emplace(++m_lastNumber, member).first);
        member.worker->add(member.record); // under the lock: a device that can be found has been passed to its worker
    }
    m_listRevision = ++m_counters.revisions;
    return {};
}

DeviceRegistry::Member DeviceRegistry::remove(const QString &id)
{
    const std::unique_lock lock(m_lock);
    const auto found = m_byId.constFind(id);
    if (found == m_byId.cend())
        return {};
    Member member = std::move((*found)->second);
    m_order.erase(*found);
    m_byId.erase(found);
    member.record->stopCounting();
    m_listRevision = ++m_counters.revisions;
    return member;
}

DeviceRegistry::Member DeviceRegistry::find(const QString &id) const
{
    const std::shared_lock lock(m_lock);
    const auto found = m_byId.constFind(id);
    return found == m_byId.cend() ? Member() : (*found)->second;
}

std::vector<DeviceRegistry::Member> DeviceRegistry::all() const
{
    const std::shared_lock lock(m_lock);
    std::vector<Member> members;
    members.reserve(m_order.size());
    for (const auto &[number, member] : m_order)
        members.push_back(member);
    return members;
}

StatusPage DeviceRegistry::page(quint64 after, qsizetype limit) const
{
    const std::shared_lock lock(m_lock);
    StatusPage page{.devices = {}, .last = after};
    auto it = m_order.upper_bound(after);
    for (; it != m_order.end() && page.devices.size() < limit; ++it) {
        page.devices.append(it->second.record->status());
        page.last = it->first;
    }
    page.more = it != m_order.end();
    return page;
}

FleetChanges DeviceRegistry::changesSince(quint64 revision) const
{
    const std::shared_lock lock(m_lock);
    FleetChanges changes;
    // Read first: later changes have a higher number and are found next time, perhaps a second time.
    changes.revision = m_counters.revisions;
    if (changes.revision == revision)
        return changes;
    changes.listChanged = m_listRevision > revision;
    for (const auto &[number, member] : m_order) {
        if (changes.listChanged)
            changes.devices.append(member.record->status());
        else if (auto status = member.record->statusIfChanged(revision))
            changes.devices.append(std::move(*status));
    }
    return changes;
}

FleetTotals DeviceRegistry::totals() const
{
    FleetTotals totals;
    {
        const std::shared_lock lock(m_lock);
        totals.devices = static_cast<int>(m_order.size());
    }
    totals.online = m_counters.online;
    totals.connecting = m_counters.connecting;
    totals.failed = m_counters.failed;
    totals.received = m_counters.received;
    totals.sent = m_counters.sent;
    return totals;
}

} // namespace Standin
