// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scriptedsession.h"

/// Packets that a broker may send, one of each kind, and a session that is ready to receive them.
struct SamplePacket
{
    const char *name;
    Standin::Mqtt::ProtocolLevel level;
    quint8 first;
    QByteArray body;
    /// The packet is whole, too, when its body ends after that many bytes …
    QList<qsizetype> wholeAt = {};
    /// … or anywhere behind this one: the rest is payload.
    qsizetype payloadAt = -1;

    [[nodiscard]] QByteArray packet() const { return framed(first, body); }
    [[nodiscard]] bool isWholeAt(qsizetype size) const
    {
        return wholeAt.contains(size) || (payloadAt >= 0 && size >= payloadAt);
    }
    [[nodiscard]] quint8 type() const { return first >> 4; }
};

[[nodiscard]] QList<SamplePacket> samplePackets();

/// Has come so far that the packet is in its place: CONNACK after CONNECT; all others online, with the ids 1 to 5
/// waiting for PUBACK, PUBREC, PUBCOMP, SUBACK and UNSUBACK, and message 9 not yet released. In 5.0 the authentication
/// method is "m" and an authentication is going on.
void prepare(ScriptedSession &session, Standin::Mqtt::PacketType type);
