// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowlayout.h"

#include "gui/devices/devicelistpane.h"
#include "gui/documents/windowsettings.h"
#include "gui/log/logpane.h"
#include "gui/window/viewstack.h"

#include <QAction>
#include <QScreen>
#include <QSplitter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// Estimated size of the window frame, which is unknown before the window is shown.
constexpr QMargins frame(8, 40, 8, 8);

} // namespace

void WindowLayout::restore()
{
    fitScreen(m_parts.window.restoreGeometry(m_settings.layout(u"window"_s)));
    m_parts.topSplitter.restoreState(m_settings.layout(u"topSplitter"_s));
    m_parts.mainSplitter.restoreState(m_settings.layout(u"mainSplitter"_s));
    m_parts.devices.restoreLayout(m_settings.layout(u"devices"_s));
    for (WindowView *view : m_parts.views.views())
        view->restoreLayout(m_settings.layout(view->objectName()));
    m_parts.log.restoreLayout(m_settings.layout(u"log"_s));
    m_parts.log.restoreColumns(m_settings.layout(u"logColumns"_s));
    m_parts.showLog.setChecked(m_settings.layout(u"logShown"_s) != "no");
}

void WindowLayout::fitScreen(bool isPlaced)
{
    QWidget &window = m_parts.window;
    if (window.isMaximized() || window.isFullScreen())
        return;
    const QRect room = window.screen()->availableGeometry().marginsRemoved(frame);
    QRect place(window.geometry().topLeft(), window.size().boundedTo(room.size()));
    window.resize(place.size());
    if (!isPlaced)
        return; // the window system chooses the position
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveLeft(std::max(place.left(), room.left()));
    place.moveTop(std::max(place.top(), room.top()));
    window.setGeometry(place);
}

void WindowLayout::save()
{
    m_settings.setLayout(u"window"_s, m_parts.window.saveGeometry());
    m_settings.setLayout(u"topSplitter"_s, m_parts.topSplitter.saveState());
    m_settings.setLayout(u"mainSplitter"_s, m_parts.mainSplitter.saveState());
    m_settings.setLayout(u"devices"_s, m_parts.devices.layoutState());
    for (const WindowView *view : m_parts.views.views())
        m_settings.setLayout(view->objectName(), view->layoutState());
    m_settings.setLayout(u"log"_s, m_parts.log.layoutState());
    m_settings.setLayout(u"logColumns"_s, m_parts.log.columnState());
    m_settings.setLayout(u"logShown"_s, m_parts.showLog.isChecked() ? "yes" : "no");
}

} // namespace Standin::Gui
