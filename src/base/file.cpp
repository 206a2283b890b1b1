// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <QFile>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Standin::File {

namespace {

QString kindOf(const struct stat &file)
{
    if (S_ISDIR(file.st_mode))
        return QStringLiteral("a folder");
    if (S_ISFIFO(file.st_mode))
        return QStringLiteral("a pipe");
    return S_ISSOCK(file.st_mode) ? QStringLiteral("a socket") : QStringLiteral("a device");
}

/// Empty for a regular file, and for one that does not exist.
QString whyNotRegular(const QString &path)
{
    struct stat file = {};
    if (path.contains(u'\0'))
        return QStringLiteral("the name holds U+0000");
    if (::stat(QFile::encodeName(path).constData(), &file) != 0 || S_ISREG(file.st_mode))
        return {};
    return QStringLiteral("expected a regular file, found ") + kindOf(file);
}

/// Opens without blocking, and checks the opened file again, because it may have been replaced meanwhile. Empty when it
/// is open.
QString open(QFile &file)
{
    const QString path = file.fileName();
    if (path.startsWith(u':'))
        return file.open(QIODevice::ReadOnly) ? QString() : file.errorString();
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return qt_error_string(errno);
    struct stat opened = {};
    if (::fstat(descriptor, &opened) != 0 || !S_ISREG(opened.st_mode)) {
        ::close(descriptor);
        return QStringLiteral("expected a regular file");
    }
    return file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle) ? QString() : file.errorString();
}

/// Some file systems report only now that there is no space left. Empty when there is no error.
QString synchronise(const QSaveFile &file)
{
    return ::fsync(file.handle()) == 0 || errno == EINVAL || errno == ENOSYS ? QString() : qt_error_string(errno);
}

} // namespace

Result<QByteArray> read(const QString &path, qint64 maxBytes)
{
    if (const QString why = whyNotRegular(path); !why.isEmpty())
        return failure(ErrorCode::FileNotReadable, why, path);
    QFile file(path);
    if (const QString why = open(file); !why.isEmpty())
        return failure(ErrorCode::FileNotReadable, why, path);
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::FileNotReadable, file.errorString(), path);
    if (bytes.size() > maxBytes)
        return failure(ErrorCode::TooLarge, QStringLiteral("larger than %1 bytes").arg(maxBytes), path);
    return bytes;
}

Result<> writeAtomically(const QString &path, const QByteArray &bytes)
{
    auto writer = AtomicWriter::open(path);
    if (!writer)
        return Failure(writer.error());
    return writer->write(bytes).and_then([&writer] { return writer->commit(); });
}

AtomicWriter::AtomicWriter(std::unique_ptr<QSaveFile> file)
    : m_file(std::move(file))
{}

AtomicWriter::AtomicWriter(AtomicWriter &&) noexcept = default;
AtomicWriter &AtomicWriter::operator=(AtomicWriter &&) noexcept = default;
AtomicWriter::~AtomicWriter() = default;

Result<AtomicWriter> AtomicWriter::open(const QString &path)
{
    if (const QString why = whyNotRegular(path); !why.isEmpty())
        return failure(ErrorCode::FileNotWritable, why, path);
    auto file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return failure(ErrorCode::FileNotWritable, file->errorString(), path);
    return AtomicWriter(std::move(file));
}

Result<> AtomicWriter::write(const QByteArray &bytes)
{
    if (m_file->write(bytes) != bytes.size())
        return failure(ErrorCode::FileNotWritable, m_file->errorString(), m_file->fileName());
    return {};
}

Result<> AtomicWriter::commit()
{
    // QSaveFile::commit() does not report that the rest of the bytes cannot be written, so flush() is called first.
    if (!m_file->flush())
        return failure(ErrorCode::FileNotWritable, m_file->errorString(), m_file->fileName());
    if (const QString why = synchronise(*m_file); !why.isEmpty())
        return failure(ErrorCode::FileNotWritable, why, m_file->fileName());
    if (!m_file->commit())
        return failure(ErrorCode::FileNotWritable, m_file->errorString(), m_file->fileName());
    return {};
}

Result<> createPrivate(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorCode::FileNotWritable, file.errorString(), path, file.errorString());
    return {};
}

} // namespace Standin::File
