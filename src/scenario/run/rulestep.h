// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

/// The step rule: a rule for the devices until the run ends.
class RuleStep final : public StepRun
{
public:
    using StepRun::StepRun;

private:
    void begin() override;
    void abandon(Stop) override {}

    [[nodiscard]] Result<Rules::Rule> rule(const QStringList &devices) const;
};

} // namespace Standin::Scenarios
