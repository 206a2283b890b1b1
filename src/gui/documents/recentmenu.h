// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMenu;

namespace Standin::Gui {

class WindowSettings;

/// Keeps a menu filled with the files that were opened or saved last.
class RecentMenu final : public QObject
{
    Q_OBJECT

public:
    RecentMenu(QMenu &menu, WindowSettings &session);

    void add(const QString &path);

signals:
    void chosen(const QString &path);

private:
    void fill();

    QMenu &m_menu;
    WindowSettings &m_settings;
};

} // namespace Standin::Gui
