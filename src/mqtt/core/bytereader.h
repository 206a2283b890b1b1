// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

#include <optional>

namespace Standin::Mqtt {

/// Reads the data types of section 1.5 from the front of some bytes. Nothing is consumed when a value is incomplete.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_rest(bytes)
    {}

    [[nodiscard]] qsizetype left() const { return m_rest.size(); }

    [[nodiscard]] std::optional<quint8> byte() { return integer<quint8>(); }
    [[nodiscard]] std::optional<quint16> twoBytes() { return integer<quint16>(); }
    [[nodiscard]] std::optional<quint32> fourBytes() { return integer<quint32>(); }

    /// A string or binary data, with its length in front.
    [[nodiscard]] std::optional<QByteArrayView> string()
    {
        if (left() < 2 || left() - 2 < qFromBigEndian<quint16>(m_rest.data()))
            return std::nullopt;
        return bytes(*twoBytes());
    }

    /// `size` must not be more than left().
    [[nodiscard]] QByteArrayView bytes(qsizetype size)
    {
        const QByteArrayView front = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return front;
    }

    [[nodiscard]] QByteArrayView rest() { return bytes(left()); }

private:
    template <typename T>
    std::optional<T> integer()
    {
        constexpr auto size = static_cast<qsizetype>(sizeof(T));
        if (left() < size)
            return std::nullopt;
        return qFromBigEndian<T>(bytes(size).data());
    }

    QByteArrayView m_rest;
};

} // namespace Standin::Mqtt
