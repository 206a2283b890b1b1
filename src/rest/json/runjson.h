// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "engine/runevents.h"

namespace Standin::Rest {

/// A run as REST shows it.
[[nodiscard]] JsonText runStatusJson(const RunStatus &status);

/// The data of an event of a run, on one line.
[[nodiscard]] JsonText runEventJson(const RunEvent &event);

} // namespace Standin::Rest
