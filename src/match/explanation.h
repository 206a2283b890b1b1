// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/pattern.h"

namespace Standin::Match {

/// One part of a pattern and its result for a message.
struct Check
{
    QString pointer;     ///< of the part in the pattern: "/payload/allOf/0/equalTo"
    JsonText expected;   ///< what stands there
    JsonText found = {}; ///< the value in the message, see Explanation::shown(); undefined: absent
    bool held = false;
};

/// Why a pattern matches a message, or does not.
struct Explanation
{
    static constexpr qsizetype longestFound = 200;

    QList<Check> checks; ///< of `anyOf` only those of the alternative that comes nearest

    [[nodiscard]] qsizetype heldCount() const;
    /// From 0 to 1: which part of the checks held.
    [[nodiscard]] double score() const;

    /// For reports alone: it costs several times as much as Pattern::matches().
    [[nodiscard]] static Explanation of(const Pattern &pattern, const Message &message);

    /// A value with its type; one longer than `longestFound` as the beginning of its text.
    [[nodiscard]] static JsonText shown(const JsonText &value);
    [[nodiscard]] static JsonText shown(const QString &text);
};

} // namespace Standin::Match
