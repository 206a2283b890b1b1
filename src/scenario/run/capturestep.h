// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// The step capture: sets variables to values of a message that was found before.
class CaptureStep final : public StepRun
{
public:
    using StepRun::StepRun;

private:
    void begin() override;
    void abandon(Stop) override {}
};

} // namespace Standin::Scenarios
