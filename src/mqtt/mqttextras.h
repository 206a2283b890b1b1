// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>
#include <QtMqtt/QMqttSubscription>

#include <chrono>
#include <functional>
#include <optional>

/// Functions of the MQTT client beyond the public Qt MQTT API. Call them in the client's thread.
namespace Standin::Mqtt::Extras {

/// Called once for every inbound PUBLISH, with all its fields, however many subscriptions match it. It runs before
/// QMqttClient::messageReceived and QMqttSubscription::messageReceived are emitted. The handler may publish, disconnect
/// or delete the client. One handler per client; an empty function removes it.
using MessageHandler = std::function<void(const QMqttMessage &)>;
void setMessageHandler(QMqttClient &client, MessageHandler handler);

/// How long connectToHost() waits for the CONNACK before it fails; 0: no limit. Default: 10 s.
void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout);

/// Whether a reason code that MQTT 5.0 defines, but not for the packet that has it, ends the session. If false, such a
/// code is passed on and the session continues. For connections opened from now on. Default: false.
void setStrict(QMqttClient &client, bool strict);

/// Reason and properties with which the broker refused or ended a session.
struct BrokerReason
{
    /// CONNACK return code (3.1.1 section 3.2.2.3), or the reason code of CONNACK or DISCONNECT (5.0 section 2.4).
    quint8 code = 0;
    // MQTT 5.0 only.
    QString text = {};
    QString serverReference = {};
    QMqttUserProperties userProperties = {};
};

/// nullopt when the broker gave none since the last connectToHost().
[[nodiscard]] std::optional<BrokerReason> brokerReason(const QMqttClient &client);

/// Whether the last CONNACK said that the broker still had the session.
[[nodiscard]] bool sessionPresent(const QMqttClient &client);

/// How long the last PINGRESP took, for QMqttClient::pingResponseReceived().
[[nodiscard]] std::chrono::milliseconds pingWaited(const QMqttClient &client);

/// Called for a message of QoS 1 or 2 of an earlier connection that will not be sent again, before the client is
/// Connected. TooLarge: the broker does not accept a message of this size. NoAnswer: several connections ended after it
/// was sent. One handler per client.
enum class GiveUp : quint8 {
    TooLarge,
    NoAnswer,
};
using GiveUpHandler = std::function<void(qint32 id, GiveUp cause)>;
void setGiveUpHandler(QMqttClient &client, GiveUpHandler handler);

/// Limit for the memory of unacknowledged messages of QoS 1 and 2; publish() refuses a message above it. A single
/// message is always accepted. Default: no limit.
void setMaximumUnacknowledged(QMqttClient &client, qsizetype bytes);

/// Removes a message that publish() has queued: it will never be sent. False, without effect, when it was sent or is
/// unknown. Also possible while not connected.
bool withdraw(QMqttClient &client, qint32 id);

/// The kinds of refusal that refusal() returns.
enum class RefusalKind : quint8 {
    Other,
    TooLarge,     ///< for a packet, or for this broker
    LimitReached, ///< setMaximumUnacknowledged(), or all packet identifiers are in use
};
[[nodiscard]] RefusalKind refusalKind(const QMqttClient &client);

/// Why the last call of publish() returned -1 or of subscribe() returned nullptr; empty when it succeeded. For logs.
[[nodiscard]] QString refusal(const QMqttClient &client);

/// Why the last session ended, as text ("nothing received for 90 s, no PINGRESP either",
/// "reserved bits set in SUBACK"), for logs; empty when nothing went wrong.
[[nodiscard]] QString failureDetail(const QMqttClient &client);

/// True when the last session ended because the peer did not answer in time (no CONNACK, or nothing within the
/// keep-alive).
[[nodiscard]] bool timedOut(const QMqttClient &client);

/// Options of a SUBSCRIBE beside QoS and no-local (5.0 section 3.8.3.1). Without effect before 5.0.
struct SubscribeOptions
{
    enum class RetainHandling : quint8 {
        SendRetained = 0,
        SendRetainedIfNew = 1,
        SendNoRetained = 2,
    };

    bool retainAsPublished = false;
    RetainHandling retainHandling = RetainHandling::SendRetained;
};

/// QMqttClient::subscribe() with these options; always sends SUBSCRIBE.
QMqttSubscription *subscribe(QMqttClient &client, const QMqttTopicFilter &topic, const SubscribeOptions &options,
                             const QMqttSubscriptionProperties &properties = {}, quint8 qos = 0);

/// Deletes the subscriptions of an ended session; sends nothing, and has no effect while connected. They are deleted
/// from the event loop, so this may be called in their slots.
void forgetSubscriptions(QMqttClient &client);

/// Options of DISCONNECT (5.0 section 3.14.2).
struct DisconnectOptions
{
    quint8 code = 0;
    /// Seconds; must not be set when the session was to end with the connection.
    std::optional<quint32> sessionExpiryInterval = {};
    QString reason = {};
    QMqttUserProperties userProperties = {};
};

/// QMqttClient::disconnectFromHost() with these options. False, without effect, when not connected or connecting, or
/// when a client must not send them: before 5.0 only default DisconnectOptions are possible.
bool disconnectFromHost(QMqttClient &client, const DisconnectOptions &options);

/// Ends the session on this side only: the client is Disconnected at once, nothing is written, and the transport is
/// neither closed nor deleted. Emits stateChanged and disconnected. For going offline without DISCONNECT.
void abandon(QMqttClient &client);

} // namespace Standin::Mqtt::Extras
