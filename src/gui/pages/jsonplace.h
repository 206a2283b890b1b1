// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/jsontext.h"

#include <QStringList>

namespace Standin::Gui {

/// Places in a JSON text that a user edits.
namespace JsonPlace {

/// The byte at which the value of a JSON pointer begins; where there is none, that of the nearest value around it.
/// `text` must be JSON.
[[nodiscard]] qsizetype offsetOf(const QByteArray &text, const QString &pointer);

/// `root` with this value at a path of keys and indexes; what is missing on the way is made. Undefined removes the
/// value, and the objects around it that are empty then.
[[nodiscard]] JsonText with(const JsonText &root, const QStringList &path, const JsonText &value);

} // namespace JsonPlace

} // namespace Standin::Gui
