// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace Standin::File {

/// The whole file. FileNotReadable where it cannot be opened or read, TooLarge above `maxBytes`.
[[nodiscard]] Result<QByteArray> read(const QString &path, qint64 maxBytes);

/// Replaces the file at once or leaves it as it was (QSaveFile). FileNotWritable otherwise.
[[nodiscard]] Result<> writeAtomically(const QString &path, const QByteArray &bytes);

} // namespace Standin::File
