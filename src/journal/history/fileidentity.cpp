// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/history/fileidentity.h"

#include <QFile>

#include <sys/stat.h>

namespace Standin {

std::optional<FileIdentity> FileIdentity::of(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return FileIdentity{.device = status.st_dev, .inode = status.st_ino};
}

} // namespace Standin
