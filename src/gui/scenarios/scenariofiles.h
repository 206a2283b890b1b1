// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/scenarioflow.h"

#include <QFileSystemWatcher>
#include <QTimer>

#include <memory>
#include <vector>

class QAction;
class QComboBox;
class QMenu;
class QToolButton;

namespace Standin::Gui {

/// The open scenario files, with a box that lists them and the other ones of the folder, and a menu to open and save.
/// The open files come back after a restart. A file that another program has changed is read again if nothing is lost
/// by that.
class ScenarioFiles final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it.
    ScenarioFiles(WindowSettings &settings, QComboBox &box, QToolButton &button, QWidget &parent);
    ~ScenarioFiles() override;

    /// nullptr: none is open.
    [[nodiscard]] ScenarioDocument *current() const { return m_current; }
    /// Whether the file has, by its name or its key `format`, a scenario.
    [[nodiscard]] static bool isScenario(const QString &path);
    /// Opens it, or shows it if it is open.
    Result<> open(const QString &path);
    void openAll(const QStringList &paths);
    /// The files of the last session.
    void openLast();
    /// An empty scenario, which is in no file yet.
    ScenarioDocument &addNew();
    /// The one whose steps run; it cannot be closed, and is not read again. nullptr: none.
    void setRunning(const ScenarioDocument *document);
    /// Of the current one.
    void save();
    void saveAs();
    void reload();
    /// What other programs have done to the files.
    void lookAtFiles();
    [[nodiscard]] QAction &newAction() const { return *m_new; }
    [[nodiscard]] QAction &openAction() const { return *m_open; }
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
    void setUpMenu(QMenu &menu);
    void fillRecent(QMenu &menu);
    void add(std::unique_ptr<ScenarioDocument> document);
    void setCurrent(ScenarioDocument *document);
    void closeCurrent();
    void chosen(int index);
    void show();
    void watch();
    void saveSession() const;

    WindowSettings &m_settings;
    QComboBox &m_box;
    ScenarioFlow m_flow;
    std::vector<std::unique_ptr<ScenarioDocument>> m_documents;
    ScenarioDocument *m_current = nullptr;
    const ScenarioDocument *m_running = nullptr;
    QFileSystemWatcher m_watcher;
    QTimer m_lookLater; ///< when the other program has written all of it
    QAction *m_new = nullptr;
    QAction *m_open = nullptr;
    QAction *m_save = nullptr;
    QAction *m_saveAs = nullptr;
    QAction *m_close = nullptr;
};

} // namespace Standin::Gui
