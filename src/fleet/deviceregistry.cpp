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
        if (m_byId.contains(id) || ids.contains(id))
            return failure(ErrorCode::DeviceExists, QStringLiteral("there is a device of this client id already"), id,
                           QString());
        ids.insert(id);
    }
    for (const Member &member : members) {
        m_order.push_back(member);
        m_byId.insert(member.record->id(), member);
        member.worker->add(member.record); // under the lock: nobody can ask for a device that is not on its way
    }
    m_listRevision = ++m_revisions;
    return {};
}

DeviceRegistry::Member DeviceRegistry::remove(const QString &id)
{
    const std::unique_lock lock(m_lock);
    const Member member = m_byId.take(id);
    if (!member.record)
        return {};
    std::erase_if(m_order, [&member](const Member &other) { return other.record == member.record; });
    const DeviceStatus status = member.record->status();
    m_receivedByRemoved += status.received;
    m_sentByRemoved += status.sent;
    m_listRevision = ++m_revisions;
    return member;
}

DeviceRegistry::Member DeviceRegistry::find(const QString &id) const
{
    const std::shared_lock lock(m_lock);
    return m_byId.value(id);
}

std::vector<DeviceRegistry::Member> DeviceRegistry::all() const
{
    const std::shared_lock lock(m_lock);
    return m_order;
}

FleetChanges DeviceRegistry::changesSince(quint64 revision) const
{
    const std::shared_lock lock(m_lock);
    FleetChanges changes;
    // Read first: what changes from here on has a higher number and is found next time, perhaps once more.
    changes.revision = m_revisions;
    if (changes.revision == revision)
        return changes;
    changes.listChanged = m_listRevision > revision;
    for (const Member &member : m_order) {
        if (changes.listChanged)
            changes.devices.append(member.record->status());
        else if (auto status = member.record->statusIfChanged(revision))
            changes.devices.append(std::move(*status));
    }
    return changes;
}

FleetTotals DeviceRegistry::totals() const
{
    const std::shared_lock lock(m_lock);
    FleetTotals totals;
    totals.devices = static_cast<int>(m_order.size());
    totals.received = m_receivedByRemoved;
    totals.sent = m_sentByRemoved;
    for (const Member &member : m_order) {
        member.record->inspect([&totals](const DeviceStatus &status) {
            totals.online += status.state == DeviceState::Online;
            totals.connecting += status.state == DeviceState::Connecting || status.state == DeviceState::Reconnecting;
            totals.failed += status.state == DeviceState::Failed;
            totals.received += status.received;
            totals.sent += status.sent;
        });
    }
    return totals;
}

} // namespace Standin
