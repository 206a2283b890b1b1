// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

namespace Standin {

using namespace std::chrono;

qint64 SystemClock::nowMicros() const
{
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

Clock::Instant SystemClock::steadyNow() const
{
    return steady_clock::now();
}

} // namespace Standin
