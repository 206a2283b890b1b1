// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/processlimits.h"

#include "base/filedescriptors.h"

#include <QThread>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace Standin::App {

void keepStandardFiles()
{
    int file = 0;
    do {
        file = ::open("/dev/null", O_RDWR);
    } while (file >= 0 && file <= STDERR_FILENO);
    if (file >= 0)
        ::close(file);
}

Result<> raiseFileLimit()
{
    rlimit limit;
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    const int needed = 40 + 4 * QThread::idealThreadCount(); // each worker has an event loop
    if (!FileDescriptors::haveRoomFor(needed))
        return Failure(FileDescriptors::usedUp());
    return {};
}

} // namespace Standin::App
