// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace Standin {
class Journal;
} // namespace Standin

namespace Standin::Gui {

class DeviceListPane;
class LogPane;
class Theme;
class ViewStack;
class WindowSettings;

namespace Ui {
class MainWindow;
}

/// The View menu: the views with their pages, the filters, the log and its size, the theme.
class ViewMenu final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the menu.
    struct Parts
    {
        const ViewStack &views;
        DeviceListPane &devices;
        LogPane &log;
        Theme &theme;
        WindowSettings &settings;
        Journal &journal;
    };

    ViewMenu(const Ui::MainWindow &ui, const Parts &parts, QObject *parent);

private:
    void setUpThemes(const Ui::MainWindow &ui);
    void setUpLogSize(const Ui::MainWindow &ui);

    const Parts m_parts;
};

} // namespace Standin::Gui
