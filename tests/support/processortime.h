// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace Standin::Tests {

/// Of this thread. Unlike elapsed time it does not grow when the machine is busy.
inline std::chrono::nanoseconds processorTime()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The same in seconds.
inline double processorSeconds()
{
    return std::chrono::duration<double>(processorTime()).count();
}

} // namespace Standin::Tests
