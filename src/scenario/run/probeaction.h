// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/steprun.h"

namespace Standin::Scenarios {

class ProbeClient;

/// The steps of a probe that act: publish and subscribe. (ExpectStep has the others.)
class ProbeAction final : public StepRun
{
public:
    using StepRun::StepRun;

private:
    void begin() override;
    void abandon(Stop) override {}

    void publish(ProbeClient &client, const ProbePublish &step);
    void subscribe(ProbeClient &client, const ProbeSubscribe &step);
    /// Ends the step with the answer, unless it has ended.
    [[nodiscard]] std::function<void(const Result<> &)> answer();
};

} // namespace Standin::Scenarios
