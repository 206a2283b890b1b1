// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Standin::Gui {

inline constexpr qsizetype hexBytesPerLine = 16;

/// Sixteen bytes a line: offset, hexadecimal, and the printable characters. `offset`: where the first byte stands.
[[nodiscard]] QString hexDump(QByteArrayView bytes, qsizetype offset = 0);

} // namespace Standin::Gui
