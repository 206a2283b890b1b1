// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace Standin {

/// Appends a piece of a longer text, about 16 KiB at most. False when there was none left.
using TextPiece = std::function<bool(QByteArray &text)>;

} // namespace Standin
