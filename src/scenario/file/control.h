// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/delay.h"
#include "scenario/file/devicenames.h"

#include <memory>
#include <vector>

namespace Standin::Scenarios {

struct Scenario;
struct Step;

/// The steps that hold other steps.
using Steps = std::vector<Step>;

/// {"group": [ … ]}
struct Group
{
    Steps steps;
};

/// {"parallel": [ [ … ], { … } ]}: branches, each an array of steps or one step. It is done when all are; if one
/// fails, the others are cancelled.
struct Parallel
{
    std::vector<Steps> branches;
};

/// {"repeat": {"times": 3, "as": "round", "steps": [ … ]}}: `${vars.round}` counts from 0.
struct Repeat
{
    static constexpr int mostTimes = 1'000'000;

    int times = 1;
    QString as;
    Steps steps;
};

/// {"forEachDevice": {"device": "thermo", "parallel": true, "steps": [ … ]}}: once for each of the devices, which is
/// the one of the steps that name none.
struct ForEachDevice
{
    DeviceNames devices; ///< isDefault(): all devices of the scenario
    bool isParallel = false;
    Steps steps;
};

/// {"include": "login.scenario.json"} or {"include": {"file": "login.scenario.json", "vars": {"user": "anna"}}}: the
/// steps of another file, which has neither setup nor teardown, rows and devices. Its device names are those of this
/// scenario. `vars` have priority over those of that file, and are templates of this one.
struct Include
{
    QString file; ///< as written
    JsonText vars = JsonText::emptyObject();
    std::shared_ptr<const Scenario> scenario = {}; ///< the file that was read; nullptr when it was not resolved
};

/// {"wait": 500} or {"wait": {"type": "uniform", "lower": 50, "upper": 200}}. `standin check` says what to await
/// instead.
struct Wait
{
    Rules::Delay delay;
};

} // namespace Standin::Scenarios
