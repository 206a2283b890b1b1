// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/filedescriptors.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace Standin {

using namespace Qt::StringLiterals;

namespace {

int keptFrom(FileDescriptors::User user)
{
    const int fromDevices = std::clamp(FileDescriptors::limit() / 4, 8, 128);
    return user == FileDescriptors::User::Device ? fromDevices : fromDevices / 4;
}

/// -1 when there is none.
int newDescriptor()
{
    return ::eventfd(0, EFD_CLOEXEC);
}

} // namespace

int FileDescriptors::limit()
{
    constexpr int most = std::numeric_limits<int>::max();
    rlimit limit = {};
    const bool isKnown = ::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < static_cast<rlim_t>(most);
    return isKnown ? static_cast<int>(limit.rlim_cur) : most;
}

/// The system assigns the lowest free number, so the number of a new one is a lower limit of those in use.
bool FileDescriptors::areScarce(User user)
{
    const int probe = newDescriptor();
    if (probe < 0)
        return true;
    ::close(probe);
    return probe >= limit() - keptFrom(user);
}

bool FileDescriptors::haveRoomFor(int count)
{
    std::vector<int> taken;
    while (std::ssize(taken) < count && (taken.empty() || taken.back() >= 0))
        taken.push_back(newDescriptor());
    const bool hasRoom = taken.empty() || taken.back() >= 0;
    for (const int descriptor : taken) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    return hasRoom;
}

Error FileDescriptors::usedUp(const QString &where)
{
    return {ErrorCode::LimitReached,
            u"this process may open %1 files and connections, and they are in use: raise the limit (ulimit -n)"_s.arg(
                limit()),
            where};
}

} // namespace Standin
