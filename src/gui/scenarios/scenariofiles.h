// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/scenarioflow.h"

#include <memory>
#include <vector>

class QComboBox;
class QMenu;
class QToolButton;

namespace Standin::Gui {

/// The open scenario files, with a box that lists them and the other ones of the folder, and a menu to open and save.
/// The open files come back after a restart.
class ScenarioFiles final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ScenarioFiles(WindowSettings &settings, QComboBox &box, QToolButton &button, QWidget &parent);
    ~ScenarioFiles() override;

    /// nullptr: none is open.
    [[nodiscard]] ScenarioDocument *current() const { return m_current; }
    void open(const QStringList &paths);
    /// The files of the last session.
    void openLast();
    ScenarioDocument &addNew();
    /// The one whose steps run; it cannot be closed. nullptr: none.
    void setRunning(const ScenarioDocument *document) { m_running = document; }
    /// Whether nothing is lost when the window is closed: asks about unsaved changes.
    [[nodiscard]] bool settle();

signals:
    void failed(const Standin::Error &error);
    /// Another file is the current one.
    void currentChanged();
    /// Of the current one: ScenarioDocument::changed() and checked().
    void changed();
    void checked();

private:
    void fillMenu(QMenu &menu);
    void add(std::unique_ptr<ScenarioDocument> document);
    void setCurrent(ScenarioDocument *document);
    void closeCurrent();
    void chosen(int index);
    void show();
    void saveSession() const;

    WindowSettings &m_settings;
    QComboBox &m_box;
    ScenarioFlow m_flow;
    std::vector<std::unique_ptr<ScenarioDocument>> m_documents;
    ScenarioDocument *m_current = nullptr;
    const ScenarioDocument *m_running = nullptr;
};

} // namespace Standin::Gui
