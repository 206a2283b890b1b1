// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scenario/file/scenario.h"
#include "scenario/run/stepreport.h"

#include <QAbstractItemModel>
#include <QHash>

#include <functional>
#include <memory>

namespace Standin::Models {

/// The steps of a scenario as a tree: its three parts, their steps, and the steps inside of steps; with what became of
/// each in the run that is shown. A step is known by its JSON pointer.
class StepTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { StepColumn, OutcomeColumn, TimeColumn, ColumnCount };
    enum Role {
        PointerRole = Qt::UserRole, ///< of a step or a branch; of a part "/setup", "/steps", "/teardown"
        KindRole,                   ///< Step::kindName(); empty for a part or a branch
        StateRole,                  ///< a State
    };
    enum State {
        None,
        Waiting, ///< the run is paused before it
        Running,
        Ended, ///< outcome() says how
    };

    /// The words for people.
    struct Words
    {
        /// `values`: those of its templates in the run that is shown (StepReport::values); empty: not known.
        std::function<QString(const Scenarios::Step &, const QString &values)> title;
        std::function<QString(const Scenarios::Step &, const QString &values)> summary;
        std::function<QString(Scenarios::StepOutcome)> outcome;
        std::function<QString(qint64 micros)> time;
    };

    explicit StepTreeModel(Words words, QObject *parent = nullptr);
    ~StepTreeModel() override;

    /// Null: nothing. What became of the steps is kept.
    void setScenario(std::shared_ptr<const Scenarios::Scenario> scenario);
    /// Of the file of the scenario.
    [[nodiscard]] QString path() const { return m_scenario ? m_scenario->path : QString(); }
    void clearRun();
    /// Of a step at work, or one that has ended. Of several rounds of a step a failed one is kept, else the last one.
    void setRunning(const Scenarios::StepReport &step);
    void setReport(const Scenarios::StepReport &step);
    /// With those inside of them.
    void setReports(const QList<Scenarios::StepReport> &steps);
    /// Empty: the run does not wait.
    void setWaiting(const QString &pointer);

    /// Null for a part or a branch.
    [[nodiscard]] const Scenarios::Step *step(const QModelIndex &index) const;
    /// nullptr when it has not run.
    [[nodiscard]] const Scenarios::StepReport *report(const QString &pointer) const;
    [[nodiscard]] QModelIndex indexOf(const QString &pointer) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    /// Only asks for the change: see moveRequested().
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    /// Of the step with this pointer to before the element `index` of the array.
    void moveRequested(const QString &pointer, const QString &array, int index);

private:
    struct Node;

    std::unique_ptr<Node> part(const QString &name, const Scenarios::Steps &steps);
    void addSteps(Node &parent, const Scenarios::Steps &steps);
    void addInner(Node &node, const Scenarios::Step &step);
    [[nodiscard]] static Node *nodeOf(const QModelIndex &index);
    [[nodiscard]] QString text(const Node &node, int column) const;
    [[nodiscard]] QString values(const Node &node) const;
    void touch(const QString &pointer);

    const Words m_words;
    std::shared_ptr<const Scenarios::Scenario> m_scenario;
    std::unique_ptr<Node> m_root;
    QHash<QString, Node *> m_nodes;
    QHash<QString, Scenarios::StepReport> m_reports;
    QString m_waiting;
    QHash<QString, int> m_running; ///< how often
};

} // namespace Standin::Models
