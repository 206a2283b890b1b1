// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/recentmenu.h"

#include "gui/windowsession.h"

#include <QFileInfo>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin {

RecentMenu::RecentMenu(QMenu &menu, WindowSession &session)
    : QObject(&menu)
    , m_menu(menu)
    , m_session(session)
{
    fill();
}

void RecentMenu::add(const QString &path)
{
    m_session.addRecentFile(path);
    fill();
}

void RecentMenu::fill()
{
    m_menu.clear();
    const QStringList files = m_session.recentFiles();
    for (const QString &path : files) {
        QAction *action = m_menu.addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    m_menu.setToolTipsVisible(true);
    m_menu.setEnabled(!files.isEmpty());
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("&Clear")), &QAction::triggered, this, [this] {
        m_session.clearRecentFiles();
        fill();
    });
}

} // namespace Standin
