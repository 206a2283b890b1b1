// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin {

/// A word that a shell takes literally as this text.
[[nodiscard]] QString shellQuoted(QString text);

} // namespace Standin
