// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// The step wait.
class WaitStep final : public StepRun
{
public:
    using StepRun::StepRun;

private:
    void begin() override;
    void abandon(Stop) override { m_timer.stop(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> ownTime() const override { return std::nullopt; }

    Timer m_timer;
};

} // namespace Standin::Scenarios
