// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"
#include "base/result.h"
#include "match/pattern.h"

#include <QString>

namespace Standin {
class JsonBuilder;
class JsonReader;
} // namespace Standin

namespace Standin::Scenarios {

/// The conditions on a message in a step: the keys of Match::Pattern, with templates in their strings, and
///
///     "json": { "op": "reboot" }
///
/// which is short for {"payload": {"equalToJson": {"op": "reboot"}, "ignoreExtra": true}}. It becomes a Match::Pattern
/// when the step runs (ScenarioScope::pattern).
struct PatternTemplate
{
    JsonText json = JsonText::emptyObject(); ///< these keys alone, as written
    QString pointer = {};                    ///< the place of the object in its file

    /// The keys of a pattern; others are left.
    [[nodiscard]] static PatternTemplate read(JsonReader &reader);
    /// Adds its keys to the object.
    void writeTo(JsonBuilder &object) const;
    [[nodiscard]] static const QStringList &keys();

    /// The pattern with the values of its templates: `rendered` is `json` with them.
    [[nodiscard]] Result<Match::Pattern> compiled(const JsonText &rendered) const;
    /// A pattern with `json` written out.
    [[nodiscard]] static JsonText withoutShortForms(const JsonText &json);
    /// Whether it is a pattern once its templates have values. InvalidArgument with the JSON pointer.
    [[nodiscard]] Result<> check() const;

    [[nodiscard]] bool isEmpty() const { return json == JsonText::emptyObject(); }
    bool operator==(const PatternTemplate &other) const { return json == other.json; }
};

} // namespace Standin::Scenarios
