// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

namespace Standin {

/// Whether devices could be made of the profile and its file be read again. The error's `where` is a JSON pointer.
[[nodiscard]] Result<> checkProfile(const Profile &profile);

} // namespace Standin
