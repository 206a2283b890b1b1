// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/windowlayout.h"

#include "gui/devices/devicelistpane.h"
#include "gui/documents/windowsettings.h"
#include "gui/log/logpane.h"

#include <QAction>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

void WindowLayout::restore()
{
    m_parts.window.restoreGeometry(m_settings.layout(u"window"_s));
    m_parts.topSplitter.restoreState(m_settings.layout(u"topSplitter"_s));
    m_parts.mainSplitter.restoreState(m_settings.layout(u"mainSplitter"_s));
    m_parts.devices.restoreLayout(m_settings.layout(u"devices"_s));
    m_parts.log.restoreLayout(m_settings.layout(u"log"_s));
    m_parts.log.restoreColumns(m_settings.layout(u"logColumns"_s));
    m_parts.showLog.setChecked(m_settings.layout(u"logShown"_s) != "no");
}

void WindowLayout::save()
{
    m_settings.setLayout(u"window"_s, m_parts.window.saveGeometry());
    m_settings.setLayout(u"topSplitter"_s, m_parts.topSplitter.saveState());
    m_settings.setLayout(u"mainSplitter"_s, m_parts.mainSplitter.saveState());
    m_settings.setLayout(u"devices"_s, m_parts.devices.layoutState());
    m_settings.setLayout(u"log"_s, m_parts.log.layoutState());
    m_settings.setLayout(u"logColumns"_s, m_parts.log.columnState());
    m_settings.setLayout(u"logShown"_s, m_parts.showLog.isChecked() ? "yes" : "no");
}

} // namespace Standin::Gui
