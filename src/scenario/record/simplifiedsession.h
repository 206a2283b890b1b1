// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recordedsession.h"

namespace Standin::Scenarios {

/// The recording with only such actions as steps can repeat: a reset becomes the state of the profile, a removed device
/// goes offline, and preset replies that were taken back before they were used are not set. What is left out is in the
/// warnings.
[[nodiscard]] RecordedSession simplified(RecordedSession session);

} // namespace Standin::Scenarios
