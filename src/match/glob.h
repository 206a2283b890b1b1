// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Match {

/// Whether a name has the form of a pattern: `*` stands for any text, also an empty one, and `?` for one character.
/// Upper and lower case differ. Linear in the length of the name for each `*`; allocates nothing.
[[nodiscard]] bool matchesGlob(QStringView pattern, QStringView name);

} // namespace Standin::Match
