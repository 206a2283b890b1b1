// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "gui/log/entryrequest.h"
#include "gui/pages/jsonplace.h"
#include "gui/scenarios/scenariopane.h"
#include "gui/scenarios/stepactions.h"
#include "gui/style/icon.h"
#include "ui_scenariopane.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

void ScenarioPane::setUpEditing()
{
    m_actions = new StepActions({*m_ui->stepTree, m_model, m_engine.fleet()}, this);
    const std::pair<QToolButton *, QAction *> buttons[] = {
        {m_ui->duplicateStepButton, m_actions->duplicateAction()},
        {m_ui->removeStepButton, m_actions->removeAction()},
        {m_ui->undoButton, m_actions->undoAction()},
        {m_ui->redoButton, m_actions->redoAction()},
    };
    for (const auto &[button, action] : buttons)
        button->setDefaultAction(action);
    m_ui->addStepButton->setIcon(lineIcon(u"add"_s));
    m_ui->addStepButton->setMenu(m_actions->addMenu());
    m_ui->addStepButton->setPopupMode(QToolButton::InstantPopup);
    auto *add = new QAction(lineIcon(u"add"_s), tr("&Add step…"), m_ui->stepTree);
    add->setObjectName(u"actionAddStep"_s);
    add->setShortcut(Qt::Key_Insert);
    add->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(add, &QAction::triggered, m_ui->addStepButton, &QToolButton::showMenu);
    m_ui->stepTree->insertAction(m_actions->duplicateAction(), add);
    m_ui->stepTree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_actions, &StepActions::failed, this, &ScenarioPane::failed);
    connect(m_actions, &StepActions::choiceRequested, this, &ScenarioPane::choose);
    connect(m_actions, &StepActions::added, this, [this] { m_ui->stepTabs->setCurrentWidget(m_ui->stepForm); });

    connect(&m_model, &Models::StepTreeModel::moveRequested, m_actions, &StepActions::move);
    connect(m_ui->stepForm, &StepForm::edited, m_actions, &StepActions::replaceChosen);
    connect(m_ui->scenarioEditor, &PayloadEditor::textChanged, this, [this] {
        if (m_current && !m_isShowing)
            m_current->setText(m_ui->scenarioEditor->payload(), tr("Edit JSON"), u"json"_s);
    });
    m_ui->scenarioEditor->setCheck([this](const QByteArray &text) -> std::optional<PayloadEditor::Fault> {
        if (!m_current || text != m_current->text() || m_current->faults().isEmpty())
            return std::nullopt;
        const Error &fault = m_current->faults().first();
        return PayloadEditor::Fault{fault.message, JsonPlace::offsetOf(text, ScenarioDocument::pointerOf(fault))};
    });
}

void ScenarioPane::adapt()
{
    const bool isFree = m_current && !m_control.isRunning();
    const bool hasStep = m_model.step(m_ui->stepTree->currentIndex()) != nullptr;
    m_actions->setDocument(m_current, isFree);
    m_ui->addStepButton->setEnabled(isFree);
    m_ui->scenarioEditor->setReadOnly(!isFree);
    m_ui->stepForm->setEnabled(isFree);
    const bool canRun = isFree && m_current->faults().isEmpty();
    m_ui->runButton->setEnabled(canRun || m_control.isPaused());
    m_ui->runButton->setText(m_control.isPaused() ? tr("&Continue") : tr("&Run"));
    m_ui->stepButton->setEnabled(canRun || m_control.isPaused());
    m_ui->runToButton->setEnabled((canRun || m_control.isPaused()) && hasStep);
    m_ui->repeatButton->setEnabled(canRun);
    m_ui->stopButton->setEnabled(m_control.isRunning());
}

void ScenarioPane::addStepFrom(const EntryRequest &request)
{
    if (m_control.isRunning())
        return;
    if (!m_current)
        m_files->addNew();
    m_actions->addFrom(request);
    m_ui->scenarioTabs->setCurrentWidget(m_ui->stepsTab);
}

} // namespace Standin::Gui
