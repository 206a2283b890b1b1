// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/timers.h"

#include <algorithm>

namespace Standin {

Timer &Timer::operator=(Timer &&other) noexcept
{
    if (this != &other) {
        stop();
        m_timers = std::exchange(other.m_timers, nullptr);
        m_serial = other.m_serial;
        m_slot = other.m_slot;
    }
    return *this;
}

bool Timer::isActive() const
{
    return m_timers && m_timers->m_slots[m_slot].serial == m_serial;
}

void Timer::stop()
{
    if (isActive())
        m_timers->release(m_slot);
    m_timers = nullptr;
}

Timer Timers::start(std::chrono::milliseconds delay, Callback callback)
{
    return startAt(now() + std::max(delay, std::chrono::milliseconds(0)), std::move(callback));
}

Timer Timers::startAt(Instant due, Callback callback)
{
    if (m_free.empty()) {
        m_free.push_back(static_cast<quint32>(m_slots.size()));
        m_slots.emplace_back();
    }
    const quint32 slot = m_free.back();
    m_free.pop_back();
    const quint64 serial = ++m_lastSerial;
    m_slots[slot] = {.due = due, .serial = serial, .callback = std::move(callback)};
    m_heap.push_back(slot);
    moveUp(m_heap.size() - 1);
    if (m_heap.front() == slot && m_earlier)
        m_earlier();
    return {*this, slot, serial};
}

void Timers::runDue()
{
    const Instant due = now();
    const quint64 last = m_lastSerial;
    while (!m_heap.empty()) {
        const quint32 slot = m_heap.front();
        if (m_slots[slot].due > due || m_slots[slot].serial > last)
            break;
        const Callback callback = release(slot);
        callback();
    }
}

std::optional<Timers::Instant> Timers::nextDue() const
{
    return m_heap.empty() ? std::nullopt : std::optional(m_slots[m_heap.front()].due);
}

bool Timers::isBefore(quint32 a, quint32 b) const
{
    return std::pair(m_slots[a].due, m_slots[a].serial) < std::pair(m_slots[b].due, m_slots[b].serial);
}

void Timers::put(size_t place, quint32 slot)
{
    m_heap[place] = slot;
    m_slots[slot].place = place;
}

void Timers::moveUp(size_t place)
{
    const quint32 slot = m_heap[place];
    while (place > 0 && isBefore(slot, m_heap[(place - 1) / 2])) {
        put(place, m_heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(place, slot);
}

void Timers::moveDown(size_t place)
{
    const quint32 slot = m_heap[place];
    for (size_t child = 2 * place + 1; child < m_heap.size(); child = 2 * place + 1) {
        if (child + 1 < m_heap.size() && isBefore(m_heap[child + 1], m_heap[child]))
            ++child;
        if (!isBefore(m_heap[child], slot))
            break;
        put(place, m_heap[child]);
        place = child;
    }
    put(place, slot);
}

Timers::Callback Timers::release(quint32 slot)
{
    const size_t place = m_slots[slot].place;
    const quint32 last = m_heap.back();
    m_heap.pop_back();
    if (last != slot) {
        put(place, last);
        moveDown(place);
        moveUp(m_slots[last].place);
    }
    m_slots[slot].serial = 0;
    m_free.push_back(slot);
    return std::exchange(m_slots[slot].callback, nullptr);
}

} // namespace Standin
