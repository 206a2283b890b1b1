// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace Standin::Scenarios {

/// The devices that a step is for, as its file names them:
///
///     "gw"            all devices of this entry of `devices`
///     "gw[1]"         the second one of it (the device with this index)
///     ["gw", "door"]  several
///     "*"             all devices of the scenario
///
/// Empty: inside of forEachDevice its current device, else the one entry of `devices`, if there is only one.
struct DeviceNames
{
    QStringList names = {};

    [[nodiscard]] bool isDefault() const { return names.isEmpty(); }

    bool operator==(const DeviceNames &) const = default;
};

} // namespace Standin::Scenarios
