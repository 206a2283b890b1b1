// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytes.h"
#include "sessionrig.h"

/// Makes a packet of its first byte and its body, with the length of the body.
[[nodiscard]] QByteArray framed(quint8 first, const QByteArray &body);

/// Packets that a broker may send, one of each kind, and a session that is ready to receive them.
struct SamplePacket
{
    const char *name;
    Standin::Mqtt::ProtocolLevel level;
    quint8 first;
    QByteArray body;
    /// The packet is also complete when its body ends after this many bytes …
    QList<qsizetype> wholeAt = {};
    /// … or anywhere after this one: the rest is payload.
    qsizetype payloadAt = -1;

    [[nodiscard]] QByteArray packet() const { return framed(first, body); }
    [[nodiscard]] bool isWholeAt(qsizetype size) const
    {
        return wholeAt.contains(size) || (payloadAt >= 0 && size >= payloadAt);
    }
    [[nodiscard]] Standin::Mqtt::PacketType type() const { return static_cast<Standin::Mqtt::PacketType>(first >> 4); }
    [[nodiscard]] bool isV5() const { return level == Standin::Mqtt::ProtocolLevel::V5_0; }
};

[[nodiscard]] QList<SamplePacket> samplePackets();

/// In the state in which the packet is expected: CONNACK after CONNECT; all others online, with the ids 1 to 5 waiting
/// for PUBACK, PUBREC, PUBCOMP, SUBACK and UNSUBACK, and message 9 not yet released. In 5.0 the authentication method
/// is "m" and an authentication is in progress.
void prepare(SessionRig &rig, Standin::Mqtt::ProtocolLevel level, Standin::Mqtt::PacketType type);
