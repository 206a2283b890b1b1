// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "device/devicetotals.h"
#include "profile/compiledprofile.h"

#include <mutex>

namespace Standin {

/// The data of a device that other threads can see: the device writes, every thread may read.
class DeviceRecord
{
public:
    /// `totals` is that of all records of a fleet and must outlive this one. The device begins offline, without
    /// messages.
    DeviceRecord(DeviceStatus status, std::shared_ptr<const CompiledProfile> compiled, DeviceTotals &totals)
        : m_totals(totals)
        , m_status(std::move(status))
        , m_profile(std::move(compiled))
        , m_id(m_status.id)
    {
        m_status.profileRevision = ++totals.revisions;
        m_status.presetRevision = ++totals.revisions;
    }
    Q_DISABLE_COPY_MOVE(DeviceRecord)

    [[nodiscard]] const QString &id() const { return m_id; }

    template <typename Change>
    void update(Change change)
    {
        const std::lock_guard lock(m_mutex);
        const DeviceState state = m_status.state;
        const quint64 received = m_status.received;
        const quint64 sent = m_status.sent;
        change(m_status);
        if (m_isCounted) {
            if (m_status.state != state) {
                m_totals.count(state, -1);
                m_totals.count(m_status.state, 1);
            }
            if (m_status.received != received)
                m_totals.received += m_status.received - received;
            if (m_status.sent != sent)
                m_totals.sent += m_status.sent - sent;
        }
        m_revision = ++m_totals.revisions;
    }

    /// Whether this many bytes of preset replies may be added; the limit is shared by all devices.
    [[nodiscard]] bool hasRoomForPresets(qint64 bytes) const
    {
        return m_totals.presetBytes + bytes <= DeviceTotals::mostPresetBytes;
    }

    void addPreset(const PresetReply &reply)
    {
        const qsizetype bytes = reply.bytes();
        update([&](DeviceStatus &status) {
            status.presetReplies.append(reply);
            countPresets(status, bytes);
        });
    }
    void removePreset(qsizetype place)
    {
        update([&](DeviceStatus &status) { countPresets(status, -status.presetReplies.takeAt(place).bytes()); });
    }
    void setPresets(const QList<PresetReply> &replies)
    {
        const qint64 bytes = bytesOf(replies);
        update([&](DeviceStatus &status) {
            status.presetReplies = replies;
            countPresets(status, bytes - m_presetBytes);
        });
    }
    void clearPresets()
    {
        update([&](DeviceStatus &status) {
            status.presetReplies.clear();
            countPresets(status, -m_presetBytes);
        });
    }

    /// The device was removed: from now on its changes are not added to the totals. Its messages so far stay in them.
    void stopCounting()
    {
        const std::lock_guard lock(m_mutex);
        countPresets(m_status, -m_presetBytes);
        if (std::exchange(m_isCounted, false))
            m_totals.count(m_status.state, -1);
    }

    [[nodiscard]] DeviceStatus status() const
    {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }

    /// Calls `see` with the status while holding the lock, so `see` must be short.
    template <typename See>
    void inspect(See see) const
    {
        const std::lock_guard lock(m_mutex);
        see(m_status);
    }

    /// The status if it has changed after `revision`.
    [[nodiscard]] std::optional<DeviceStatus> statusIfChanged(quint64 revision) const
    {
        const std::lock_guard lock(m_mutex);
        return m_revision > revision ? std::optional(m_status) : std::nullopt;
    }

    [[nodiscard]] std::shared_ptr<const CompiledProfile> compiledProfile() const
    {
        const std::lock_guard lock(m_mutex);
        return m_profile;
    }

    void setCompiledProfile(std::shared_ptr<const CompiledProfile> compiled)
    {
        const std::lock_guard lock(m_mutex);
        m_profile = std::move(compiled);
        m_status.profileRevision = ++m_totals.revisions;
    }

private:
    void countPresets(DeviceStatus &status, qint64 more)
    {
        status.presetRevision = ++m_totals.revisions;
        if (!m_isCounted)
            return;
        m_totals.presetBytes += more;
        m_presetBytes += more;
    }

    DeviceTotals &m_totals;
    mutable std::mutex m_mutex;
    DeviceStatus m_status;
    quint64 m_revision = 0;
    bool m_isCounted = true;
    qint64 m_presetBytes = 0; ///< the part that is counted in m_totals
    std::shared_ptr<const CompiledProfile> m_profile;
    const QString m_id;
};

} // namespace Standin
