// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"
#include "scenario/file/scenarioscope.h"

#include <map>

namespace Standin::Scenarios {

/// The probes that the steps of a scenario use, by name, and the topic filters that their expectations need. A filter
/// ends with "#" where a topic has a value that is not known before the steps run.
[[nodiscard]] std::map<QString, QStringList> probeTopics(const Scenario &scenario, ScenarioScope scope,
                                                         bool hasOneDevice);

} // namespace Standin::Scenarios
