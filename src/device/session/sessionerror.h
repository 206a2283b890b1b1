// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "mqtt/mqttextras.h"
#include "profile/subscription.h"

#include <QUrl>

#include <optional>

namespace Standin {

/// The phase of a session.
enum class SessionPhase : quint8 {
    Closed,
    Linking,     ///< everything before MQTT
    Greeting,    ///< CONNECT is sent
    Subscribing, ///< SUBSCRIBEs are sent
    Open,
};

/// The Error for each way in which a session, a subscription or a message fails: facts in, Error out, `where` is the
/// broker as "host:port". A value without state of its own.
class SessionError
{
public:
    /// The facts when the MQTT client has ended its session.
    struct EndFacts
    {
        SessionPhase phase = SessionPhase::Open; ///< phase in which it ended
        std::optional<Mqtt::Extras::BrokerReason> brokerReason = {};
        bool timedOut = false; ///< the broker did not answer PINGREQ in time
        bool isProtocolViolation = false;
        QString detail = {}; ///< the MQTT client's text
        std::optional<Error> linkError = {};
        QList<Subscription> unanswered = {}; ///< without SUBACK
        QString willTopic = {};              ///< will topic of CONNECT; empty: no will
    };

    /// The answer of a broker to a subscription or a message.
    struct Refusal
    {
        quint8 code = 0;
        QString reason = {}; ///< MQTT 5.0; may be empty
    };

    SessionError(const QUrl &broker, bool isVersion5)
        : m_broker(broker)
        , m_isVersion5(isVersion5)
    {}

    /// The time limit for connecting has passed.
    [[nodiscard]] Error timeout(SessionPhase phase, int timeoutMs, const QList<Subscription> &unanswered = {}) const;
    [[nodiscard]] Error ended(const EndFacts &facts) const;
    /// The MQTT client refused the settings.
    [[nodiscard]] Error refusedLocally(const QString &detail) const;
    [[nodiscard]] Error subscribeRefused(const QString &filter, const Refusal &refusal) const;
    [[nodiscard]] Error publishRefused(const Refusal &refusal) const;
    /// The broker does not accept a packet of this size.
    [[nodiscard]] Error publishTooLarge(qsizetype payloadSize) const;
    /// Too much data waits for the broker; `why` has the reason.
    [[nodiscard]] Error publishLimit(const QString &why) const;
    /// A message of an earlier connection that will not be sent again.
    [[nodiscard]] Error givenUp(Mqtt::Extras::GiveUp cause) const;

private:
    [[nodiscard]] Error byBroker(SessionPhase phase, const Mqtt::Extras::BrokerReason &reason) const;
    [[nodiscard]] Error beforeConnack(const QString &willTopic) const;
    [[nodiscard]] Error noMqtt(const QString &answer) const;
    [[nodiscard]] QString noMqttPort() const;
    /// The message is `introduction` and `facts`; the detail is only `facts`.
    [[nodiscard]] Error said(ErrorCode code, const QString &introduction, const QString &facts,
                             quint8 reasonCode) const;
    [[nodiscard]] QString peer() const;

    const QUrl &m_broker;
    const bool m_isVersion5;
};

} // namespace Standin
