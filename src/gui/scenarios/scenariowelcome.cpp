// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariowelcome.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr int textWidth = 460;

QPushButton *buttonOf(QAction &action, const QString &name, const QString &text)
{
    auto *button = new QPushButton(action.icon(), text);
    button->setObjectName(name);
    button->setMinimumHeight(32);
    QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    return button;
}

} // namespace

ScenarioWelcome::ScenarioWelcome(QAction &record, QAction &make, QAction &open, QWidget *parent)
    : QWidget(parent)
{
    auto *title = new QLabel(tr("No scenario is open"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    title->setFont(large);
    title->setAlignment(Qt::AlignCenter);
    auto *text = new QLabel(
        tr("A scenario is a test: a file with steps that act, such as “connect” or “publish”, and steps that expect, "
           "such as “a command arrives within 5 s”. It runs here, and in CI by “standin run”. Record makes one of what "
           "you do; steps are also added here, or "
           "made of an entry of the log by its context menu."));
    text->setObjectName(u"scenarioWelcomeText"_s);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(buttonOf(record, u"welcomeRecordButton"_s, tr("Record what I do with the devices")));
    column->addWidget(buttonOf(make, u"welcomeNewScenarioButton"_s, tr("New scenario")));
    column->addWidget(buttonOf(open, u"welcomeOpenScenarioButton"_s, tr("Open a scenario…")));
    auto *box = new QWidget;
    box->setMaximumWidth(textWidth);
    box->setLayout(column);
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(1);
    auto *row = new QHBoxLayout;
    row->addWidget(box);
    outer->addLayout(row);
    outer->addStretch(2);
}

} // namespace Standin::Gui
