// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/profile.h"
#include "fleet/fleet.h"
#include "fleet/localbroker.h"

namespace Standin {

/// Two kinds of sample devices, to look at and to play with.
class SampleFleet
{
public:
    /// The profiles that come with the program, going to `broker`.
    [[nodiscard]] static Result<QList<Profile>> profiles(const QUrl &broker);

    /// Starts the broker, makes three devices of the two kinds and sends them online. Blocks until the broker listens.
    [[nodiscard]] static Result<> start(Fleet &fleet, LocalBroker &broker);
};

} // namespace Standin
