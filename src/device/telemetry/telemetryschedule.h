// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"
#include "profile/compiledprofile.h"

namespace Standin {

/// The times of the reports of a profile: each is repeated at its own interval, counted from start().
///
/// Each device has a phase from 0 to 1, by its number, so that the devices of a fleet do not all report at the same
/// time. The first report is sent after this fraction of a second, or of the interval if that is shorter; the following
/// ones are delayed by this fraction of the interval. Device 0 has the phase 0: it reports at once, then after each
/// interval.
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

    /// The phase of a device; phases are spread evenly for any size of the fleet.
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
