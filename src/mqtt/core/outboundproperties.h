// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/localfailure.h"
#include "mqtt/core/properties.h"

#include <optional>

namespace Standin::Mqtt {

/// nullopt when a client may send these. That they stand in the right packet is for the caller to know.
[[nodiscard]] std::optional<LocalFailure> faultIn(const Properties &properties);

} // namespace Standin::Mqtt
