// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/timers.h"
#include "profile/compiledprofile.h"

namespace Standin {

/// When the reports of a profile are due: each again and again at its own interval, counted from start().
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

    /// With FirstReport::Now, each is sent from within this call. Only while stopped.
    void start(std::shared_ptr<const CompiledProfile> profile, FirstReport first);
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
