// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"
#include "scenario/file/scenario.h"

namespace Standin::Scenarios {

class ScenarioScope;

/// The profiles of the devices of a scenario.
namespace DeviceProfile {

/// The profile of an entry with its overrides; `row`, `run` and `devices` in its texts are rendered, `vars` are those
/// of the profile, the scenario (ScenarioScope::vars) and the entry, the later first. A profile that is in the scenario
/// has the client id "NAME-${run.id}-${index}" unless it says otherwise. Errors are those of ProfileFile with the path
/// of the profile's file, or with a pointer in the scenario.
/// InvalidArgument also for what the scenario may not use (Access).
[[nodiscard]] Result<Profile> make(const DeviceEntry &entry, const Scenario &scenario, ScenarioScope &scope);

} // namespace DeviceProfile

/// The connection of a probe: `base` with its own keys. Base is that of the first device; its user and password are
/// left out, because the probe is another client.
[[nodiscard]] Result<Connection> connectionOf(const Probe &probe, const Connection &base, Access access,
                                              ScenarioScope &scope);

} // namespace Standin::Scenarios
