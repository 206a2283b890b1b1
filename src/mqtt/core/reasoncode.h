// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

namespace Standin::Mqtt {

/// Codes of 5.0 section 2.4 that a client says or acts on itself.
namespace Reason {

inline constexpr quint8 success = 0x00;
inline constexpr quint8 disconnectWithWill = 0x04;
inline constexpr quint8 continueAuthentication = 0x18;
inline constexpr quint8 reauthenticate = 0x19;
inline constexpr quint8 malformedPacket = 0x81;
inline constexpr quint8 protocolError = 0x82;
inline constexpr quint8 unsupportedProtocolVersion = 0x84;
inline constexpr quint8 packetIdNotFound = 0x92;
inline constexpr quint8 receiveMaximumExceeded = 0x93;
inline constexpr quint8 topicAliasInvalid = 0x94;
inline constexpr quint8 packetTooLarge = 0x95;

} // namespace Reason

/// Whether a broker may say this in a packet of this type.
[[nodiscard]] bool mayBrokerSay(quint8 code, PacketType type, ProtocolLevel level);

/// Whether a client may say this in a DISCONNECT, 5.0 section 3.14.2.1.
[[nodiscard]] bool mayClientLeaveWith(quint8 code);

} // namespace Standin::Mqtt
