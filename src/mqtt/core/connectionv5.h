// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/brokerlimits.h"
#include "mqtt/core/topicaliases.h"

namespace Standin::Mqtt {

/// What a connection of 5.0 has beyond one of 3.1.1: what the sides have agreed on, and what lasts no longer than it.
struct ConnectionV5
{
    explicit ConnectionV5(const Properties &connect);

    /// CONNACK is in.
    void accept(const Properties &connack);

    /// Gives a message that comes with an alias its topic, and remembers it; false when the alias is not one.
    [[nodiscard]] bool resolveAlias(Publish &packet);

    /// The message as it is kept to be sent again: aliases end with the connection, so it has none.
    [[nodiscard]] Publish withoutAlias(const Publish &packet) const;
    /// The bytes of a message as it goes over this connection; `encoded` are those without the automatic alias.
    /// Remembers the alias that it sets.
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
        Challenged, ///< the broker has asked, authenticate() is to follow
        Answered,   ///< the broker has to answer
    };
    Authentication authentication = Authentication::None;
};

} // namespace Standin::Mqtt
