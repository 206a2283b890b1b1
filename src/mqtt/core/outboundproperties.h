// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/localfailure.h"
#include "mqtt/core/properties.h"

#include <optional>

namespace Standin::Mqtt {

/// nullopt when a client may send these. The caller has to know that they are allowed in the packet.
[[nodiscard]] std::optional<LocalFailure> faultIn(const Properties &properties);

} // namespace Standin::Mqtt
