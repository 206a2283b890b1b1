// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/commandchain.h"

namespace Standin {

void CommandChain::add(Clock::Instant now)
{
    if (now - m_last.exchange(now) >= pause) {
        m_size = 0;
        m_isStopped = false;
    }
    ++m_size;
}

} // namespace Standin
