// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

#include <optional>

namespace Standin::Mqtt {

/// Whether a broker may use this code in a packet of this type.
[[nodiscard]] bool isAllowedFromServer(quint8 code, PacketType type, ProtocolLevel level);

/// What to do with a reason code that MQTT 5.0 defines, but not for the packet it comes in.
enum class Strictness : quint8 {
    Lenient, ///< take it for what it says, where it makes sense: the session goes on, or ends with this code
    Strict,  ///< a violation
};

/// Whether the code is taken: it is allowed, or its misplacement is tolerated. A code that is not defined at all never
/// is.
[[nodiscard]] bool isAccepted(quint8 code, PacketType type, ProtocolLevel level, Strictness strictness);

/// The code of 5.0 that means the same as a return code of CONNACK before 5.0; nullopt for others.
[[nodiscard]] std::optional<quint8> codeOfReturnCode(quint8 returnCode);

/// Whether a client may use this code in a DISCONNECT, 5.0 section 3.14.2.1.
[[nodiscard]] bool isAllowedInClientDisconnect(quint8 code);

} // namespace Standin::Mqtt
