// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/checkedstep.h"
#include "scenario/file/scenario.h"

#include <functional>

namespace Standin::Scenarios {

/// Checks the meaning of steps, in the order in which they run.
class StepCheck
{
public:
    /// All must outlive it.
    StepCheck(const Scenario &scenario, const CheckedDevices &devices, CheckedNames &names, Faults &faults,
              Faults &warnings);

    void check(const Steps &steps);
    /// Whether one of the steps was an expectation.
    [[nodiscard]] bool hasExpectation() const { return m_at.hasExpectation; }

private:
    void checkStep(const Step &step);

    void checkKind(const Connect &step);
    void checkKind(const GoOffline &step);
    void checkKind(const Reconnect &step);
    void checkKind(const Publish &step);
    void checkKind(const Preset &step);
    void checkKind(const AddRule &step);
    void checkKind(const SetState &step);
    void checkKind(const Expect &step);
    void checkKind(const ExpectNone &step);
    void checkKind(const ExpectOrder &step);
    void checkKind(const ExpectState &step);
    void checkKind(const CaptureValues &step);
    void checkKind(const HttpStep &step);
    void checkKind(const ProbeStep &step);
    void checkKind(const Group &step) { check(step.steps); }
    void checkKind(const Parallel &step);
    void checkKind(const Repeat &step);
    void checkKind(const ForEachDevice &step);
    void checkKind(const Include &step);
    void checkKind(const Wait &step);

    void checkProbe(const ProbePublish &publish);
    void checkProbe(const ProbeSubscribe &subscribe);
    void checkProbe(const ProbeExpect &expect);
    void checkProbe(const ProbeExpectNone &expect);
    void checkProbePattern(const PatternTemplate &pattern, const QString &key);

    CheckedStep m_at;
};

/// Calls `visit` for each step, and for those inside of it, in their order; with those of included files.
void forEachStep(const Steps &steps, const std::function<void(const Step &)> &visit);

} // namespace Standin::Scenarios
