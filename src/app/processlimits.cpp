// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/processlimits.h"

#include <sys/resource.h>

namespace Standin::App {

void raiseFileLimit()
{
    rlimit limit;
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace Standin::App
