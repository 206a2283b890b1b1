// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/steptreemodel.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace Standin::Models {

using namespace Scenarios;

namespace {

const auto stepMime = u"application/x-standin-step"_s;

} // namespace

struct StepTreeModel::Node
{
    QString pointer = {};
    QString label = {};         ///< of a part or a branch
    QString array = {};         ///< of the steps inside; empty: it can have none
    const Step *step = nullptr; ///< of m_scenario
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children = {};

    Node *add(std::unique_ptr<Node> child)
    {
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return children.back().get();
    }
};

StepTreeModel::StepTreeModel(Words words, QObject *parent)
    : QAbstractItemModel(parent)
    , m_words(std::move(words))
    , m_root(std::make_unique<Node>())
{}

StepTreeModel::~StepTreeModel() = default;

void StepTreeModel::setScenario(std::shared_ptr<const Scenario> scenario)
{
    beginResetModel();
    m_scenario = std::move(scenario);
    m_root = std::make_unique<Node>();
    m_nodes.clear();
    if (m_scenario) {
        m_root->add(part(u"setup"_s, m_scenario->setup))->label = tr("Setup");
        m_root->add(part(u"steps"_s, m_scenario->steps))->label = tr("Steps");
        m_root->add(part(u"teardown"_s, m_scenario->teardown))->label = tr("Teardown");
    }
    endResetModel();
}

std::unique_ptr<StepTreeModel::Node> StepTreeModel::part(const QString &name, const Steps &steps)
{
    auto node = std::make_unique<Node>();
    node->pointer = u'/' + name;
    node->array = node->pointer;
    addSteps(*node, steps);
    m_nodes.insert(node->pointer, node.get());
    return node;
}

void StepTreeModel::addSteps(Node &parent, const Steps &steps)
{
    for (const Step &step : steps) {
        auto child = std::make_unique<Node>();
        child->pointer = step.pointer;
        child->step = &step;
        Node *added = parent.add(std::move(child));
        m_nodes.insert(step.pointer, added);
        addInner(*added, step);
    }
}

void StepTreeModel::addInner(Node &node, const Step &step)
{
    const QString of = step.pointer + u'/' + step.kindName();
    const auto addAt = [&](const QString &array, const Steps &steps) {
        node.array = array;
        addSteps(node, steps);
    };
    if (const auto *group = std::get_if<Group>(&step.kind))
        addAt(of, group->steps);
    else if (const auto *repeat = std::get_if<Repeat>(&step.kind))
        addAt(of + u"/steps"_s, repeat->steps);
    else if (const auto *each = std::get_if<ForEachDevice>(&step.kind))
        addAt(of + u"/steps"_s, each->steps);
    const auto *parallel = std::get_if<Parallel>(&step.kind);
    for (size_t i = 0; parallel && i < parallel->branches.size(); ++i) {
        const Steps &steps = parallel->branches[i];
        auto branch = std::make_unique<Node>();
        branch->pointer = u"%1/%2"_s.arg(of).arg(i);
        branch->label = tr("Branch %1").arg(i + 1);
        const bool isOneStep = steps.size() == 1 && steps.front().pointer == branch->pointer;
        branch->array = isOneStep ? QString() : branch->pointer;
        Node *added = node.add(std::move(branch));
        addSteps(*added, steps);
        if (!isOneStep)
            m_nodes.insert(added->pointer, added);
    }
}

void StepTreeModel::clearRun()
{
    m_reports.clear();
    m_running.clear();
    m_waiting.clear();
    for (auto at = m_nodes.cbegin(); at != m_nodes.cend(); ++at)
        touch(at.key());
}

void StepTreeModel::touch(const QString &pointer)
{
    const QModelIndex first = indexOf(pointer);
    if (first.isValid())
        emit dataChanged(first, first.siblingAtColumn(ColumnCount - 1));
}

void StepTreeModel::setRunning(const StepReport &step)
{
    ++m_running[step.pointer];
    touch(step.pointer);
}

void StepTreeModel::setReport(const StepReport &step)
{
    if (--m_running[step.pointer] <= 0)
        m_running.remove(step.pointer);
    const auto before = m_reports.constFind(step.pointer);
    if (before == m_reports.cend() || !isFailure(before->outcome))
        m_reports.insert(step.pointer, step);
    touch(step.pointer);
}

