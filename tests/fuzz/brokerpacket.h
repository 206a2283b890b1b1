// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fuzz/fuzzinput.h"
#include "mqtt/core/packet.h"

/// Well-formed packets of a broker of that version, with contents from the input; the client may not expect them.
namespace BrokerPacket {

[[nodiscard]] QByteArray connack(FuzzInput &input, Standin::Mqtt::ProtocolLevel level);
[[nodiscard]] QByteArray publish(FuzzInput &input, Standin::Mqtt::ProtocolLevel level);
/// PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK or UNSUBACK.
[[nodiscard]] QByteArray answer(FuzzInput &input, Standin::Mqtt::ProtocolLevel level);
/// PINGRESP and, in 5.0, DISCONNECT or AUTH.
[[nodiscard]] QByteArray other(FuzzInput &input, Standin::Mqtt::ProtocolLevel level);

/// PUBACK, PUBREC or PUBCOMP without code and properties.
[[nodiscard]] QByteArray plainAnswer(Standin::Mqtt::PacketType type, quint16 id);

/// Any properties that are allowed there, each once.
[[nodiscard]] Standin::Mqtt::Properties properties(FuzzInput &input, Standin::Mqtt::PropertyPlace place);

} // namespace BrokerPacket
