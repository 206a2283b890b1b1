// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/brokerlimits.h"
#include "mqtt/core/topicaliases.h"

namespace Standin::Mqtt {

/// The additional state of a connection of 5.0: what both sides have negotiated, and state that ends with the
/// connection.
struct ConnectionV5
{
    explicit ConnectionV5(const Properties &connect);

    /// CONNACK was received.
    void accept(const Properties &connack);

    /// Sets the topic of a message that has an alias, and stores it; false when the alias is invalid.
    [[nodiscard]] bool resolveAlias(Publish &packet);

    /// The message as it is stored for sending again: without alias, because aliases end with the connection.
    [[nodiscard]] Publish withoutAlias(const Publish &packet) const;
    /// The bytes of a message as sent on this connection; `encoded` are those without the automatic alias. Stores an
    /// alias that the message sets.
    [[nodiscard]] QByteArray withAlias(const Publish &packet, const QByteArray &encoded);
    [[nodiscard]] bool isTooLarge(const QByteArray &packet) const { return packet.size() > limits.maximumPacketSize; }

    /// What this client declared in its CONNECT.
    quint32 sessionExpiry;
    quint32 maximumPacketSize;
    quint16 receiveMaximum;
    bool problemInformation;
    QByteArray authenticationMethod;

    /// False for an answer with a reason string to a client that has asked for none [MQTT-3.1.2-29].
    [[nodiscard]] bool mayExplain(const InboundPacket &packet) const;

    BrokerLimits limits;
    TopicAliases inbound;
    TopicAliases outbound;

    enum class Authentication : quint8 {
        None,
        Challenged, ///< the broker has asked; authenticate() has to follow
        Answered,   ///< the broker has to answer
    };
    Authentication authentication = Authentication::None;
};

} // namespace Standin::Mqtt
