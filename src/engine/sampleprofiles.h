// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

/// The example profiles that are built into the program, with `broker` as their connection.
[[nodiscard]] Result<QList<Profile>> sampleProfiles(const QUrl &broker);

} // namespace Standin
