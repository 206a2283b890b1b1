// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/devicestatus.h"
#include "profile/compiledprofile.h"

#include <atomic>
#include <mutex>

namespace Standin {

/// What is known of a device outside of its own thread: the device writes, everybody may read.
class DeviceRecord
{
public:
    /// `revisions` counts the changes of all records of a fleet and must outlive this one.
    DeviceRecord(DeviceStatus status, std::shared_ptr<const CompiledProfile> compiled, std::atomic<quint64> &revisions)
        : m_revisions(revisions)
        , m_status(std::move(status))
        , m_profile(std::move(compiled))
        , m_id(m_status.id)
    {}
    Q_DISABLE_COPY_MOVE(DeviceRecord)

    [[nodiscard]] const QString &id() const { return m_id; }

    template <typename Change>
    void update(Change change)
    {
        const std::lock_guard lock(m_mutex);
        change(m_status);
        m_revision = ++m_revisions;
    }

    [[nodiscard]] DeviceStatus status() const
    {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }

    /// Runs `see` with the status under the lock, so keep it short.
    template <typename See>
    void inspect(See see) const
    {
        const std::lock_guard lock(m_mutex);
        see(m_status);
    }

    /// The status when it has changed after `revision`.
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
    }

private:
    std::atomic<quint64> &m_revisions;
    mutable std::mutex m_mutex;
    DeviceStatus m_status;
    quint64 m_revision = 0;
    std::shared_ptr<const CompiledProfile> m_profile;
    const QString m_id;
};

} // namespace Standin
