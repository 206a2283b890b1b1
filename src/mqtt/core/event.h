// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/QtMqtt/qmqttglobal.h"
#include "mqtt/core/packet.h"

#include <QString>

#include <chrono>
#include <vector>

/// The events of a Session. Views are valid until the session or its input changes. Codes are reason codes of 5.0
/// (section 2.4) unless documented otherwise; before 5.0 they are 0 and the properties are empty.
namespace Standin::Mqtt {

/// A message of QoS 1 or 2 that the broker has not acknowledged and that will not be sent again.
struct GivenUp
{
    enum class Cause : quint8 {
        TooLarge, ///< larger than this broker accepts
        NoAnswer, ///< Session::mostEndings connections ended after it was sent
    };

    quint16 id = 0;
    Cause cause = Cause::TooLarge;
};

/// CONNACK 0. With `sessionPresent` the messages in flight have been sent again already, except those that were given
/// up.
struct Established
{
    bool sessionPresent = false;
    Properties properties = {};
    std::vector<GivenUp> givenUp = {};
};

/// CONNACK with another code than 0, before 5.0 a return code (section 3.2.2.3). The session is over.
struct Refused
{
    quint8 code = 0;
    Properties properties = {};
};

struct MessageArrived
{
    Publish message;
};

/// A step in the exchange of a message of QoS 1 or 2. Inbound messages (Released) and outbound ones (Acknowledged,
/// Received, Completed) have separate ids. A code of Reason::firstFailure or above means that the broker did not accept
/// the message and that no further step follows.
struct MessageProgressed
{
    quint16 id = 0;
    QMqtt::MessageStatus status = QMqtt::MessageStatus::Unknown;
    quint8 code = 0;
    Properties properties = {};
};

struct SubscribeAnswered
{
    QByteArray filter;
    /// The granted QoS, or a code of Reason::firstFailure or above.
    quint8 code = 0;
    Properties properties = {};
};

struct UnsubscribeAnswered
{
    QByteArray filter;
    quint8 code = 0;
    Properties properties = {};
};

struct PingAnswered
{
    /// Since the first PINGREQ without an answer; 0 for a PINGRESP that nobody asked for.
    std::chrono::milliseconds waited{0};
};

/// The broker continues the authentication (AUTH 0x18): call Session::authenticate().
struct AuthenticationContinued
{
    Properties properties;
};

/// An authentication on an established connection has succeeded (AUTH 0x00).
struct AuthenticationSucceeded
{
    Properties properties;
};

/// DISCONNECT of the broker. The session is over.
struct ServerDisconnected
{
    quint8 code = 0;
    Properties properties = {};
};

/// The session is over, and the transport must be closed [MQTT-4.8.0-1].
struct Broken
{
    enum class Cause : quint8 {
        ProtocolViolation,
        Timeout,
    };

    Cause cause = Cause::ProtocolViolation;
    /// English, for logs: "nothing received for 90 s, no PINGRESP either".
    QString detail;
};

/// monostate: no event now.
using Event = std::variant<std::monostate, Established, Refused, MessageArrived, MessageProgressed, SubscribeAnswered,
                           UnsubscribeAnswered, PingAnswered, AuthenticationContinued, AuthenticationSucceeded,
                           ServerDisconnected, Broken>;

} // namespace Standin::Mqtt
