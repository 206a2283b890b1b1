// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

/// Encodes packets, each into one QByteArray of exact size. Properties and reason codes are written in 5.0 only. The
/// caller has checked the maximum sizes of strings and bodies (fits()). Pure functions, thread-safe.
namespace Standin::Mqtt {

/// True when no string is longer than 65,535 bytes and the body not longer than 268,435,455.
[[nodiscard]] bool fits(const Connect &packet);
[[nodiscard]] bool fits(const Publish &packet, ProtocolLevel level = ProtocolLevel::V3_1_1);
[[nodiscard]] bool fits(const Properties &properties);

[[nodiscard]] QByteArray encode(const Connect &packet); ///< section 3.1, in the version that it names
[[nodiscard]] QByteArray encode(const Publish &packet, ProtocolLevel level = ProtocolLevel::V3_1_1); ///< section 3.3
[[nodiscard]] QByteArray encode(const Ack &packet,
                                ProtocolLevel level = ProtocolLevel::V3_1_1); ///< sections 3.4 to 3.7
[[nodiscard]] QByteArray encode(const Subscribe &packet, ProtocolLevel level = ProtocolLevel::V3_1_1); ///< section 3.8
[[nodiscard]] QByteArray encode(const Unsubscribe &packet,
                                ProtocolLevel level = ProtocolLevel::V3_1_1);   ///< section 3.10
[[nodiscard]] QByteArray encodePingreq();                                       ///< section 3.12
[[nodiscard]] QByteArray encode(const Disconnect &packet, ProtocolLevel level); ///< section 3.14
[[nodiscard]] QByteArray encode(const Auth &packet);                            ///< 5.0 section 3.15

/// Sets the DUP flag of an encoded PUBLISH [MQTT-3.3.1-1].
void markDuplicate(QByteArray &publish);

} // namespace Standin::Mqtt
