// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqtt/core/decoder.h"

#include "mqtt/core/variablebyteinteger.h"

namespace Standin::Mqtt {
namespace {

using tl::unexpected;

QByteArrayView take(QByteArrayView &input, qsizetype size)
{
    const QByteArrayView front = input.first(size);
    input = input.sliced(size);
    return front;
}

} // namespace

void Decoder::reset(ProtocolLevel level, quint32 maximumPacketSize, Strictness strictness)
{
    *this = Decoder();
    m_strictness = strictness;
    m_level = level;
    m_maximumPacketSize = maximumPacketSize;
}

Decoder::Outcome Decoder::next(QByteArrayView &input)
{
    if (m_partialHandedOut) {
        m_partial = QByteArray();
        m_partialHandedOut = false;
    }
    if (!m_partial.isEmpty())
        return resume(input);

    const HeaderOutcome header = readHeader(input);
    if (!header)
        return unexpected(header.error());
    if (!*header || (*header)->size() > input.size())
        return resume(input);
    return parse(**header, take(input, (*header)->size()));
}

Decoder::Outcome Decoder::resume(QByteArrayView &input)
{
    for (;;) {
        const HeaderOutcome header = readHeader(m_partial);
        if (!header)
            return unexpected(header.error());
        const qsizetype wanted = *header ? (*header)->size() : m_partial.size() + 1;
        if (m_partial.size() == wanted) {
            m_partialHandedOut = true;
            return parse(**header, m_partial);
        }
        if (input.isEmpty())
            return std::nullopt;
        m_partial.append(take(input, qMin(wanted - m_partial.size(), input.size())));
    }
}

Decoder::Outcome Decoder::parse(const Header &header, QByteArrayView packet) const
{
    return parsePacket(header.first, packet.sliced(header.headerSize), m_level, m_strictness);
}

Decoder::HeaderOutcome Decoder::readHeader(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return std::nullopt;
    Header header{static_cast<quint8>(bytes[0]), 1, 0};
    m_lastType = header.first >> 4;
    const auto shape = shapeOf(static_cast<PacketType>(m_lastType), m_level);
    if (!shape)
        return unexpected(shape.error());
    if ((header.first & 0x0f & ~shape->ignoredFlags) != shape->flags)
        return unexpected(DecodeError::ReservedBits);

    const auto length = VariableByteInteger::read(bytes.sliced(1));
    if (length.state == VariableByteInteger::State::Incomplete)
        return std::nullopt;
    if (length.state == VariableByteInteger::State::TooLong)
        return unexpected(DecodeError::LengthNotTerminated);
    if (m_level == ProtocolLevel::V5_0 && length.isPadded())
        return unexpected(DecodeError::LengthPadded);
    header.headerSize += length.size;
    header.bodySize = length.value;
    if (header.bodySize < shape->minimumBody || header.bodySize > shape->maximumBody)
        return unexpected(DecodeError::WrongLength);
    if (header.size() > m_maximumPacketSize)
        return unexpected(DecodeError::PacketTooLarge);
    return header;
}

} // namespace Standin::Mqtt
