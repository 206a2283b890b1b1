// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"

#include <tl/expected.hpp>

namespace Standin::Mqtt {

/// Why bytes are no packet that a broker may send. All of them end the session [MQTT-4.8.0-1].
enum class DecodeError : quint8 {
    ReservedType,          ///< type 0 or 15, section 2.2.1
    NotForClients,         ///< CONNECT, SUBSCRIBE … go from client to broker only, section 2.2.1
    ReservedBits,          ///< [MQTT-2.2.2-2]; in CONNACK section 3.2.2.1
    LengthNotTerminated,   ///< a fifth byte of remaining length, section 2.2.3
    WrongLength,           ///< the remaining length is not what the type asks for
    Truncated,             ///< a field runs over the end of its packet
    InvalidQos,            ///< QoS 3 [MQTT-3.3.1-4]
    DuplicateWithQos0,     ///< [MQTT-3.3.1-2]
    PacketIdZero,          ///< [MQTT-2.3.1-1]
    EmptyTopic,            ///< [MQTT-4.7.3-1]
    TopicNotUtf8,          ///< [MQTT-3.3.2-1]
    NullInTopic,           ///< [MQTT-4.7.3-2]
    WildcardInTopic,       ///< [MQTT-3.3.2-2]
    SessionOnRefusal,      ///< session present together with a refusal [MQTT-3.2.2-4]
    ReservedSubscribeCode, ///< [MQTT-3.9.3-2]
};

/// "reserved bits set in SUBACK".
[[nodiscard]] QString describe(DecodeError error, quint8 packetType);

/// Cuts a stream of bytes into packets and checks them. Takes time linear in the bytes, whatever the portions they
/// arrive in. Keeps nothing but the bytes received of one incomplete packet, and refuses a packet as soon as its first
/// bytes are wrong, so that a length announced costs nothing. Not thread-safe.
class Decoder
{
public:
    /// A packet, nullopt when all input is used up and more is needed, or what is wrong.
    using Outcome = tl::expected<std::optional<InboundPacket>, DecodeError>;

    /// Takes the next packet off the front of `input`. Views in the packet are good until the next call and no longer
    /// than the bytes behind `input`. After an error only reset() is of use.
    [[nodiscard]] Outcome next(QByteArrayView &input);

    /// The type (0 to 15) of the packet that next() looked at last.
    [[nodiscard]] quint8 lastType() const { return m_lastType; }

    void reset() { *this = Decoder(); }

private:
    struct Header
    {
        quint8 first = 0;
        qsizetype headerSize = 0;
        qsizetype bodySize = 0;

        [[nodiscard]] qsizetype size() const { return headerSize + bodySize; }
    };

    using HeaderOutcome = tl::expected<std::optional<Header>, DecodeError>;

    HeaderOutcome readHeader(QByteArrayView bytes);
    Outcome resume(QByteArrayView &input);

    QByteArray m_partial;
    bool m_partialHandedOut = false;
    quint8 m_lastType = 0;
};

} // namespace Standin::Mqtt
