// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/threadtimers.h"
#include "fleet/fleet.h"
#include "journal/awaitlist.h"
#include "template/scriptengine.h"

namespace Standin::Scenarios {

/// What the runs of one thread share. Make, use and destroy it in that thread, which needs an event loop. The services
/// that it is made from outlive it.
class RunServices
{
public:
    RunServices(const Clock &clock, Journal &journal, Fleet &fleet)
        : m_clock(clock)
        , m_journal(journal)
        , m_fleet(fleet)
        , m_timers(clock)
        , m_awaits(journal, m_timers.timers())
    {}
    Q_DISABLE_COPY_MOVE(RunServices)

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] Journal &journal() { return m_journal; }
    [[nodiscard]] Fleet &fleet() { return m_fleet; }
    [[nodiscard]] Timers &timers() { return m_timers.timers(); }
    [[nodiscard]] AwaitList &awaits() { return m_awaits; }
    [[nodiscard]] ScriptEngine &scripts() { return m_scripts; }

private:
    const Clock &m_clock;
    Journal &m_journal;
    Fleet &m_fleet;
    ThreadTimers m_timers;
    AwaitList m_awaits;
    ScriptEngine m_scripts;
};

} // namespace Standin::Scenarios
