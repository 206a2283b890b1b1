// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"
#include "profile/compiledprofile.h"

namespace Standin {

/// When the reports of a profile are due: each again and again at its own interval, counted from start().
///
/// So that a fleet that comes online at once does not report at once, each device has a phase from 0 to 1, by its
/// number. The first report comes after that share of a second, or of an interval that is shorter; those that follow
/// are later by that share of the interval. Device 0 has the phase 0: at once, then after each interval.
class TelemetrySchedule
{
public:
    using Report = CompiledProfile::Telemetry;
    /// May call stop() and start().
    using Send = std::function<void(const Report &)>;

    enum class FirstReport {
        Now,
        AfterTheInterval,
    };

    /// The timers must outlive the schedule.
    TelemetrySchedule(Timers &timers, Send send);

    /// The phase of a device, spread evenly whatever the size of the fleet.
    [[nodiscard]] static double phaseOf(int index);

    /// With FirstReport::Now and the phase 0, each is sent from within this call. Only while stopped.
    void start(std::shared_ptr<const CompiledProfile> profile, FirstReport first, double phase = 0);
    void stop();

private:
    struct Entry
    {
        Timers::Instant due;
        Timer timer;
    };

    void wait(size_t index);
    void send(size_t index);

    Timers &m_timers;
    const Send m_send;
    std::shared_ptr<const CompiledProfile> m_profile; ///< while running
    std::vector<Entry> m_entries;                     ///< one for each report of the profile; empty while stopped
    quint32 m_starts = 0;
};

} // namespace Standin
