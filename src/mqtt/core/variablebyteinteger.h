// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Standin::Mqtt {

/// A number encoded in groups of seven bits, lowest first (section 2.2.3, 5.0 section 1.5.5).
struct VariableByteInteger
{
    enum class State : quint8 {
        Complete,
        Incomplete, ///< more bytes are needed
        TooLong,    ///< a fifth byte would follow
    };

    State state = State::Incomplete;
    quint32 value = 0;
    qsizetype size = 0; ///< bytes read

    /// Fewer bytes would have been enough.
    [[nodiscard]] bool isPadded() const { return size > encodedSize(value); }

    [[nodiscard]] static VariableByteInteger read(QByteArrayView bytes)
    {
        VariableByteInteger result;
        for (int shift = 0; shift <= 21; shift += 7) {
            if (result.size == bytes.size())
                return result;
            const auto digit = static_cast<quint8>(bytes[result.size++]);
            result.value |= static_cast<quint32>(digit & 0x7f) << shift;
            if (digit < 0x80) {
                result.state = State::Complete;
                return result;
            }
        }
        result.state = State::TooLong;
        return result;
    }

    [[nodiscard]] static constexpr qsizetype encodedSize(qsizetype value)
    {
        return value < 128 ? 1 : value < 16'384 ? 2 : value < 2'097'152 ? 3 : 4;
    }
};

} // namespace Standin::Mqtt
