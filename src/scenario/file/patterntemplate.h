// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QString>

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

    bool operator==(const PatternTemplate &other) const { return json == other.json; }
};

} // namespace Standin::Scenarios
