// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <optional>

namespace Standin::Scenarios {

/// A value that will be another one the next time: a time, an id, a counter.
struct VolatileValue
{
    enum class Kind : quint8 {
        Uuid,
        IsoTime,   ///< ISO 8601, with date and time
        HttpDate,  ///< RFC 9110: "Sun, 06 Nov 1994 08:49:37 GMT"
        ClockTime, ///< "08:49:37", near to the time of the message
        Date,      ///< "1994-11-06", likewise
        Epoch,     ///< seconds to nanoseconds since 1970
        Hex,       ///< 16 digits or more
        Jwt,
        Ulid,
        Base64, ///< random bytes, 20 characters or more
        Counter,
        Token, ///< any text under a key such as "nonce"
    };

    /// An expression for every text.
    static constexpr QStringView anyText = u"[\\s\\S]*";

    Kind kind;
    QString expression; ///< a regular expression for others of its kind

    /// `key`: under which it stands, empty if under none. `at`: when it was sent, microseconds since 1970-01-01 UTC.
    [[nodiscard]] static std::optional<VolatileValue> of(const JsonText &value, const QString &key, qint64 at);

    /// A regular expression for a text with such values in it ("job 5f0c… done"); nullopt when it has none.
    [[nodiscard]] static std::optional<QString> expressionFor(const QString &text, qint64 at);

    /// Whether a value is long enough that it does not occur elsewhere by chance.
    [[nodiscard]] static bool isDistinctive(const QString &text);

    /// An expression of templates that makes another value of this form, for a message that is sent; empty when there
    /// is none.
    [[nodiscard]] static QString generatorFor(const JsonText &value, qint64 at);
};

} // namespace Standin::Scenarios
