// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace Standin {

class Timers;

/// A timer that was started. Destroying the handle, or assigning another to it, stops the timer. It may be kept longer
/// than the timer runs, but not longer than its Timers.
class [[nodiscard]] Timer
{
public:
    Timer() = default;
    Timer(Timer &&other) noexcept { *this = std::move(other); }
    Timer &operator=(Timer &&other) noexcept;
    ~Timer() { stop(); }
    Q_DISABLE_COPY(Timer)

    /// Stops the timer. Safe in any state, also from within the callback.
    void stop();
    [[nodiscard]] bool isActive() const;

private:
    friend class Timers;
    Timer(Timers &timers, quint32 slot, quint64 serial)
        : m_timers(&timers)
        , m_serial(serial)
        , m_slot(slot)
    {}

    Timers *m_timers = nullptr;
    quint64 m_serial = 0;
    quint32 m_slot = 0;
};

/// The one-shot timers of one thread, in the order of their due times: a heap, so that each costs O(log n) to start,
/// stop and run, and no allocation once as many have been in use at a time. It does not wait by itself: its owner calls
/// runDue() (ThreadTimers in a thread with an event loop, or a test). Use it in one thread.
class Timers
{
public:
    using Callback = std::function<void()>;
    using Instant = Clock::Instant;

    /// The clock must outlive the timers.
    explicit Timers(const Clock &clock)
        : m_clock(clock)
    {}
    Q_DISABLE_COPY_MOVE(Timers)

    /// `callback` runs once, from runDue(), never from within this call. A delay below 0 is 0.
    Timer start(std::chrono::milliseconds delay, Callback callback);
    Timer startAt(Instant due, Callback callback);

    /// Runs what is due now, the earliest first; of those due at the same time the one started first. Timers started
    /// meanwhile wait for the next call, so a timer of 0 ms does not keep the thread from its other work.
    void runDue();

    /// The next due time; nullopt while no timer is active.
    [[nodiscard]] std::optional<Instant> nextDue() const;
    [[nodiscard]] size_t count() const { return m_heap.size(); }
    [[nodiscard]] Instant now() const { return m_clock.steadyNow(); }

    /// `listener` is called when nextDue() becomes earlier than it was.
    void onEarlier(Callback listener) { m_earlier = std::move(listener); }

private:
    friend class Timer;

    struct Slot
    {
        Instant due;
        quint64 serial = 0; ///< of the timer that has this slot, in the order of start; 0: the slot is free
        size_t place = 0;   ///< its index in the heap
        Callback callback;
    };

    [[nodiscard]] bool isBefore(quint32 a, quint32 b) const;
    void put(size_t place, quint32 slot);
    void moveUp(size_t place);
    void moveDown(size_t place);
    Callback release(quint32 slot);

    const Clock &m_clock;
    Callback m_earlier;
    std::vector<Slot> m_slots;
    std::vector<quint32> m_free; ///< indices of slots
    std::vector<quint32> m_heap; ///< indices of slots, the earliest first
    quint64 m_lastSerial = 0;
};

} // namespace Standin
