// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace Standin::Gui {

/// A text of any length for a tool tip or a message box, which have the size of their text: lines of at most `columns`
/// characters, broken at a space if there is one, and at most `maxLines` of them. A truncated text ends with "…".
[[nodiscard]] QString foldedText(const QString &text, qsizetype columns = 60, int maxLines = 30);

/// A name for a text in which "&" marks an access key.
[[nodiscard]] QString withoutAccessKey(QString text);

} // namespace Standin::Gui
