// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/profilecheck.h"

#include "profile/compiledprofile.h"
#include "profile/profilefile.h"

namespace Standin {

Result<> checkProfile(const Profile &profile)
{
    if (const auto read = ProfileFile::parse(ProfileFile::toText(profile)); !read)
        return Failure(read.error());
    if (const auto made = CompiledProfile::make(profile); !made)
        return Failure(made.error());
    return {};
}

} // namespace Standin
