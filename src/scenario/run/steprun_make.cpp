// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenario/run/capturestep.h"
#include "scenario/run/expectstep.h"
#include "scenario/run/httpsteprun.h"
#include "scenario/run/orderexpectation.h"
#include "scenario/run/orderstep.h"
#include "scenario/run/partsstep.h"
#include "scenario/run/probeaction.h"
#include "scenario/run/rulestep.h"
#include "scenario/run/stateexpectation.h"
#include "scenario/run/waitstep.h"

namespace Standin::Scenarios {

namespace {

/// The class that carries out a kind of step.
struct Maker
{
    RunContext &run;
    const Step &step;
    const Trail &trail;
    int depth;

    template <typename Type>
    [[nodiscard]] std::unique_ptr<StepRun> make() const
    {
        return std::make_unique<Type>(run, step, trail, depth);
    }

    std::unique_ptr<StepRun> operator()(const Connect &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const GoOffline &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const Reconnect &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const Publish &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const Preset &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const SetState &) const { return make<OrderStep>(); }
    std::unique_ptr<StepRun> operator()(const AddRule &) const { return make<RuleStep>(); }
    std::unique_ptr<StepRun> operator()(const Expect &) const { return make<ExpectStep>(); }
    std::unique_ptr<StepRun> operator()(const ExpectNone &) const { return make<ExpectStep>(); }
    std::unique_ptr<StepRun> operator()(const ExpectOrder &) const { return make<OrderExpectation>(); }
    std::unique_ptr<StepRun> operator()(const ExpectState &) const { return make<StateExpectation>(); }
    std::unique_ptr<StepRun> operator()(const CaptureValues &) const { return make<CaptureStep>(); }
    std::unique_ptr<StepRun> operator()(const HttpStep &) const { return make<HttpStepRun>(); }
    std::unique_ptr<StepRun> operator()(const Wait &) const { return make<WaitStep>(); }
    std::unique_ptr<StepRun> operator()(const Group &) const { return make<PartsStep>(); }
    std::unique_ptr<StepRun> operator()(const Parallel &) const { return make<PartsStep>(); }
    std::unique_ptr<StepRun> operator()(const Repeat &) const { return make<PartsStep>(); }
    std::unique_ptr<StepRun> operator()(const ForEachDevice &) const { return make<PartsStep>(); }
    std::unique_ptr<StepRun> operator()(const Include &) const { return make<PartsStep>(); }
    std::unique_ptr<StepRun> operator()(const ProbeStep &probe) const
    {
        const bool looks =
            std::holds_alternative<ProbeExpect>(probe.does) || std::holds_alternative<ProbeExpectNone>(probe.does);
        return looks ? make<ExpectStep>() : make<ProbeAction>();
    }
};

} // namespace

std::unique_ptr<StepRun> makeStepRun(RunContext &run, const Step &step, const Trail &trail, int depth)
{
    return std::visit(Maker{run, step, trail, depth}, step.kind);
}

} // namespace Standin::Scenarios
