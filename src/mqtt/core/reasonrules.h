// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

namespace Standin::Mqtt {

/// Whether a broker may use this code in a packet of this type.
[[nodiscard]] bool isAllowedFromServer(quint8 code, PacketType type, ProtocolLevel level);

/// Whether a client may use this code in a DISCONNECT, 5.0 section 3.14.2.1.
[[nodiscard]] bool isAllowedInClientDisconnect(quint8 code);

} // namespace Standin::Mqtt
