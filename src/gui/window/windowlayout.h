// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QSplitter;
class QWidget;

namespace Standin::Gui {

class DeviceListPane;
class LogPane;
class ViewStack;
class WindowSettings;

/// Saves and restores size and arrangement of the window.
class WindowLayout final
{
public:
    /// All of them must outlive the layout.
    struct Parts
    {
        QWidget &window;
        QSplitter &topSplitter;
        QSplitter &mainSplitter;
        DeviceListPane &devices;
        ViewStack &views;
        LogPane &log;
        QAction &showLog;
    };

    WindowLayout(WindowSettings &settings, const Parts &parts)
        : m_settings(settings)
        , m_parts(parts)
    {}

    /// Restores the position of the window, as far as it fits the screen.
    void restore();
    void save();

private:
    void fitScreen(bool isPlaced);

    WindowSettings &m_settings;
    const Parts m_parts;
};

} // namespace Standin::Gui