void StepTreeModel::setReports(const QList<StepReport> &steps)
{
    for (const StepReport &step : steps) {
        const bool isPart = !step.label.isEmpty(); // of a control step, which has its pointer
        if (!isPart && m_scenario && step.file == m_scenario->path)
            setReport(step);
        setReports(step.steps);
    }
}

void StepTreeModel::setWaiting(const QString &pointer)
{
    const QString before = std::exchange(m_waiting, pointer);
    touch(before);
    touch(pointer);
}

StepTreeModel::Node *StepTreeModel::nodeOf(const QModelIndex &index)
{
    return static_cast<Node *>(index.internalPointer());
}

const Step *StepTreeModel::step(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index)->step : nullptr;
}

const StepReport *StepTreeModel::report(const QString &pointer) const
{
    const auto found = m_reports.constFind(pointer);
    return found == m_reports.cend() ? nullptr : &*found;
}

QModelIndex StepTreeModel::indexOf(const QString &pointer) const
{
    Node *node = m_nodes.value(pointer);
    return node ? createIndex(node->row, 0, node) : QModelIndex();
}

QModelIndex StepTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *above = parent.isValid() ? nodeOf(parent) : m_root.get();
    return createIndex(row, column, above->children[static_cast<size_t>(row)].get());
}

QModelIndex StepTreeModel::parent(const QModelIndex &child) const
{
    Node *above = child.isValid() ? nodeOf(child)->parent : nullptr;
    return above && above != m_root.get() ? createIndex(above->row, 0, above) : QModelIndex();
}

int StepTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>((parent.isValid() ? nodeOf(parent) : m_root.get())->children.size());
}

int StepTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant StepTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return node.step && index.column() == StepColumn
                   ? u"<qt>%1</qt>"_s.arg(m_words.summary(*node.step, values(node)).toHtmlEscaped())
                   : QVariant();
    case PointerRole:
        return node.pointer;
    case KindRole:
        return node.step ? node.step->kindName() : QString();
    case StateRole:
        if (!node.step)
            return None;
        if (m_waiting == node.pointer)
            return Waiting;
        if (m_running.contains(node.pointer))
            return Running;
        return m_reports.contains(node.pointer) ? Ended : None;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignVCenter |
                                                  (index.column() == TimeColumn ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QString StepTreeModel::values(const Node &node) const
{
    const StepReport *ended = report(node.pointer);
    return ended ? ended->values : QString();
}

QString StepTreeModel::text(const Node &node, int column) const
{
    if (column == StepColumn)
        return node.step ? m_words.title(*node.step, values(node)) : node.label;
    if (!node.step)
        return {};
    if (column == OutcomeColumn && m_waiting == node.pointer)
        return tr("paused here");
    if (column == OutcomeColumn && m_running.contains(node.pointer))
        return tr("running");
    const StepReport *ended = report(node.pointer);
    if (!ended)
        return {};
    if (column == OutcomeColumn)
        return m_words.outcome(ended->outcome);
    return ended->startedAt > 0 ? m_words.time(ended->tookMicros) : QString();
}

QVariant StepTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == StepColumn ? tr("Step") : section == OutcomeColumn ? tr("Outcome") : tr("Time");
}

Qt::ItemFlags StepTreeModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid())
        return flags;
    const Node &node = *nodeOf(index);
    if (node.step)
        flags |= Qt::ItemIsDragEnabled;
    if (!node.array.isEmpty())
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList StepTreeModel::mimeTypes() const
{
    return {stepMime};
}

QMimeData *StepTreeModel::mimeData(const QModelIndexList &indexes) const
{
    auto *data = new QMimeData;
    if (!indexes.isEmpty())
        data->setData(stepMime, nodeOf(indexes.first())->pointer.toUtf8());
    return data;
}

bool StepTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (action != Qt::MoveAction || !data->hasFormat(stepMime) || !parent.isValid())
        return false;
    const Node &target = *nodeOf(parent);
    if (!target.array.isEmpty())
        emit moveRequested(QString::fromUtf8(data->data(stepMime)), target.array, row < 0 ? rowCount(parent) : row);
    return false; // the document moves it, not the view
}

} // namespace Standin::Models
