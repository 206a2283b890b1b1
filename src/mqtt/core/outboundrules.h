// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/connectionv5.h"
#include "mqtt/core/localfailure.h"

#include <optional>

/// Checks what a client may send in general and to this broker: nullopt when it is allowed.
namespace Standin::Mqtt {

/// The caller has checked that the properties are allowed in the packet.
[[nodiscard]] std::optional<LocalFailure> faultIn(const Properties &properties);

[[nodiscard]] std::optional<LocalFailure> faultIn(const Connect &packet);

/// `v5`: the connection, where it is one of 5.0; else nullptr.
[[nodiscard]] std::optional<LocalFailure> faultIn(const Publish &packet, ProtocolLevel level, const ConnectionV5 *v5);
[[nodiscard]] std::optional<LocalFailure> faultIn(const Subscribe &packet, const ConnectionV5 *v5);

} // namespace Standin::Mqtt
