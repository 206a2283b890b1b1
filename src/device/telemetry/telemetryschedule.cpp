// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/telemetry/telemetryschedule.h"

#include <algorithm>

namespace Standin {

TelemetrySchedule::TelemetrySchedule(Timers &timers, Send send)
    : m_timers(timers)
    , m_send(std::move(send))
{}

void TelemetrySchedule::start(std::shared_ptr<const CompiledProfile> profile, FirstReport first)
{
    Q_ASSERT(m_entries.empty());
    m_profile = std::move(profile);
    const auto running = m_profile;
    const quint32 thisStart = ++m_starts;
    const Timers::Instant now = m_timers.now();
    m_entries.resize(running->telemetry.size());
    for (size_t i = 0; i < m_entries.size(); ++i) {
        m_entries[i].due = now;
        wait(i);
    }
    if (first == FirstReport::AfterTheInterval)
        return;
    for (const Report &report : running->telemetry) {
        if (!m_profile || m_starts != thisStart)
            return; // the report before led to stop()
        m_send(report);
    }
}

void TelemetrySchedule::stop()
{
    m_entries.clear();
    m_profile.reset();
}

void TelemetrySchedule::wait(size_t index)
{
    Entry &entry = m_entries[index];
    // What a busy thread has missed is not made up for.
    const std::chrono::milliseconds interval(m_profile->telemetry[index].settings.everyMs);
    entry.due = std::max(entry.due + interval, m_timers.now());
    entry.timer = m_timers.startAt(entry.due, [this, index] { send(index); });
}

void TelemetrySchedule::send(size_t index)
{
    wait(index);
    const auto running = m_profile; // the report may lead to stop()
    m_send(running->telemetry[index]);
}

} // namespace Standin
