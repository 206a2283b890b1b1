// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/welcomepanel.h"

#include "gui/style/icon.h"
#include "ui_welcomepanel.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

WelcomePanel::WelcomePanel(QAction &newDevice, QAction &openProfile, QAction &startSamples, QWidget *parent)
    : QWidget(parent)
{
    Ui::WelcomePanel ui;
    ui.setupUi(this);
    ui.iconLabel->setPixmap(applicationIcon().pixmap(72, 72));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    ui.titleLabel->setFont(large);
    ui.newButton->setIcon(lineIcon(u"add"_s));
    ui.openButton->setIcon(lineIcon(u"open"_s));
    ui.samplesButton->setIcon(lineIcon(u"broker"_s));
    connect(ui.newButton, &QPushButton::clicked, &newDevice, &QAction::trigger);
    connect(ui.openButton, &QPushButton::clicked, &openProfile, &QAction::trigger);
    connect(ui.samplesButton, &QPushButton::clicked, &startSamples, &QAction::trigger);
}

} // namespace Standin::Gui
