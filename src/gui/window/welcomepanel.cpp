// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/welcomepanel.h"

#include "gui/style/icon.h"
#include "ui_welcomepanel.h"

using namespace Qt::StringLiterals;

namespace Standin::Gui {

WelcomePanel::WelcomePanel(bool offersBroker, QWidget *parent)
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
    ui.samplesButton->setVisible(offersBroker);
    ui.samplesHint->setVisible(offersBroker);
    connect(ui.newButton, &QPushButton::clicked, this, &WelcomePanel::newDeviceRequested);
    connect(ui.openButton, &QPushButton::clicked, this, &WelcomePanel::openProfileRequested);
    connect(ui.samplesButton, &QPushButton::clicked, this, &WelcomePanel::samplesRequested);
}

} // namespace Standin::Gui
