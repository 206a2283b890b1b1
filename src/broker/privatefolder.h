// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace Standin::Broker {

/// A temporary folder that only this user can read. It is removed with the object. A killed process cannot remove its
/// folder; the next object of any process does so. A lock on a file inside shows that the owner is running.
class PrivateFolder
{
public:
    /// Also removes the folders of processes that have ended.
    PrivateFolder();
    ~PrivateFolder();
    Q_DISABLE_COPY_MOVE(PrivateFolder)

    /// Whether it exists, with its lock. It may not: no space, no rights, or removed by another process.
    [[nodiscard]] bool isThere() const;
    [[nodiscard]] QString filePath(const QString &name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
    int m_lock = -1;
};

} // namespace Standin::Broker
