// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/step.h"

namespace Standin::Scenarios {

/// The inverse of StepReader, in the short forms and without the keys that have their usual values.
[[nodiscard]] JsonText toJson(const Step &step);
[[nodiscard]] JsonText toJson(const Steps &steps);

} // namespace Standin::Scenarios
