// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "scenario/file/faults.h"
#include "scenario/file/scenario.h"

#include <map>

namespace Standin::Scenarios {

/// The devices of a scenario for its check.
class CheckedDevices
{
public:
    /// Reads the profiles. Those that are missing or broken are faults.
    CheckedDevices(const Scenario &scenario, const JsonText &firstRow, Faults &faults);

    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// Of the profile of an entry; nullptr when it could not be read.
    [[nodiscard]] const Profile *profile(const QString &entry) const;
    /// The entries that a step is for. `current`: what forEachDevice around it is for. Unknown names, and no name where
    /// one is needed, are faults at `where`.
    [[nodiscard]] QStringList entriesOf(const DeviceNames &devices, const DeviceNames *current, const QString &where,
                                        Faults &faults) const;
    /// Whether they are exactly one device.
    [[nodiscard]] bool isOne(const DeviceNames &devices, const DeviceNames *current) const;

private:
    [[nodiscard]] QString faultOf(const QString &name) const;
    [[nodiscard]] qsizetype countOf(const QString &name) const;

    QStringList m_names;
    std::map<QString, Profile> m_profiles;
};

} // namespace Standin::Scenarios
