// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace Standin::Gui {

/// One of the line icons of resources/icons, by file name without suffix. It is drawn anew in the text colour of the
/// application's palette, so it follows the theme by itself.
[[nodiscard]] QIcon lineIcon(const QString &name);

/// The same in a colour of its own.
[[nodiscard]] QPixmap linePixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

/// An icon that looks the same in a selected row: the style would tint it there, and the colour is what it says.
[[nodiscard]] QIcon untintedIcon(const QPixmap &pixmap);

/// The icon of the program.
[[nodiscard]] QIcon applicationIcon();

} // namespace Standin::Gui
