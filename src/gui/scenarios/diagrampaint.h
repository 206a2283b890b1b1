// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPalette>

namespace Standin::Gui {

/// A sequence diagram (Scenarios::sequenceDiagram) for QSvgRenderer, which knows no variables in style sheets: with the
/// colours of the palette as attributes of the elements, and without style sheet.
[[nodiscard]] QByteArray paintedDiagram(const QByteArray &svg, const QPalette &palette);

} // namespace Standin::Gui
