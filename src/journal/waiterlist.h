// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journalquery.h"
#include "journal/journalwaiter.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace Standin {

/// The cursor after which an entry is waited for, and a number that makes the key unique.
using WaiterKey = std::pair<Cursor, quint64>;

/// The waiters for an entry after their cursor. Every function may be called from any thread.
///
/// No wake-up is lost if the journal
/// - on append makes the new cursor visible under its lock, and calls wake() after releasing that lock;
/// - on waitFor() calls add(), then reads its cursor under that lock, and wakes the waiter when there is an entry.
/// Whichever of the two takes the lock first, the other one then sees its change.
class WaiterList : public std::enable_shared_from_this<WaiterList>
{
public:
    [[nodiscard]] JournalWaiter add(Cursor after, std::function<void()> callback);

    /// Calls the waiters for an entry up to `newest`, in the order of their cursors, in this thread. Without waiters
    /// the cost is one comparison.
    void wake(Cursor newest)
    {
        if (newest > m_nearest.load(std::memory_order_relaxed))
            callThoseBefore(newest);
    }
    /// Calls this waiter unless it was called before.
    void wake(const JournalWaiter &waiter);

    /// Number of waiters.
    [[nodiscard]] size_t size() const;

private:
    friend class JournalWaiter;
    static constexpr Cursor nobody = std::numeric_limits<Cursor>::max();

    void callThoseBefore(Cursor newest);
    void cancel(WaiterRegistration &registration);
    void remove(const WaiterRegistration &registration);
    void updateNearest();

    mutable std::mutex m_mutex;
    std::map<WaiterKey, std::shared_ptr<WaiterRegistration>> m_waiting;
    quint64 m_lastNumber = 0;
    std::atomic<Cursor> m_nearest = nobody; ///< the lowest cursor in m_waiting
};

} // namespace Standin
