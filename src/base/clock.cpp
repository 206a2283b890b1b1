// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <chrono>

namespace Standin {

qint64 SystemClock::nowMicros() const
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace Standin
