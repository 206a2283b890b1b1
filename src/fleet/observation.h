// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleetobserver.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace Standin {

/// The observer of a fleet. Thread-safe.
class Observation
{
public:
    /// nullptr: none. Calls that have begun before may still reach the former one, which they keep alive.
    void set(std::shared_ptr<FleetObserver> observer)
    {
        const std::lock_guard lock(m_mutex);
        m_isOn = observer != nullptr;
        m_observer.swap(observer);
    }

    /// nullptr when there is none; that needs no lock.
    [[nodiscard]] std::shared_ptr<FleetObserver> observer() const
    {
        if (!m_isOn)
            return nullptr;
        const std::lock_guard lock(m_mutex);
        return m_observer;
    }

    [[nodiscard]] quint64 nextNumber() { return ++m_lastNumber; }

private:
    std::atomic<bool> m_isOn = false;
    std::atomic<quint64> m_lastNumber = 0;
    mutable std::mutex m_mutex;
    std::shared_ptr<FleetObserver> m_observer;
};

} // namespace Standin
