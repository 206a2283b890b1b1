// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Mqtt {

/// Why the client refuses to send a packet. Codes from the broker are numbers in the events (Refused,
/// SubscribeAnswered).
enum class LocalFailure : quint8 {
    NotConnected,
    InvalidTopic,
    InvalidFilter,
    InvalidQos,
    InvalidText,     ///< U+0000 in a string [MQTT-1.5.3-2]
    InvalidProperty, ///< a value that 5.0 does not allow
    InvalidReasonCode,
    EmptyClientId, ///< [MQTT-3.1.3-7]
    TooLarge,      ///< for a packet, or for this broker [MQTT-3.2.2-15]
    NoFreePacketId,
    TooManyUnacknowledged, ///< they exceed the limit of this client in bytes
    QosNotSupported,
    RetainNotSupported,
    TopicAliasInvalid,
    WildcardsNotSupported,
    SharedSubscriptionsNotSupported,
    SubscriptionIdentifiersNotSupported,
    NoLocalWithShare,
    NotAuthenticating,
};

/// English, for logs.
[[nodiscard]] QString describe(LocalFailure failure);

} // namespace Standin::Mqtt
