// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace Standin::Gui {

/// Sixteen bytes a line: offset, hexadecimal, and the printable characters.
[[nodiscard]] QString hexDump(QByteArrayView bytes);

} // namespace Standin::Gui
