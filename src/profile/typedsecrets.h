// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace Standin {

/// The profile without the values of its secrets, which were typed in or sent by REST for certain devices. Where a
/// secret is to be found (`env`, `file`) stays.
[[nodiscard]] Profile withoutTypedSecrets(Profile profile);

} // namespace Standin
