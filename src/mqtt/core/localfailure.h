// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Mqtt {

/// What stands in the way on this side of the wire. Never a code that the broker sent: those travel as numbers of
/// their own (Refused, SubscribeAnswered).
enum class LocalFailure : quint8 {
    NotConnected,
    InvalidTopic,
    InvalidFilter,
    InvalidQos,
    TooLarge,
    NoFreePacketId,
    UnsupportedVersion,
};

/// English, for logs.
[[nodiscard]] QString describe(LocalFailure failure);

} // namespace Standin::Mqtt
