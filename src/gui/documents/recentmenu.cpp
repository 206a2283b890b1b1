// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/recentmenu.h"

#include "gui/documents/windowsettings.h"
#include "gui/style/foldedtext.h"
#include "models/payloadpreview.h"

#include <QFileInfo>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

RecentMenu::RecentMenu(QMenu &menu, WindowSettings &session)
    : QObject(&menu)
    , m_menu(menu)
    , m_settings(session)
{
    fill();
}

void RecentMenu::add(const QString &path)
{
    m_settings.addRecentFile(path);
    fill();
}

void RecentMenu::fill()
{
    m_menu.clear();
    const QStringList files = m_settings.recentFiles();
    for (const QString &path : files) {
        QAction *action = m_menu.addAction(withoutAccessKey(Models::textPreview(QFileInfo(path).fileName(), 60)));
        action->setToolTip(foldedText(path));
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    m_menu.setToolTipsVisible(true);
    m_menu.setEnabled(!files.isEmpty());
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("&Clear")), &QAction::triggered, this, [this] {
        m_settings.clearRecentFiles();
        fill();
    });
}

} // namespace Standin::Gui
