// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Standin::Gui {

inline constexpr qsizetype hexBytesPerLine = 16;

/// Sixteen bytes per line: offset, hexadecimal, and the printable characters. `offset`: that of the first byte.
[[nodiscard]] QString hexDump(QByteArrayView bytes, qsizetype offset = 0);

} // namespace Standin::Gui
