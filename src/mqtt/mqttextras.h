// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtMqtt/QMqttClient>
#include <QtMqtt/QMqttMessage>
#include <QtMqtt/QMqttSubscription>

#include <chrono>
#include <functional>
#include <optional>

/// What a device needs of its MQTT client beyond the public Qt MQTT API. Every function is to be called in the
/// client's thread.
namespace Standin::Mqtt::Extras {

/// Called once for every inbound PUBLISH, however many subscriptions match it, with everything the packet said.
/// It runs before QMqttClient::messageReceived and QMqttSubscription::messageReceived are emitted. The handler may
/// publish, disconnect or delete the client. One handler per client; an empty function removes it.
using MessageHandler = std::function<void(const QMqttMessage &)>;
void setMessageHandler(QMqttClient &client, MessageHandler handler);

/// How long connectToHost() waits for the CONNACK before it fails; 0 waits for ever. Default: 10 s.
void setConnectTimeout(QMqttClient &client, std::chrono::milliseconds timeout);

/// Whether a reason code that MQTT 5.0 defines, but not for the packet it comes in, ends the session. Without it such a
/// code is passed on, and the session goes on. For connections opened from now on. Default: false.
void setStrict(QMqttClient &client, bool strict);

/// What the broker said when it refused a session or ended it.
struct BrokerReason
{
    /// CONNACK return code (3.1.1 section 3.2.2.3), or the reason code of CONNACK or DISCONNECT (5.0 section 2.4).
    quint8 code = 0;
    // MQTT 5.0 only.
    QString text = {};
    QString serverReference = {};
    QMqttUserProperties userProperties = {};
};

/// nullopt when it said nothing since the last connectToHost().
[[nodiscard]] std::optional<BrokerReason> brokerReason(const QMqttClient &client);

/// Called for a message of QoS 1 or 2 that was kept for this connection and will not be sent again, before the client
/// is Connected. TooLarge: the broker takes no message of this size. NoAnswer: several connections ended after it was
/// sent. One handler per client.
enum class GiveUp : quint8 {
    TooLarge,
    NoAnswer,
};
using GiveUpHandler = std::function<void(qint32 id, GiveUp cause)>;
void setGiveUpHandler(QMqttClient &client, GiveUpHandler handler);

/// How much memory messages of QoS 1 and 2 may take that the broker has not acknowledged; publish() refuses what
/// exceeds it. One message always may. Default: without limit.
void setMaximumUnacknowledged(QMqttClient &client, qsizetype bytes);

/// A message that publish() took and that still waits for its turn will never be sent. False, and nothing has happened,
/// when it was sent, or is unknown. Also while not connected.
bool withdraw(QMqttClient &client, qint32 id);

/// What kind of refusal refusal() is about.
enum class RefusalKind : quint8 {
    Other,
    TooLarge,     ///< for a packet, or for this broker
    LimitReached, ///< setMaximumUnacknowledged(), or all packet identifiers are in use
};
[[nodiscard]] RefusalKind refusalKind(const QMqttClient &client);

/// Why publish() returned -1 or subscribe() nullptr, when the last of these calls did; empty otherwise. For logs.
[[nodiscard]] QString refusal(const QMqttClient &client);

/// Why the last session ended, as text ("nothing received for 90 s, no PINGRESP either",
/// "reserved bits set in SUBACK"), for logs; empty when nothing went wrong.
[[nodiscard]] QString failureDetail(const QMqttClient &client);

/// True when the last session ended because the peer did not answer in time (CONNACK, or anything at all within the
/// keep-alive).
[[nodiscard]] bool timedOut(const QMqttClient &client);

/// What a SUBSCRIBE can ask for beyond QoS and no-local (5.0 section 3.8.3.1). Without effect before 5.0.
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

/// QMqttClient::subscribe() with these options; always asks the broker.
QMqttSubscription *subscribe(QMqttClient &client, const QMqttTopicFilter &topic, const SubscribeOptions &options,
                             const QMqttSubscriptionProperties &properties = {}, quint8 qos = 0);

/// Deletes all subscriptions of the client without telling the broker, as far as it is not connected: those of a
/// session that has ended. They are deleted from the event loop, so this may be called in their slots.
void forgetSubscriptions(QMqttClient &client);

/// What DISCONNECT can say (5.0 section 3.14.2).
struct DisconnectOptions
{
    quint8 code = 0;
    /// Seconds; must not be set when the session was to end with the connection.
    std::optional<quint32> sessionExpiryInterval = {};
    QString reason = {};
    QMqttUserProperties userProperties = {};
};

/// QMqttClient::disconnectFromHost() with these options. False, and nothing has happened, when not connected or
/// connecting, or when a client must not send them: before 5.0 everything but default DisconnectOptions.
bool disconnectFromHost(QMqttClient &client, const DisconnectOptions &options);

/// Ends the session on this side only: the client is Disconnected at once, nothing is written and the transport is
/// left as it is, neither closed nor deleted. Emits stateChanged and disconnected. For leaving without DISCONNECT.
void abandon(QMqttClient &client);

} // namespace Standin::Mqtt::Extras
