// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/scenarios/scenarioedits.h"

#include <QObject>

class QAction;
class QMenu;
class QTreeView;

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Models {
class StepTreeModel;
} // namespace Standin::Models

namespace Standin::Gui {

class ScenarioDocument;
struct EntryRequest;

/// Changes the steps of a scenario: the actions of the table of steps with their keys, and what the menu to add has.
/// All changes can be undone.
class StepActions final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it. The tree shows the model.
    struct Parts
    {
        QTreeView &tree;
        Models::StepTreeModel &model;
        Fleet &fleet;
    };

    StepActions(const Parts &parts, QObject *parent);

    /// The scenario of the model; nullptr: none. `isFree`: it may be changed.
    void setDocument(ScenarioDocument *document, bool isFree);
    /// Adapts the actions to the chosen step.
    void adapt();

    /// The kinds of steps, and devices.
    [[nodiscard]] QMenu *addMenu() const { return m_addMenu; }
    [[nodiscard]] QAction *duplicateAction() const { return m_duplicate; }
    [[nodiscard]] QAction *removeAction() const { return m_remove; }
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    [[nodiscard]] QAction *redoAction() const { return m_redo; }

    /// The entry as a new step behind the chosen one; its device becomes one of the scenario.
    void addFrom(const EntryRequest &request);
    /// Puts the step in the place of the chosen one. `field`: what was edited of it.
    void replaceChosen(const JsonText &step, const QString &field);
    /// To before the element `index` of the array.
    void move(const QString &pointer, const QString &array, int index);

signals:
    void failed(const Standin::Error &error);
    /// The step or part with this pointer is to be chosen.
    void choiceRequested(const QString &pointer);
    /// A step was added, and is the chosen one.
    void added();

private:
    QAction *action(const QString &name, const QString &icon, const QString &text, const QKeySequence &keys,
                    void (StepActions::*act)());
    void setUpAddMenu();
    void fillDevices(QMenu &menu);

    [[nodiscard]] QString chosen() const;
    /// Of a new step: behind the chosen one, or at the end of the chosen part.
    [[nodiscard]] ScenarioEdits::Place newPlace() const;
    bool change(const Result<QByteArray> &text, const QString &title, const QString &chosen = {},
                const QString &origin = {});
    void add(const JsonText &step);
    void duplicate();
    void remove();
    void moveUp() { moveBy(-1); }
    void moveDown() { moveBy(1); }
    void moveBy(int rows);
    void undo();
    void redo();
    void addDevice(const QString &clientId);
    void addDeviceOfFile();
    bool putDevice(const QString &name, const JsonText &entry);

    const Parts m_parts;
    ScenarioDocument *m_document = nullptr;
    bool m_isFree = false;
    QMenu *m_addMenu;
    QAction *m_duplicate;
    QAction *m_remove;
    QAction *m_up;
    QAction *m_down;
    QAction *m_undo;
    QAction *m_redo;
};

} // namespace Standin::Gui
