// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/runcontrol.h"
#include "gui/scenarios/scenariodocument.h"
#include "gui/scenarios/scenarioedits.h"
#include "gui/scenarios/scenariofiles.h"
#include "models/steptreemodel.h"

#include <QWidget>

namespace Standin::Gui {

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

    /// Whether nothing is lost when the window is closed: asks about unsaved changes.
    [[nodiscard]] bool settle();
    /// The entry as a new step behind the chosen one.
    void addStepFrom(const EntryRequest &request);

signals:
    void failed(const Standin::Error &error);
    /// The log has to select the entries after the first cursor and up to the second.
    void logRequested(quint64 after, quint64 last);

private:
    void setUpSteps();
    void setUpEditing();
    void setUpRunning();

    void showDocument();
    void showText();
    void showTree();
    void showStep();
    void showProblems();
    void adapt();
    [[nodiscard]] QString chosen() const;
    void choose(const QString &pointer);
    /// Of a new step: behind the chosen one, or at the end of the chosen part.
    [[nodiscard]] ScenarioEdits::Place newPlace() const;
    void change(const Result<QByteArray> &text, const QString &title, const QString &chosen = {},
                const QString &origin = {});
    void addStep(const JsonText &step);
    void duplicateStep();
    void removeStep();

    void run(RunControl::Task task);
    void runToHere();
    void runStep();
    void repeatRun();
    void runChanged(const QString &waitsBefore);
    void runEnded(const Scenarios::RunReport &run);
    void showRun(const Scenarios::RunReport &run);
    void exportDiagram();

    std::unique_ptr<Ui::ScenarioPane> m_ui;
    Engine &m_engine;
    WindowSettings &m_settings;
    RunControl m_control;
    Models::StepTreeModel m_model;
    ScenarioFiles *m_files = nullptr;
    ScenarioDocument *m_current = nullptr; ///< of m_files
    ScenarioDocument *m_running = nullptr; ///< the one whose steps run
    QByteArray m_shownText;                ///< of the tree
    bool m_usesLocalBroker = false;
    bool m_isShowing = false; ///< the text is shown anew: what editor and table then report was not done by the user
};

} // namespace Standin::Gui
