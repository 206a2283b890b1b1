// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "match/subject.h"

#include <QRegularExpression>

namespace Standin {
class JsonReader;
} // namespace Standin

namespace Standin::Scenarios {

/// Sets a variable to a value of a message. In files a member of the object `capture`; a string is a JSON pointer:
///
///     "traceId": "/traceId"
///     "site": { "topicLevel": 1 }
///     "type": { "property": "contentType" }
///     "fw": { "jsonPointer": "/info", "matches": "fw=([0-9.]+)" }
///     "all": {}                                                       the whole payload
///
/// The value is used as `${vars.traceId}` by later steps, with its JSON type. With `matches` it is a text: the first
/// group of the regular expression, or all that it finds when it has no group.
struct Capture
{
    static constexpr qsizetype mostInStep = 100;

    QString variable;
    Match::Subject subject = {};
    std::optional<QRegularExpression> matches = {};
    JsonText json = {}; ///< as it was read

    /// Undefined when the message has no such value.
    [[nodiscard]] JsonText valueIn(const Match::Message &message) const;

    /// The object `capture` of a step.
    [[nodiscard]] static QList<Capture> readAll(JsonReader &reader);
    [[nodiscard]] static JsonText toJson(const QList<Capture> &captures);
};

} // namespace Standin::Scenarios
