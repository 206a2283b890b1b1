// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicerecord.h"
#include "fleet/fleet.h"

#include <map>
#include <shared_mutex>

namespace Standin {

/// The list of all devices, in the order in which they were added. Thread-safe. The time to find or remove a device
/// does not depend on their number.
class DeviceRegistry
{
public:
    struct Member
    {
        std::shared_ptr<DeviceRecord> record;
        Worker *worker = nullptr; ///< the worker that runs the device
    };

    /// Passes the members to their workers. All or none: DeviceExists when an id is in use or occurs twice.
    Result<> add(const std::vector<Member> &members);
    /// The removed member; an empty one if the id is unknown.
    Member remove(const QString &id);
    [[nodiscard]] Member find(const QString &id) const;
    [[nodiscard]] std::vector<Member> all() const;

    [[nodiscard]] StatusPage page(quint64 after, qsizetype limit) const;
    [[nodiscard]] FleetChanges changesSince(quint64 revision) const;
    [[nodiscard]] FleetTotals totals() const;

    /// For the records of the members.
    [[nodiscard]] DeviceTotals &counters() { return m_counters; }

private:
    mutable std::shared_mutex m_lock;
    using Members = std::map<quint64, Member>;

    Members m_order; ///< by increasing numbers that are never reused
    quint64 m_lastNumber = 0;
    QHash<QString, Members::iterator> m_byId;
    DeviceTotals m_counters;
    quint64 m_listRevision = 0; ///< revision of the last addition or removal
};

} // namespace Standin
