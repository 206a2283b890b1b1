// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/http/httplimits.h"

#include "base/filedescriptors.h"

namespace Standin::Rest {

qsizetype HttpLimits::connectionsHere()
{
    constexpr qsizetype most = 6 * 1024;
    return qBound(qsizetype(512), qsizetype(FileDescriptors::limit() / 2), most);
}

} // namespace Standin::Rest
