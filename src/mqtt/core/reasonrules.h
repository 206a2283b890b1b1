// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

#include <optional>

namespace Standin::Mqtt {

/// Whether a broker may use this code in a packet of this type.
[[nodiscard]] bool isAllowedFromServer(quint8 code, PacketType type, ProtocolLevel level);

/// How to treat a reason code that MQTT 5.0 defines, but not for the packet that has it.
enum class Strictness : quint8 {
    Lenient, ///< accept its meaning where possible: the session continues, or ends with this code
    Strict,  ///< a violation
};

/// Whether the code is accepted: it is allowed in the packet, or tolerated by Lenient. An undefined code is never
/// accepted.
[[nodiscard]] bool isAccepted(quint8 code, PacketType type, ProtocolLevel level, Strictness strictness);

/// The code of 5.0 with the same meaning as a return code of CONNACK before 5.0; nullopt if there is none.
[[nodiscard]] std::optional<quint8> codeOfReturnCode(quint8 returnCode);

/// Whether a client may use this code in a DISCONNECT, 5.0 section 3.14.2.1.
[[nodiscard]] bool isAllowedInClientDisconnect(quint8 code);

} // namespace Standin::Mqtt
