// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicerecord.h"
#include "fleet/fleet.h"

#include <shared_mutex>

namespace Standin {

/// The list of all devices, in the order in which they were added. Thread-safe.
class DeviceRegistry
{
public:
    struct Member
    {
        std::shared_ptr<DeviceRecord> record;
        Worker *worker = nullptr; ///< where the device lives
    };

    /// Gives the members to their workers. All or none: DeviceExists when an id is taken or comes twice.
    Result<> add(const std::vector<Member> &members);
    /// The member that was taken out; an empty one when there is none of that id.
    Member remove(const QString &id);
    [[nodiscard]] Member find(const QString &id) const;
    [[nodiscard]] std::vector<Member> all() const;

    [[nodiscard]] FleetChanges changesSince(quint64 revision) const;
    [[nodiscard]] FleetTotals totals() const;

    /// Counts every change of every record, and of the list.
    [[nodiscard]] std::atomic<quint64> &revisions() { return m_revisions; }

private:
    mutable std::shared_mutex m_lock;
    std::vector<Member> m_order;
    QHash<QString, Member> m_byId;
    std::atomic<quint64> m_revisions = 0;
    quint64 m_listRevision = 0; ///< when a device was added or removed last
    quint64 m_receivedByRemoved = 0;
    quint64 m_sentByRemoved = 0;
};

} // namespace Standin
