// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/localfailure.h"
#include "mqtt/core/packet.h"

#include <optional>

namespace Standin::Mqtt {

/// The limits that a broker of 5.0 declares in its CONNACK (section 3.2.2.3). The defaults are those of the
/// specification and apply to all earlier versions.
struct BrokerLimits
{
    quint32 maximumPacketSize = 0xffffffff;
    quint16 receiveMaximum = defaultReceiveMaximum;
    quint16 topicAliasMaximum = 0;
    quint8 maximumQos = Mqtt::maximumQos;
    bool retain = true;
    bool wildcards = true;
    bool subscriptionIdentifiers = true;
    bool sharedSubscriptions = true;

    [[nodiscard]] static BrokerLimits of(const Properties &connack);

    /// Why a message must not be sent; nullopt when it may. Sizes are not checked here.
    [[nodiscard]] std::optional<LocalFailure> forbids(const Publish &packet) const;
    [[nodiscard]] std::optional<LocalFailure> forbids(const Subscribe &packet) const;
};

} // namespace Standin::Mqtt
