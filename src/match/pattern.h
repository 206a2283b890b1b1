// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/condition.h"
#include "match/correlation.h"
#include "match/textsearch.h"
#include "match/topicpattern.h"

namespace Standin::Match {

/// Selects messages: those that a rule answers, a query finds, an await waits for, the log shows. Every part that is
/// set must hold; each can be evaluated separately. Compiled when it is read; several threads may use it at once.
///
///     { "topic": "cmd/{site}/{verb}", "qos": 1, "retain": false, "dup": false, "text": "boot",
///       "correlation": { "traceId": "t-1" },
///       "payload": { "allOf": [ { "jsonPointer": "/op", "equalTo": "reboot" },
///                               { "topicLevel": "site", "in": ["lab"] } ] } }
///
/// "topicContains" may be used instead of "topic".
struct Pattern
{
    std::optional<TopicPattern> topic;
    std::optional<quint8> qos;
    std::optional<bool> retain;
    std::optional<bool> dup;
    std::optional<TextSearch> text;
    QList<CorrelationValue> correlation; ///< compared by JsonText::toLookupText(): 5 and "5" are the same
    std::optional<Condition> payload;    ///< mostly about the payload; topic levels and properties are also possible

    /// InvalidArgument with the JSON pointer of the fault, what was expected and what was found. `pointer` is the place
    /// of `json`. Unknown keys are refused, because with a misspelt key the pattern would match too much.
    [[nodiscard]] static Result<Pattern> fromJson(const JsonText &json, const QString &pointer = {});
    /// The same from an object that may have other keys.
    [[nodiscard]] static Pattern read(JsonReader &reader);
    /// The inverse of fromJson().
    [[nodiscard]] JsonText toJson() const;
    /// Adds its members to the object.
    void writeTo(JsonBuilder &object) const;

    [[nodiscard]] bool matches(const Message &message) const;
    /// Whether the message has these values, already known (Message::correlation) or found in its payload.
    [[nodiscard]] bool correlates(const Message &message) const;
};

} // namespace Standin::Match
