// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <cstddef>
#include <cstdint>

/// Decisions taken from the bytes of a fuzzer, from the front. When they are used up everything is 0 and empty.
class FuzzInput final
{
public:
    FuzzInput(const uint8_t *data, size_t size)
        : m_rest(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size))
    {}

    [[nodiscard]] bool isEmpty() const { return m_rest.isEmpty(); }

    quint8 byte()
    {
        if (isEmpty())
            return 0;
        const auto value = static_cast<quint8>(m_rest.front());
        m_rest = m_rest.sliced(1);
        return value;
    }

    quint16 twoBytes()
    {
        const quint8 high = byte();
        return static_cast<quint16>(high << 8 | byte());
    }

    quint8 below(quint8 limit) { return byte() % limit; }
    bool flag() { return byte() & 1; }

    QByteArrayView view(qsizetype wanted)
    {
        const QByteArrayView front = m_rest.first(qMin(wanted, m_rest.size()));
        m_rest = m_rest.sliced(front.size());
        return front;
    }

    QByteArray bytes() { return view(byte()).toByteArray(); }

    /// Valid UTF-8, as text from a QString always is. Often one of a few texts, so that both sides use equal ones.
    QByteArray text()
    {
        static constexpr std::array<const char *, 4> common{"a", "b/c", "method", "$x"};
        const quint8 choice = byte();
        return choice & 0x80 ? QByteArray(common[choice % common.size()])
                             : QString::fromLatin1(view(choice & 0x1f)).toUtf8();
    }

    QByteArrayView rest() { return view(m_rest.size()); }

private:
    QByteArrayView m_rest;
};
