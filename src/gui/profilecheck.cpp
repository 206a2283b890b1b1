// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/profilecheck.h"

#include "device/blueprint.h"
#include "device/profilefile.h"

namespace Standin {

Result<> checkProfile(const Profile &profile)
{
    if (const auto read = ProfileFile::parse(ProfileFile::toText(profile)); !read)
        return Failure(read.error());
    if (const auto made = Blueprint::make(profile); !made)
        return Failure(made.error());
    return {};
}

} // namespace Standin
