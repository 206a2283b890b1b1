// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profile.h"

namespace Standin {

bool Profile::connectsLike(const Profile &other) const
{
    return connection == other.connection && topics == other.topics && subscriptions == other.subscriptions &&
           vars == other.vars && baseDir == other.baseDir;
}

} // namespace Standin
