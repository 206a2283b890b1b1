// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/telemetry/telemetryschedule.h"

#include <algorithm>
#include <cmath>

namespace Standin {

using namespace std::chrono_literals;

namespace {

/// All first reports of a fleet are sent within this time, so that a tester does not wait for them.
constexpr std::chrono::milliseconds longestSpread = 1s;

std::chrono::milliseconds intervalOf(const TelemetrySchedule::Report &report)
{
    return std::chrono::milliseconds(report.settings.everyMs);
}

std::chrono::microseconds shareOf(std::chrono::milliseconds time, double share)
{
    return std::chrono::round<std::chrono::microseconds>(time * share);
}

} // namespace

TelemetrySchedule::TelemetrySchedule(Timers &timers, Send send)
    : m_timers(timers)
    , m_send(std::move(send))
{}

double TelemetrySchedule::phaseOf(int index)
{
    // The fractional parts of multiples of the golden ratio: any number of them is spread evenly between 0 and 1.
    constexpr double goldenRatio = 0.6180339887498949;
    const double turns = index * goldenRatio;
    return turns - std::floor(turns);
}

void TelemetrySchedule::start(std::shared_ptr<const CompiledProfile> profile, FirstReport first, double phase)
{
    Q_ASSERT(m_entries.empty());
    m_profile = std::move(profile);
    const auto running = m_profile;
    const quint32 thisStart = ++m_starts;
    const Timers::Instant now = m_timers.now();
    m_entries.resize(running->telemetry.size());
    const bool isSpread = first == FirstReport::Now && phase > 0;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const auto interval = intervalOf(running->telemetry[i]);
        m_entries[i].due = now + shareOf(interval, phase);
        if (isSpread)
            m_entries[i].timer =
                m_timers.startAt(now + shareOf(std::min(interval, longestSpread), phase), [this, i] { send(i); });
        else
            wait(i);
    }
    if (first == FirstReport::AfterTheInterval || isSpread)
        return;
    for (const Report &report : running->telemetry) {
        if (!m_profile || m_starts != thisStart)
            return; // the previous report led to stop()
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
    // Reports that a busy thread has missed are not sent later.
    entry.due = std::max(entry.due + intervalOf(m_profile->telemetry[index]), m_timers.now());
    entry.timer = m_timers.startAt(entry.due, [this, index] { send(index); });
}

void TelemetrySchedule::send(size_t index)
{
    wait(index);
    const auto running = m_profile; // the report may lead to stop()
    m_send(running->telemetry[index]);
}

} // namespace Standin
