// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "scenario/record/recordingwarning.h"

#include <QList>

namespace Standin::Scenarios {

/// The profile of a recorded device, to be part of a scenario's file.
namespace RecordedProfile {

/// Without keys that have their usual values, without the devices (`clientId`, `count` and so on), and without secrets:
/// one that has no place of its own (`env`, `file`, `keychain`) is read from an environment variable, which a warning
/// names. Relative paths become absolute. `entry`: the name in the scenario; `id`: a device, for the warnings.
[[nodiscard]] JsonText written(const Profile &profile, const QString &entry, const QString &id,
                               QList<RecordingWarning> &warnings);

/// Whether what the device logs in with depends on its client id, so that another id would be refused.
[[nodiscard]] bool logsInWithClientId(const Profile &profile, const QString &id);

} // namespace RecordedProfile

} // namespace Standin::Scenarios
