// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Gui {

/// A text from outside as a tool tip: shown as it is, whatever it looks like, with its line breaks, and wrapped. What
/// is longer than a screen is cut. Empty for an empty text.
[[nodiscard]] QString plainToolTip(const QString &text);

} // namespace Standin::Gui
