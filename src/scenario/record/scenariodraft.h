// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/record/recordedsession.h"
#include "scenario/record/recorder.h"

namespace Standin::Scenarios {

/// The scenario of a recording (docs/scenarios.md, "Recording"). It passes when the back end does the same again.
[[nodiscard]] RecordedScenario scenarioOf(const RecordedSession &session);

} // namespace Standin::Scenarios
