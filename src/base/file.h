// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

/// Whole files, and regular ones only: a pipe or a device could block for ever or never end. Nothing in the product
/// reads or writes a file in another way.
namespace Standin::File {

/// The whole file; also one of Qt's resources (":/…"). FileNotReadable where it cannot be opened or read or is no
/// regular file, TooLarge above `maxBytes`.
[[nodiscard]] Result<QByteArray> read(const QString &path, qint64 maxBytes);

/// Replaces the file at once or leaves it as it was (QSaveFile). Success means that all of it is on the disk.
/// FileNotWritable otherwise.
[[nodiscard]] Result<> writeAtomically(const QString &path, const QByteArray &bytes);

} // namespace Standin::File
