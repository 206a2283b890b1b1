// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/localbroker.h"
#include "fleet/fleet.h"
#include "profile/profile.h"

namespace Standin::App {

/// Two kinds of sample devices, to look at and to play with.
class SampleFleet
{
public:
    /// The profiles that come with the program, going to `broker`.
    [[nodiscard]] static Result<QList<Profile>> profiles(const QUrl &broker);

    /// Starts the broker, makes three devices of the two kinds and sends them online. Blocks until the broker listens.
    [[nodiscard]] static Result<> start(Fleet &fleet, Broker::LocalBroker &broker);
};

} // namespace Standin::App
