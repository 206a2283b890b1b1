// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "profile/profile.h"

namespace Standin {

/// Checks that devices can be made from the profile and that its file can be read again. The error's `where` is a JSON
/// pointer.
[[nodiscard]] Result<> checkProfile(const Profile &profile);

} // namespace Standin
