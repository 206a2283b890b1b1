// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// For programs that use the macro in their own declarations, as with Qt MQTT. Empty, because this is a static library.
#ifndef Q_MQTT_EXPORT
#define Q_MQTT_EXPORT
#endif

/// Enumerations used by the whole API, as documented for Qt MQTT.
namespace QMqtt {

enum class PayloadFormatIndicator : quint8 {
    Unspecified = 0,
    UTF8Encoded = 1,
};

enum class MessageStatus : quint8 {
    Unknown = 0,
    Published,
    Acknowledged,
    Received,
    Released,
    Completed,
};

/// MQTT 5.0 section 2.4.
enum class ReasonCode : quint8 {
    Success = 0,
    SubscriptionQoSLevel0 = 0,
    SubscriptionQoSLevel1 = 1,
    SubscriptionQoSLevel2 = 2,
    NoMatchingSubscriber = 0x10,
    NoSubscriptionExisted = 0x11,
    ContinueAuthentication = 0x18,
    ReAuthenticate = 0x19,
    UnspecifiedError = 0x80,
    MalformedPacket = 0x81,
    ProtocolError = 0x82,
    ImplementationSpecificError = 0x83,
    UnsupportedProtocolVersion = 0x84,
    InvalidClientId = 0x85,
    InvalidUserNameOrPassword = 0x86,
    NotAuthorized = 0x87,
    ServerNotAvailable = 0x88,
    ServerBusy = 0x89,
    ClientBanned = 0x8a,
    InvalidAuthenticationMethod = 0x8c,
    InvalidTopicFilter = 0x8f,
    InvalidTopicName = 0x90,
    MessageIdInUse = 0x91,
    MessageIdNotFound = 0x92,
    PacketTooLarge = 0x95,
    QuotaExceeded = 0x97,
    InvalidPayloadFormat = 0x99,
    RetainNotSupported = 0x9a,
    QoSNotSupported = 0x9b,
    UseAnotherServer = 0x9c,
    ServerMoved = 0x9d,
    SharedSubscriptionsNotSupported = 0x9e,
    ExceededConnectionRate = 0x9f,
    SubscriptionIdsNotSupported = 0xa1,
    WildCardSubscriptionsNotSupported = 0xa2,
};

} // namespace QMqtt
