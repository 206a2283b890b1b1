// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/waitstep.h"

namespace Standin::Scenarios {

void WaitStep::begin()
{
    const auto delay = std::get<Wait>(m_step.kind).delay.draw(m_run.random);
    m_timer = m_run.services.timers().start(delay, [this] { pass(); });
}

} // namespace Standin::Scenarios
