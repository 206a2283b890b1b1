// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

#include <QByteArray>

#include <map>
#include <optional>

/// A packet of a client as a strict broker reads it; independent of the encoder that it checks.
struct ClientPacket
{
    using Type = Standin::Mqtt::PacketType;

    Type type = Type::Connect;
    qsizetype size = 0;
    quint16 id = 0;
    quint8 code = 0;
    quint8 qos = 0; ///< of PUBLISH and SUBSCRIBE
    bool duplicate = false;
    bool retain = false;
    QByteArray topic = {}; ///< or filter
    QByteArray payload = {};
    std::map<quint8, quint32> numbers = {}; ///< the properties that are numbers

    [[nodiscard]] quint32 number(Standin::Mqtt::PropertyId property) const
    {
        const auto it = numbers.find(static_cast<quint8>(property));
        return it == numbers.end() ? 0 : it->second;
    }
};

/// Ends the program unless the bytes are exactly one packet that a client of that version may send.
[[nodiscard]] ClientPacket readClientPacket(QByteArrayView bytes, Standin::Mqtt::ProtocolLevel level);
