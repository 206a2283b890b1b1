// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "fleet/fleet.h"
#include "journal/journal.h"
#include "profile/profileregistry.h"

namespace Standin::Tests {

/// A fleet of two worker threads, with its services.
struct FleetWorld
{
    SystemClock clock;
    Journal journal{clock};
    ProfileRegistry profiles;
    Fleet fleet{clock, journal, profiles, 2};
};

} // namespace Standin::Tests
