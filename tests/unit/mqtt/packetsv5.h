// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

/// Common data of the tests of a session of MQTT 5.0.
namespace V5 {

inline const Standin::Mqtt::Connect plain{.level = Standin::Mqtt::ProtocolLevel::V5_0, .clientId = "c"};
inline const Standin::Mqtt::Connect persistent{
    .level = Standin::Mqtt::ProtocolLevel::V5_0, .clientId = "c", .cleanSession = false};

template <typename Value>
[[nodiscard]] Standin::Mqtt::Properties only(Standin::Mqtt::PropertyId id, const Value &value)
{
    Standin::Mqtt::Properties properties;
    properties.add(id, value);
    return properties;
}

/// plain, with a property.
template <typename Value>
[[nodiscard]] Standin::Mqtt::Connect with(Standin::Mqtt::PropertyId id, const Value &value)
{
    Standin::Mqtt::Connect packet = plain;
    packet.properties.add(id, value);
    return packet;
}

} // namespace V5
