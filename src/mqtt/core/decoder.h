// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packetparser.h"

#include <optional>

namespace Standin::Mqtt {

/// Splits a stream of bytes into packets and checks them. The time is linear in the number of bytes, in whatever
/// portions they arrive. It stores only the received bytes of one incomplete packet and refuses a packet as soon as its
/// first bytes are wrong, so an announced length reserves no memory. Not thread-safe.
class Decoder
{
public:
    /// A packet; nullopt when all input is consumed and more is needed; or an error.
    using Outcome = tl::expected<std::optional<InboundPacket>, DecodeError>;

    /// Takes the next packet from the front of `input`. Views in the packet are valid until the next call, and only as
    /// long as the bytes of `input`. After an error only reset() may be called.
    [[nodiscard]] Outcome next(QByteArrayView &input);

    /// The type (0 to 15) of the packet that next() read last.
    [[nodiscard]] quint8 lastType() const { return m_lastType; }

    /// Discards the received bytes and expects packets of that version, at most `maximumPacketSize` bytes each.
    void reset(ProtocolLevel level = ProtocolLevel::V3_1_1, quint32 maximumPacketSize = noMaximum,
               Strictness strictness = Strictness::Lenient);

    static constexpr quint32 noMaximum = 0xffffffff;

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
    [[nodiscard]] Outcome parse(const Header &header, QByteArrayView packet) const;

    QByteArray m_partial;
    quint32 m_maximumPacketSize = noMaximum;
    ProtocolLevel m_level = ProtocolLevel::V3_1_1;
    Strictness m_strictness = Strictness::Lenient;
    bool m_partialHandedOut = false;
    quint8 m_lastType = 0;
};

} // namespace Standin::Mqtt
