// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "gui/documents/windowsettings.h"
#include "gui/scenarios/diagramview.h"
#include "gui/scenarios/scenariopane.h"
#include "gui/scenarios/scenariorecording.h"
#include "gui/style/icon.h"
#include "gui/style/recordingwords.h"
#include "gui/style/stepwords.h"
#include "gui/widgets/confirmation.h"
#include "ui_scenariopane.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

void ScenarioPane::setUpRunning()
{
    const std::pair<QToolButton *, QString> buttons[] = {{m_ui->runButton, u"run"_s},
                                                         {m_ui->runToButton, u"follow"_s},
                                                         {m_ui->stepButton, u"step"_s},
                                                         {m_ui->repeatButton, u"reconnect"_s},
                                                         {m_ui->stopButton, u"stop"_s}};
    for (const auto &[button, icon] : buttons)
        button->setIcon(lineIcon(icon));
    m_ui->runButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *menu = new QMenu(this);
    QAction *local = menu->addAction(tr("On the &local broker"), this, [this](bool on) { m_usesLocalBroker = on; });
    local->setObjectName(u"actionRunOnLocalBroker"_s);
    local->setCheckable(true);
    local->setToolTip(tr("The devices use the local broker instead of that of their profiles"));
    m_ui->runButton->setMenu(menu);
    m_ui->runButton->setPopupMode(QToolButton::MenuButtonPopup);
    connect(m_ui->runButton, &QToolButton::clicked, this, [this] {
        if (m_control.isPaused())
            m_control.goOn();
        else
            run({});
    });
    connect(m_ui->runToButton, &QToolButton::clicked, this, &ScenarioPane::runToHere);
    connect(m_ui->stepButton, &QToolButton::clicked, this, &ScenarioPane::runStep);
    connect(m_ui->repeatButton, &QToolButton::clicked, this, &ScenarioPane::repeatRun);
    connect(m_ui->stopButton, &QToolButton::clicked, &m_control, &RunControl::stop);
    const auto isOwn = [this](const StepReport &step) {
        return m_running == m_current && step.file == m_running->path();
    };
    connect(&m_control, &RunControl::began, this, [this] { m_model.clearRun(); });
    connect(&m_control, &RunControl::stepBegan, this, [this, isOwn](const StepReport &step) {
        if (isOwn(step))
            m_model.setRunning(step);
    });
    connect(&m_control, &RunControl::stepEnded, this, [this, isOwn](const StepReport &step) {
        if (isOwn(step))
            m_model.setReport(step);
    });
    connect(&m_control, &RunControl::changed, this, &ScenarioPane::runChanged);
    connect(&m_control, &RunControl::ended, this, &ScenarioPane::runEnded);
    connect(m_ui->runsPane, &RunsPane::chosen, this, [this](const RunReport &report) {
        if (!m_control.isRunning())
            showRun(report);
    });
    m_recording = new ScenarioRecording(m_engine.recorder(), this);
    m_ui->recordButton->setDefaultAction(&m_recording->action());
    m_ui->recordButton->setMenu(&m_recording->options());
    connect(m_recording, &ScenarioRecording::failed, this, &ScenarioPane::failed);
    connect(m_recording, &ScenarioRecording::recorded, this, &ScenarioPane::takeRecording);
    adapt();
}

void ScenarioPane::takeRecording(const RecordedScenario &recorded, qsizetype steps)
{
    QStringList notes;
    if (steps == 0)
        notes.append(tr("Nothing was done to the devices while it was recorded."));
    else
        notes.append(recorded.warnings.isEmpty()
                         ? tr("Recorded and not saved yet. Run it (F8) to see that it passes; remove what is not "
                              "important to the test.")
                         : tr("Recorded and not saved yet. Before you run it:"));
    for (const RecordingWarning &warning : recorded.warnings)
        notes.append(u"• "_s + RecordingWords::warning(warning));
    ScenarioDocument &document = m_files->addNew();
    document.setText(ScenarioFile::toText(recorded.scenario), tr("Record"));
    document.setNotes(notes);
    m_ui->scenarioTabs->setCurrentWidget(m_ui->stepsTab);
    emit shown();
}

void ScenarioPane::run(RunControl::Task task)
{
    if (!m_current || m_control.isRunning())
        return;
    m_current->check();
    if (!m_current->faults().isEmpty())
        return adapt();
    if (m_usesLocalBroker) {
        const auto url = m_engine.startBroker();
        if (!url) {
            emit failed(url.error());
            return;
        }
        task.broker = *url;
    }
    m_running = m_current;
    m_files->setRunning(m_running);
    if (const auto started = m_control.start(m_current->scenario(), task); !started) {
        m_running = nullptr;
        m_files->setRunning(nullptr);
        emit failed(started.error());
    }
}

