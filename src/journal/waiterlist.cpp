// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/waiterlist.h"

#include <vector>

namespace Standin {

/// One callback. The lock is held while it runs, so that cancel() waits for its end; it is recursive, because the
/// callback itself may cancel.
class WaiterRegistration
{
public:
    WaiterRegistration(WaiterKey key, std::function<void()> callback)
        : m_key(key)
        , m_callback(std::move(callback))
    {}

    [[nodiscard]] const WaiterKey &key() const { return m_key; }

    void call()
    {
        const std::lock_guard lock(m_mutex);
        if (const auto callback = std::exchange(m_callback, nullptr))
            callback();
    }

    void cancel()
    {
        const std::lock_guard lock(m_mutex);
        m_callback = nullptr;
    }

private:
    const WaiterKey m_key;
    std::recursive_mutex m_mutex;
    std::function<void()> m_callback;
};

JournalWaiter WaiterList::add(Cursor after, std::function<void()> callback)
{
    const std::lock_guard lock(m_mutex);
    const WaiterKey key(after, ++m_lastNumber);
    auto registration = std::make_shared<WaiterRegistration>(key, std::move(callback));
    m_waiting.emplace(key, registration);
    updateNearest();
    return {shared_from_this(), std::move(registration)};
}

void WaiterList::wake(const JournalWaiter &waiter)
{
    const auto registration = waiter.m_registration; // the callback may destroy the waiter
    remove(*registration);
    registration->call();
}

void WaiterList::callThoseBefore(Cursor newest)
{
    std::vector<std::shared_ptr<WaiterRegistration>> due;
    {
        const std::lock_guard lock(m_mutex);
        const auto end = m_waiting.lower_bound({newest, 0});
        for (auto it = m_waiting.begin(); it != end; ++it)
            due.push_back(std::move(it->second));
        m_waiting.erase(m_waiting.begin(), end);
        updateNearest();
    }
    for (const auto &registration : due)
        registration->call();
}

void WaiterList::cancel(WaiterRegistration &registration)
{
    remove(registration);
    registration.cancel();
}

void WaiterList::remove(const WaiterRegistration &registration)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.erase(registration.key());
    updateNearest();
}

size_t WaiterList::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

void WaiterList::updateNearest()
{
    m_nearest.store(m_waiting.empty() ? nobody : m_waiting.begin()->first.first, std::memory_order_relaxed);
}

} // namespace Standin
