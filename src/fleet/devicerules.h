// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rules/ruleset.h"

namespace Standin {

/// The rules that a device tries.
struct DeviceRules
{
    Rules::RuleSetPtr set;                                 ///< all, in their order; never null
    std::shared_ptr<const Rules::CompiledRules> ofProfile; ///< those of its profile, as they stand there; nullptr: none
};

} // namespace Standin
