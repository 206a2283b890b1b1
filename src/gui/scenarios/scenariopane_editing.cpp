// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "gui/log/entryrequest.h"
#include "gui/pages/jsonplace.h"
#include "gui/scenarios/scenariopane.h"
#include "gui/scenarios/stepdraft.h"
#include "gui/style/icon.h"
#include "gui/style/stepwords.h"
#include "ui_scenariopane.h"

#include <QMenu>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

void ScenarioPane::setUpEditing()
{
    const std::pair<QToolButton *, QString> buttons[] = {{m_ui->addStepButton, u"add"_s},
                                                         {m_ui->duplicateStepButton, u"duplicate"_s},
                                                         {m_ui->removeStepButton, u"remove"_s},
                                                         {m_ui->undoButton, u"undo"_s},
                                                         {m_ui->redoButton, u"redo"_s}};
    for (const auto &[button, icon] : buttons)
        button->setIcon(lineIcon(icon));
    auto *menu = new QMenu(this);
    for (const QString &kind : Step::kindNames()) {
        QAction *action = menu->addAction(lineIcon(StepWords::icon(kind)), StepWords::kind(kind));
        action->setObjectName(u"actionAdd_"_s + kind);
        connect(action, &QAction::triggered, this, [this, kind] {
            if (m_current)
                addStep(StepDraft::ofKind(kind, m_current->scenario()));
        });
    }
    m_ui->addStepButton->setMenu(menu);
    m_ui->addStepButton->setPopupMode(QToolButton::InstantPopup);
    connect(m_ui->duplicateStepButton, &QToolButton::clicked, this, &ScenarioPane::duplicateStep);
    connect(m_ui->removeStepButton, &QToolButton::clicked, this, &ScenarioPane::removeStep);
    connect(m_ui->undoButton, &QToolButton::clicked, this, [this] { m_current->undo().undo(); });
    connect(m_ui->redoButton, &QToolButton::clicked, this, [this] { m_current->undo().redo(); });
    const auto key = [this](const QKeySequence &keys, QToolButton *button) {
        auto *shortcut = new QShortcut(keys, m_ui->stepTree);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, button, &QToolButton::click);
    };
    key(QKeySequence::Undo, m_ui->undoButton);
    key(QKeySequence::Redo, m_ui->redoButton);
    key(Qt::Key_Delete, m_ui->removeStepButton);
    key(Qt::CTRL | Qt::Key_D, m_ui->duplicateStepButton);

    connect(&m_model, &Models::StepTreeModel::moveRequested, this,
            [this](const QString &pointer, const QString &array, int index) {
                if (m_current && !m_control.isRunning())
                    change(ScenarioEdits::moved(m_current->text(), pointer, {array, index}), tr("Move step"));
            });
    connect(m_ui->stepForm, &StepForm::edited, this, [this](const JsonText &step, const QString &field) {
        if (m_current)
            change(ScenarioEdits::replaced(m_current->text(), chosen(), step), tr("Edit step"), chosen(),
                   chosen() + u' ' + field);
    });
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
    m_ui->addStepButton->setEnabled(isFree);
    m_ui->duplicateStepButton->setEnabled(isFree && hasStep);
    m_ui->removeStepButton->setEnabled(isFree && hasStep);
    m_ui->undoButton->setEnabled(isFree && m_current->undo().canUndo());
    m_ui->redoButton->setEnabled(isFree && m_current->undo().canRedo());
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

ScenarioEdits::Place ScenarioPane::newPlace() const
{
    const QModelIndex index = m_ui->stepTree->currentIndex();
    const QString pointer = chosen();
    if (m_model.step(index)) {
        ScenarioEdits::Place place = ScenarioEdits::placeOf(pointer);
        ++place.index;
        return place;
    }
    const bool isPart = index.isValid() && !index.parent().isValid();
    const QString array = pointer.isEmpty() || (isPart && pointer == u"/setup") ? u"/steps"_s : pointer;
    return {array, m_model.rowCount(m_model.indexOf(array))};
}

void ScenarioPane::change(const Result<QByteArray> &text, const QString &title, const QString &chosen,
                          const QString &origin)
{
    if (!text) {
        emit failed(text.error());
        return;
    }
    m_current->setText(*text, title, origin);
    if (!chosen.isEmpty())
        choose(chosen);
}

void ScenarioPane::addStep(const JsonText &step)
{
    const ScenarioEdits::Place place = newPlace();
    change(ScenarioEdits::inserted(m_current->text(), place, step), tr("Add step"), place.pointer());
    m_ui->stepTabs->setCurrentWidget(m_ui->stepForm);
}

void ScenarioPane::duplicateStep()
{
    const JsonText step = ScenarioEdits::valueAt(m_current->text(), chosen());
    addStep(step);
}

void ScenarioPane::removeStep()
{
    const QString pointer = chosen();
    change(ScenarioEdits::removed(m_current->text(), pointer), tr("Remove step"));
    if (!m_model.indexOf(pointer).isValid()) { // it was the last one
        const ScenarioEdits::Place place = ScenarioEdits::placeOf(pointer);
        choose(place.index > 0 ? ScenarioEdits::Place{place.array, place.index - 1}.pointer() : place.array);
    }
}

void ScenarioPane::addStepFrom(const EntryRequest &request)
{
    if (m_control.isRunning())
        return;
    if (!m_current)
        m_files->addNew();
    const Entry &entry = *request.entry;
    QString device = StepDraft::deviceNameFor(m_current->scenario(), entry.device);
    if (device.isEmpty()) {
        device = StepDraft::newDeviceName(m_current->scenario(), entry.device);
        const auto profile = m_engine.fleet().profile(entry.device);
        const JsonText made = profile ? StepDraft::deviceEntry(*profile, entry.device) : JsonText::emptyObject();
        const auto root = JsonText::parse(m_current->text());
        if (!root)
            return;
        const JsonText devices = JsonPlace::with(root->value(u"devices"), {device}, made);
        change(root->value(u"devices").isUndefined()
                   ? Result<QByteArray>(JsonPlace::with(*root, {u"devices"_s}, devices).toCompact())
                   : ScenarioEdits::replaced(m_current->text(), u"/devices"_s, devices),
               tr("Add device"));
    }
    addStep(request.kind == EntryRequest::Kind::ExpectStep ? StepDraft::expecting(entry, device)
                                                           : StepDraft::sending(entry, device));
    m_ui->scenarioTabs->setCurrentWidget(m_ui->stepsTab);
}

} // namespace Standin::Gui
