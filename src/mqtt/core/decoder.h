// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packetparser.h"

#include <optional>

namespace Standin::Mqtt {

/// Cuts a stream of bytes into packets and checks them. Takes time linear in the bytes, whatever the portions they
/// arrive in. Keeps nothing but the bytes received of one incomplete packet, and refuses a packet as soon as its first
/// bytes are wrong, so that an announced length reserves no memory. Not thread-safe.
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

    /// Discards what was received and expects packets of that version, none larger than `maximumPacketSize` bytes.
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
