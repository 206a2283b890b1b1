// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/explanation.h"
#include "template/variables.h"

namespace Standin::Rules {

/// {"fw": "1.0", "door": null}: the values that the state of a device must have. Numbers are compared by value, objects
/// and arrays as JSON; null stands for a value that is not there.
namespace StateCondition {

[[nodiscard]] bool holds(const JsonText &wanted, const Variables &state);
/// One check for each value; its pointer begins with "/state".
[[nodiscard]] QList<Match::Check> explain(const JsonText &wanted, const Variables &state);

} // namespace StateCondition

} // namespace Standin::Rules
