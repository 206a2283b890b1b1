// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QString>

namespace Standin::Scenarios {

/// Possible values in place of the expressions of a JSON value, so that its form can be checked before they are known:
/// a string that is only one `${…}` becomes a value of the type that its key needs, others have "x" in place of each.
[[nodiscard]] JsonText withPlaceholders(const JsonText &json);

/// The same for a text.
[[nodiscard]] QString withPlaceholders(const QString &text);

} // namespace Standin::Scenarios
