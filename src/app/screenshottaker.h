// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"

#include <QTimer>
#include <QWidget>

namespace Standin::App {

/// Takes one picture of the window when its devices are online and have messages, then emits taken().
class ScreenshotTaker final : public QObject
{
    Q_OBJECT

public:
    ScreenshotTaker(Fleet &fleet, QWidget &window, QString file);

signals:
    /// False when the file could not be written, or the devices were not ready within 30 s.
    void taken(bool good);

private:
    void look();
    [[nodiscard]] bool save() const;
    /// Makes messages for the log: one sample device plays the back end of another.
    void sendCommands();

    Fleet &m_fleet;
    QWidget &m_window;
    const QString m_file;
    QTimer m_timer;
    int m_looks = 0;
    bool m_sent = false;
};

} // namespace Standin::App
