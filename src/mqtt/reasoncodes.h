// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The reason codes of brokers and clients, for code outside of the protocol core. Also part of the build with a system
/// Qt MQTT.
namespace Standin::Mqtt::Reason {

/// Codes of 5.0 (section 2.4) that a client sends or acts on.
inline constexpr quint8 success = 0x00;
inline constexpr quint8 disconnectWithWill = 0x04;
inline constexpr quint8 continueAuthentication = 0x18;
inline constexpr quint8 reauthenticate = 0x19;
inline constexpr quint8 firstFailure = 0x80; ///< this one and all above it are failures
inline constexpr quint8 malformedPacket = 0x81;
inline constexpr quint8 protocolError = 0x82;
inline constexpr quint8 unsupportedProtocolVersion = 0x84;
inline constexpr quint8 clientIdNotValid = 0x85;
inline constexpr quint8 badUserNameOrPassword = 0x86;
inline constexpr quint8 notAuthorized = 0x87;
inline constexpr quint8 serverUnavailable = 0x88;
inline constexpr quint8 serverBusy = 0x89;
inline constexpr quint8 banned = 0x8a;
inline constexpr quint8 serverShuttingDown = 0x8b;
inline constexpr quint8 badAuthenticationMethod = 0x8c;
inline constexpr quint8 keepAliveTimeout = 0x8d;
inline constexpr quint8 sessionTakenOver = 0x8e;
inline constexpr quint8 topicFilterNotValid = 0x8f;
inline constexpr quint8 packetIdNotFound = 0x92;
inline constexpr quint8 receiveMaximumExceeded = 0x93;
inline constexpr quint8 topicAliasInvalid = 0x94;
inline constexpr quint8 packetTooLarge = 0x95;
inline constexpr quint8 messageRateTooHigh = 0x96;
inline constexpr quint8 quotaExceeded = 0x97;
inline constexpr quint8 administrativeAction = 0x98;
inline constexpr quint8 useAnotherServer = 0x9c;
inline constexpr quint8 serverMoved = 0x9d;
inline constexpr quint8 sharedSubscriptionsNotSupported = 0x9e;
inline constexpr quint8 connectionRateExceeded = 0x9f;
inline constexpr quint8 subscriptionIdentifiersNotSupported = 0xa1;
inline constexpr quint8 wildcardSubscriptionsNotSupported = 0xa2;

/// Return codes of CONNACK in 3.1 and 3.1.1 (section 3.2.2.3).
namespace Before5 {
inline constexpr quint8 unacceptableVersion = 1;
inline constexpr quint8 clientIdRejected = 2;
inline constexpr quint8 serverUnavailable = 3;
inline constexpr quint8 badUserNameOrPassword = 4;
inline constexpr quint8 notAuthorized = 5;
} // namespace Before5

/// CONNACK of 3.1 and 3.1.1 (section 3.2.2.3).
[[nodiscard]] QString returnCodeText(quint8 code);

/// 5.0 (section 2.4), 0x80 and above.
[[nodiscard]] QString text(quint8 code);

/// "0x87".
[[nodiscard]] QString hex(quint8 code);

/// "not authorized (0x87): no such tenant"; `reasonString` is the text of the broker, or empty.
[[nodiscard]] QString withReason(quint8 code, const QString &reasonString);

} // namespace Standin::Mqtt::Reason
