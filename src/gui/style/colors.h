// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/devicestate.h"
#include "journal/entry.h"

#include <QColor>
#include <QPalette>

namespace Standin::Gui::Colors {

/// Whether the palette has light text on a dark background.
[[nodiscard]] bool isDark(const QPalette &palette);

enum class JsonToken { Property, String, Escape, Number, Keyword };

// Each is legible on the window colour and the base colour of the given palette.
[[nodiscard]] QColor ofState(DeviceState state, const QPalette &palette);
[[nodiscard]] QColor ofKind(EntryKind kind, const QPalette &palette);
[[nodiscard]] QColor ofJson(JsonToken token, const QPalette &palette);
[[nodiscard]] QColor good(const QPalette &palette);
[[nodiscard]] QColor warning(const QPalette &palette);
[[nodiscard]] QColor bad(const QPalette &palette);
[[nodiscard]] QColor muted(const QPalette &palette);

} // namespace Standin::Gui::Colors
