// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <memory>

class QSaveFile;

/// Reads and writes whole regular files: a pipe or a device could block or never end. All files of the product are read
/// and written here.
namespace Standin::File {

/// The whole file; also one of Qt's resources (":/…"). FileNotReadable when it cannot be opened or read or is not a
/// regular file, TooLarge above `maxBytes`.
[[nodiscard]] Result<QByteArray> read(const QString &path, qint64 maxBytes);

/// Replaces the file atomically or does not change it (QSaveFile). Success means that all of it is on the disk.
/// FileNotWritable otherwise.
[[nodiscard]] Result<> writeAtomically(const QString &path, const QByteArray &bytes);

/// The same in parts, for what does not fit into memory. The file of that name stays as it is until commit(), and
/// without it. Use it in one thread.
class AtomicWriter
{
public:
    [[nodiscard]] static Result<AtomicWriter> open(const QString &path);
    AtomicWriter(AtomicWriter &&) noexcept;
    AtomicWriter &operator=(AtomicWriter &&) noexcept;
    ~AtomicWriter();

    Result<> write(const QByteArray &bytes);
    /// Call it once, at the end.
    Result<> commit();

private:
    explicit AtomicWriter(std::unique_ptr<QSaveFile> file);

    std::unique_ptr<QSaveFile> m_file;
};

/// Makes an empty file that its owner alone may read and write. FileNotWritable otherwise, also when it exists.
[[nodiscard]] Result<> createPrivate(const QString &path);

} // namespace Standin::File
