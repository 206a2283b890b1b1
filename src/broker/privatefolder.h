// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace Standin::Broker {

/// A temporary folder that only this user can read and that goes with the object, or else with the next object of any
/// process: a process that is killed cannot remove it. A lock on a file inside shows that its owner lives.
class PrivateFolder
{
public:
    /// Removes what processes that ended before left behind.
    PrivateFolder();
    ~PrivateFolder();
    Q_DISABLE_COPY_MOVE(PrivateFolder)

    /// Whether it is there, with its lock. It may not be: no room, no rights, removed by somebody.
    [[nodiscard]] bool isThere() const;
    [[nodiscard]] QString filePath(const QString &name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
    int m_lock = -1;
};

} // namespace Standin::Broker
