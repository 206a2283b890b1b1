// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "mqtt/mqttextras.h"
#include "profile/subscription.h"

namespace Standin {

/// What a broker says about a session, and not about a message. The kind says which of the other fields are set.
struct BrokerAnswer
{
    enum class Kind : quint8 {
        Connack,             ///< reasonCode, sessionPresent; properties: what it allows and assigns (MQTT 5)
        Granted,             ///< SUBACK as it was asked for: topic (the filter), qos
        GrantedLess,         ///< SUBACK with a lower QoS: topic (the filter), qos, error
        SubscriptionRefused, ///< SUBACK with a failure: topic (the filter), error
        LatePingresp,        ///< waited
        Disconnect,          ///< MQTT 5: reasonCode; properties: why, and which other server
    };

    Kind kind = Kind::Connack;
    QString topic = {};
    quint8 qos = 0;
    bool sessionPresent = false;
    std::optional<quint8> reasonCode = {}; ///< before MQTT 5 the return code
    std::chrono::milliseconds waited{0};
    /// Under their names in MQTT 5.0, such as "receiveMaximum"; those that the broker has sent.
    QList<std::pair<QString, QString>> properties = {};
    std::optional<Error> error = {};

    /// `code`: 0, or why the session was refused.
    [[nodiscard]] static BrokerAnswer connack(const QMqttClient &client, quint8 code);
    /// The answer to `wanted`. With `refused` it is a failure.
    [[nodiscard]] static BrokerAnswer suback(const Subscription &wanted, quint8 granted,
                                             const std::optional<Error> &refused = {});
    [[nodiscard]] static BrokerAnswer disconnect(const Mqtt::Extras::BrokerReason &reason);

    /// A PINGRESP counts as late after this share of the keep-alive.
    static constexpr int lateShare = 10;
    /// nullopt for an answer in time.
    [[nodiscard]] static std::optional<BrokerAnswer> latePingresp(std::chrono::milliseconds waited,
                                                                  std::chrono::seconds keepAlive);
};

} // namespace Standin
