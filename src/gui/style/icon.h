// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace Standin::Gui {

/// One of the line icons of resources/icons, by file name without suffix. It is drawn in the current text colour of the
/// application's palette, so it follows the theme.
[[nodiscard]] QIcon lineIcon(const QString &name);

/// The same in a colour of its own.
[[nodiscard]] QPixmap linePixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

/// An icon that the style does not tint in a selected row, because its colour has a meaning.
[[nodiscard]] QIcon untintedIcon(const QPixmap &pixmap);

/// The icon of the program.
[[nodiscard]] QIcon applicationIcon();

} // namespace Standin::Gui
