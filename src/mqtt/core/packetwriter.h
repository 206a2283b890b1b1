// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqtt/core/packet.h"
#include "mqtt/core/variablebyteinteger.h"

#include <QtEndian>

#include <cstring>

namespace Standin::Mqtt {

/// Writes the data types of section 1.5 into one packet of known size.
class PacketWriter
{
public:
    PacketWriter(PacketType type, quint8 flags, qsizetype bodySize)
        : m_packet(1 + VariableByteInteger::encodedSize(bodySize) + bodySize, Qt::Uninitialized)
        , m_at(m_packet.data())
    {
        byte(static_cast<quint8>(static_cast<quint8>(type) << 4 | flags)).variable(static_cast<quint32>(bodySize));
    }

    PacketWriter &byte(quint8 value)
    {
        *m_at++ = static_cast<char>(value);
        return *this;
    }

    PacketWriter &twoBytes(quint16 value) { return integer(value); }
    PacketWriter &fourBytes(quint32 value) { return integer(value); }

    PacketWriter &variable(quint32 value)
    {
        do {
            const auto low = static_cast<quint8>(value & 0x7f);
            value >>= 7;
            byte(value > 0 ? low | 0x80 : low);
        } while (value > 0);
        return *this;
    }

    PacketWriter &bytes(QByteArrayView value)
    {
        if (!value.isEmpty())
            std::memcpy(m_at, value.data(), static_cast<size_t>(value.size()));
        m_at += value.size();
        return *this;
    }

    PacketWriter &string(QByteArrayView value) { return twoBytes(static_cast<quint16>(value.size())).bytes(value); }

    /// The property length and the properties.
    PacketWriter &properties(const Properties &properties);

    [[nodiscard]] QByteArray take()
    {
        Q_ASSERT(m_at == m_packet.constData() + m_packet.size());
        return std::move(m_packet);
    }

    /// The sizes that string() and properties() write.
    [[nodiscard]] static qsizetype sizeOf(QByteArrayView string) { return 2 + string.size(); }
    [[nodiscard]] static qsizetype sizeOf(const Properties &properties);

private:
    template <typename T>
    PacketWriter &integer(T value)
    {
        qToBigEndian(value, m_at);
        m_at += sizeof(value);
        return *this;
    }

    PacketWriter &property(const Property &property);

    QByteArray m_packet;
    char *m_at;
};

} // namespace Standin::Mqtt
