// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/viewmenu.h"

#include "gui/devices/devicelistpane.h"
#include "gui/documents/windowsettings.h"
#include "gui/log/logpane.h"
#include "gui/style/icon.h"
#include "gui/style/theme.h"
#include "gui/window/viewstack.h"
#include "journal/journal.h"
#include "ui_mainwindow.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

ViewMenu::ViewMenu(const Ui::MainWindow &ui, const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    ui.menuView->insertActions(ui.menuView->actions().first(), parts.views.menuActions());
    ui.actionFindDevice->setIcon(lineIcon(u"search"_s));
    ui.actionShowLog->setIcon(lineIcon(u"log"_s));
    connect(ui.actionFindDevice, &QAction::triggered, &parts.devices, &DeviceListPane::focusFilter);
    connect(ui.actionFindInLog, &QAction::triggered, &parts.log, [showLog = ui.actionShowLog, log = &parts.log] {
        showLog->setChecked(true);
        log->focusFilter();
    });
    connect(ui.actionShowLog, &QAction::toggled, &parts.log, &QWidget::setVisible);
    setUpThemes(ui);
    setUpLogSize(ui);
}

void ViewMenu::setUpThemes(const Ui::MainWindow &ui)
{
    auto *group = new QActionGroup(this);
    const std::pair<QAction *, Theme::Choice> themes[] = {{ui.actionThemeSystem, Theme::Choice::System},
                                                          {ui.actionThemeLight, Theme::Choice::Light},
                                                          {ui.actionThemeDark, Theme::Choice::Dark}};
    for (const auto &[action, choice] : themes) {
        group->addAction(action);
        action->setChecked(choice == m_parts.theme.choice());
        connect(action, &QAction::triggered, this, [this, chosen = choice] {
            m_parts.theme.apply(chosen);
            m_parts.settings.setTheme(chosen);
        });
    }
}

/// The log shows all entries of the journal, so its size is that of the journal, which REST also reads.
void ViewMenu::setUpLogSize(const Ui::MainWindow &ui)
{
    auto *menu = new QMenu(tr("Log Si&ze"), ui.menuView);
    ui.menuView->insertMenu(ui.menuTheme->menuAction(), menu);
    auto *group = new QActionGroup(this);
    const JournalLimits chosen = m_parts.settings.journalLimits().value_or(JournalLimits());
    for (const JournalLimits &limits : WindowSettings::journalChoices()) {
        const auto entries = static_cast<qulonglong>(limits.entries);
        QAction *action = menu->addAction(
            tr("&%L1 entries, up to %2", "number, memory").arg(entries).arg(QLocale().formattedDataSize(limits.bytes)));
        action->setObjectName(u"actionLogSize%1"_s.arg(entries));
        action->setCheckable(true);
        action->setChecked(limits.entries == chosen.entries);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, limits] {
            m_parts.settings.setJournalLimits(limits);
            m_parts.journal.setLimits(limits);
        });
    }
}

} // namespace Standin::Gui
