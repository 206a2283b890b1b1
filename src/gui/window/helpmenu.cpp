// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/helpmenu.h"

#include "gui/style/icon.h"
#include "gui/window/shortcutsdialog.h"
#include "ui_mainwindow.h"

#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

HelpMenu::HelpMenu(const Ui::MainWindow &ui, QWidget &window)
    : QObject(&window)
    , m_window(window)
{
    ui.actionAbout->setIcon(lineIcon(u"info"_s));
    connect(ui.actionShortcuts, &QAction::triggered, this, [this] { ShortcutsDialog(m_window).exec(); });
    connect(ui.actionAbout, &QAction::triggered, this, &HelpMenu::showAbout);
}

void HelpMenu::showAbout() const
{
    QMessageBox::about(&m_window, tr("About Standin"),
                       tr("Standin %1\n\nStand-in IoT devices for testing MQTT back ends.\n\n"
                          "Free software under the GNU General Public License, version 3 or later.")
                           .arg(QCoreApplication::applicationVersion()));
}

} // namespace Standin::Gui
