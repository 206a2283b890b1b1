// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include <sys/types.h>

namespace Standin {

/// Which file a path leads to: it stays the same when the file is renamed.
struct FileIdentity
{
    dev_t device;
    ino_t inode;

    /// nullopt when there is none, or it cannot be looked at.
    [[nodiscard]] static std::optional<FileIdentity> of(const QString &path);

    bool operator==(const FileIdentity &) const = default;
};

} // namespace Standin
