// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/decodeerror.h"
#include "mqtt/core/packet.h"
#include "mqtt/core/reasonrules.h"

#include <tl/expected.hpp>

namespace Standin::Mqtt {

/// The required fixed header of a type (section 2.2). PUBLISH has flags of its own.
struct PacketShape
{
    quint8 flags = 0;
    quint8 ignoredFlags = 0;
    qsizetype minimumBody = 0;
    qsizetype maximumBody = 0;
};

/// An error for types that a broker must not send.
[[nodiscard]] tl::expected<PacketShape, DecodeError> shapeOf(PacketType type, ProtocolLevel level);

/// Reads a packet whose header, with `first` as its first byte, has already been checked. Views in the packet point
/// into `body`. Pure function, thread-safe.
[[nodiscard]] tl::expected<InboundPacket, DecodeError> parsePacket(quint8 first, QByteArrayView body,
                                                                   ProtocolLevel level, Strictness strictness);

} // namespace Standin::Mqtt
