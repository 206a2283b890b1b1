// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/runcontrol.h"
#include "gui/scenarios/scenariofiles.h"
#include "models/steptreemodel.h"
#include "scenario/record/recorder.h"

#include <QWidget>

namespace Standin::Gui {

class ScenarioRecording;
class StepActions;
struct EntryRequest;

namespace Ui {
class ScenarioPane;
}

/// The scenarios: their files, the steps of one as a table, forms and JSON that edit the same text, its runs and their
/// diagrams.
class ScenarioPane final : public QWidget
{
    Q_OBJECT

public:
    /// Both outlive the view.
    ScenarioPane(Engine &engine, WindowSettings &settings, QWidget *parent = nullptr);
    ~ScenarioPane() override;

    /// Whether the window may be closed: asks about unsaved changes. A run at work is ended first, if the user wants
    /// it; closable() is emitted after its teardown.
    [[nodiscard]] bool settle();
    [[nodiscard]] ScenarioFiles &files() const { return *m_files; }
    [[nodiscard]] ScenarioRecording &recording() const { return *m_recording; }
    /// The entry as a new step behind the chosen one.
    void addStepFrom(const EntryRequest &request);

signals:
    void failed(const Standin::Error &error);
    /// The log has to select the entries after the first cursor and up to the second.
    void logRequested(quint64 after, quint64 last);
    void closable();
    /// It has something new to show.
    void shown();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpSteps();
    void setUpEditing();
    void setUpRunning();

    void showDocument();
    void showText();
    void showTree();
    void showStep();
    void showProblems();
    void showFileNotice();
    void adapt();
    [[nodiscard]] QString chosen() const;
    void choose(const QString &pointer);

    void run(RunControl::Task task);
    void runToHere();
    void runStep();
    void repeatRun();
    void runChanged(const QString &waitsBefore);
    void runEnded(const Scenarios::RunReport &run);
    void showRun(const Scenarios::RunReport &run);
    void exportDiagram();
    void takeRecording(const Scenarios::RecordedScenario &recorded, qsizetype steps);
    /// True when there is none any more.
    [[nodiscard]] bool endRun();

    std::unique_ptr<Ui::ScenarioPane> m_ui;
    Engine &m_engine;
    WindowSettings &m_settings;
    RunControl m_control;
    Models::StepTreeModel m_model;
    ScenarioRecording *m_recording = nullptr;
    StepActions *m_actions = nullptr;
    ScenarioFiles *m_files = nullptr;
    ScenarioDocument *m_current = nullptr; ///< of m_files
    ScenarioDocument *m_running = nullptr; ///< the one whose steps run
    QByteArray m_shownText;                ///< of the tree
    bool m_usesLocalBroker = false;
    bool m_closesAfterRun = false;
    bool m_isShowing = false; ///< the text is shown anew: what editor and table then report was not done by the user
};

} // namespace Standin::Gui
