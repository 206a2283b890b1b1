// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/run/stepreport.h"

namespace Standin::Scenarios {

/// The events of one run, in its thread.
class RunListener
{
public:
    /// `depth`: 0 for a step that is in no other.
    virtual void stepStarted(const StepReport &step, int depth) = 0;
    virtual void stepFinished(const StepReport &step, int depth) = 0;

protected:
    ~RunListener() = default;
};

} // namespace Standin::Scenarios
