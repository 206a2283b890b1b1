// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <QFile>
#include <QSaveFile>

namespace Standin::File {

Result<QByteArray> read(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    if (bytes.size() > maxBytes)
        return failure(ErrorCode::TooLarge, QStringLiteral("larger than %1 bytes").arg(maxBytes), path);
    return bytes;
}

Result<> writeAtomically(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        return failure(ErrorCode::FileNotWritable, file.errorString(), path);
    return {};
}

} // namespace Standin::File