void ScenarioPane::runToHere()
{
    QModelIndex index = m_ui->stepTree->currentIndex();
    while (index.parent().parent().isValid()) // it waits before steps that are in no other
        index = index.parent();
    const QString pointer = index.data(Models::StepTreeModel::PointerRole).toString();
    if (m_control.isPaused())
        m_control.goOn(pointer);
    else
        run({.pauseBefore = pointer});
}

void ScenarioPane::runStep()
{
    if (m_control.isPaused())
        m_control.step();
    else
        run({.mode = RunControl::Mode::Stepwise});
}

void ScenarioPane::repeatRun()
{
    constexpr int most = 1000;
    bool isChosen = false;
    const int times = QInputDialog::getInt(this, tr("Repeat"), tr("How often to run it:"), 10, 1, most, 1, &isChosen);
    if (isChosen)
        run({.times = times});
}

void ScenarioPane::runChanged(const QString &waitsBefore)
{
    if (m_running == m_current)
        m_model.setWaiting(waitsBefore);
    if (m_control.isRunning()) {
        m_ui->runLabel->show();
        m_ui->runLabel->say(waitsBefore.isEmpty()
                                ? m_control.isStopping() ? tr("Stopping: the teardown runs…") : tr("Running…")
                                : tr("Paused before the marked step."),
                            MessageLabel::Tone::Quiet);
        if (!waitsBefore.isEmpty() && m_running == m_current)
            choose(waitsBefore);
    } else {
        m_running = nullptr;
        m_files->setRunning(nullptr);
        if (std::exchange(m_closesAfterRun, false)) // later: this is within a signal of the run
            QMetaObject::invokeMethod(this, &ScenarioPane::closable, Qt::QueuedConnection);
    }
    adapt();
}

void ScenarioPane::runEnded(const RunReport &report)
{
    if (!m_running)
        return;
    m_running->addRun(report);
    if (m_running != m_current)
        return;
    m_ui->runsPane->refresh();
    showRun(report);
}

void ScenarioPane::showRun(const RunReport &report)
{
    m_model.clearRun();
    m_model.setReports(report.setup + report.steps + report.teardown);
    m_ui->diagramPane->setRun(report);
    const StepCounts counts = report.counts();
    const bool isGood = report.verdict == Verdict::Passed;
    QString text = tr("%1 in %2: %L3 steps passed, %L4 failed.", "verdict, time")
                       .arg(StepWords::verdict(report.verdict), StepWords::duration(report.tookMicros))
                       .arg(counts.passed)
                       .arg(counts.failed);
    if (report.error)
        text += u' ' + report.error->toString();
    m_ui->runLabel->show();
    m_ui->runLabel->say(text, isGood ? MessageLabel::Tone::Good : MessageLabel::Tone::Bad);
    if (const StepReport *failure = report.firstFailure()) {
        choose(failure->pointer);
        m_ui->stepTabs->setCurrentWidget(m_ui->stepDetails);
    }
}

bool ScenarioPane::endRun()
{
    if (!m_control.isRunning())
        return true;
    const bool isStopping = m_control.isStopping();
    const QString name = m_running ? m_running->title() : QString();
    const Confirmation question{
        .title = tr("Scenario at Work"),
        .text = isStopping ? tr("The teardown of %1 is not done yet.").arg(name) : tr("%1 is running.").arg(name),
        .details = isStopping ? tr("If you close the window now, what it was to undo stays as it is. Its devices are "
                                   "removed.")
                              : tr("The run is ended, its teardown runs, and then the window is closed."),
        .action = isStopping ? tr("Close Now") : tr("End Run and Close"),
        .icon = QMessageBox::Warning};
    if (!question.ask(*this))
        return false;
    if (!m_control.isRunning()) // it has ended while the question was shown
        return true;
    if (m_control.isStopping()) {
        m_closesAfterRun = false;
        m_control.drop();
        return true;
    }
    m_closesAfterRun = true;
    m_control.stop();
    return false;
}

void ScenarioPane::exportDiagram()
{
    if (m_ui->diagramPane->view().svg().isEmpty())
        return;
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export Diagram"), m_settings.folder(), tr("SVG (*.svg);;PNG (*.png)"));
    if (path.isEmpty())
        return;
    if (const auto saved = m_ui->diagramPane->view().save(path); !saved)
        emit failed(saved.error());
}

} // namespace Standin::Gui
