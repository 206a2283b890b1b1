// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/runspane.h"

#include "gui/scenarios/scenariodocument.h"
#include "gui/style/colors.h"
#include "gui/style/stepwords.h"
#include "gui/style/tablelook.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QTableWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

using namespace Scenarios;

namespace {

QString runTitle(const RunReport &run)
{
    const auto at = QDateTime::fromMSecsSinceEpoch(run.startedAt / 1000).time();
    QString title = u"%1 %2, %3"_s.arg(QLocale().toString(at, u"HH:mm:ss"_s), StepWords::verdict(run.verdict),
                                       StepWords::duration(run.tookMicros));
    if (run.row >= 0)
        title += RunsPane::tr(", row %1").arg(run.row + 1);
    return title;
}

/// The steps of a run in their order, with those inside of others.
void flatten(const QList<StepReport> &steps, int depth, QList<std::pair<int, StepReport>> &all)
{
    for (const StepReport &step : steps) {
        all.append({depth, step});
        flatten(step.steps, depth + 1, all);
    }
}

QList<std::pair<int, StepReport>> stepsOf(const RunReport &run)
{
    QList<std::pair<int, StepReport>> all;
    for (const auto *part : {&run.setup, &run.steps, &run.teardown})
        flatten(*part, 0, all);
    return all;
}

/// Of the same step in another run: with the same place and label, the n-th of them.
const StepReport *sameStep(const QList<std::pair<int, StepReport>> &in, const QList<std::pair<int, StepReport>> &from,
                           qsizetype index)
{
    const StepReport &step = from.at(index).second;
    const auto isSame = [&step](const std::pair<int, StepReport> &other) {
        return other.second.pointer == step.pointer && other.second.label == step.label &&
               other.second.file == step.file;
    };
    auto before = std::count_if(from.begin(), from.begin() + index, isSame);
    for (const auto &other : in) {
        if (isSame(other) && before-- == 0)
            return &other.second;
    }
    return nullptr;
}

QString cellText(const StepReport *step)
{
    if (!step)
        return u"–"_s;
    const QString outcome = StepWords::outcome(step->outcome);
    return step->startedAt > 0 ? u"%1, %2"_s.arg(outcome, StepWords::duration(step->tookMicros)) : outcome;
}

} // namespace

RunsPane::RunsPane(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_table(new QTableWidget)
    , m_splitter(new QSplitter)
    , m_none(
          new QLabel(tr("There are no runs yet. The last %1 are kept here until the file is closed; two of them can be "
                        "compared.")
                         .arg(ScenarioDocument::mostRuns)))
{
    m_list->setObjectName(u"runList"_s);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setToolTip(tr("Select two runs with Ctrl to compare them"));
    m_table->setObjectName(u"runComparison"_s);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    applyTableLook(*m_table, 6, {});
    m_none->setObjectName(u"noRunsLabel"_s);
    m_none->setWordWrap(true);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setEnabled(false);
    auto *splitter = m_splitter;
    splitter->addWidget(m_list);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({180, 400});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);
    row->addWidget(m_none);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &RunsPane::compare);
}

void RunsPane::setDocument(const ScenarioDocument *document)
{
    m_document = document;
    refresh();
}

void RunsPane::refresh()
{
    m_list->clear();
    if (m_document) {
        for (const RunReport &run : m_document->runs()) {
            auto *item = new QListWidgetItem(runTitle(run));
            item->setForeground(run.verdict == Verdict::Passed ? Colors::good(palette()) : Colors::bad(palette()));
            m_list->insertItem(0, item);
        }
    }
    m_list->setCurrentRow(0);
    m_none->setVisible(m_list->count() == 0);
    m_splitter->setVisible(m_list->count() > 0);
    compare();
}

void RunsPane::compare()
{
    QList<int> rows;
    for (int i = 0; i < m_list->count() && rows.size() < 2; ++i) {
        if (m_list->item(i)->isSelected())
            rows.append(i);
    }
    m_table->clear();
    m_table->setRowCount(0);
    m_table->setColumnCount(0);
    if (rows.isEmpty() || !m_document)
        return;
    QList<RunReport> runs;
    QStringList titles{tr("Step")};
    std::ranges::reverse(rows); // the older one first
    for (const int row : std::as_const(rows)) {
        runs.append(m_document->runs().at(m_document->runs().size() - 1 - row));
        titles.append(runTitle(runs.last()));
    }
    const auto steps = stepsOf(runs.first());
    const auto others = stepsOf(runs.last());
    m_table->setColumnCount(static_cast<int>(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->setRowCount(static_cast<int>(steps.size()));
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const auto &[depth, step] = steps.at(i);
        const QString name = step.label.isEmpty() ? step.title() : step.label;
        const auto row = static_cast<int>(i);
        m_table->setItem(row, 0, new QTableWidgetItem(QString(depth * 4, u' ') + name));
        m_table->setItem(row, 1, new QTableWidgetItem(cellText(&step)));
        if (runs.size() < 2)
            continue;
        const StepReport *other = sameStep(others, steps, i);
        auto *item = new QTableWidgetItem(cellText(other));
        if (!other || other->outcome != step.outcome)
            item->setForeground(Colors::warning(palette()));
        m_table->setItem(row, 2, item);
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    if (runs.size() == 1)
        emit chosen(runs.first());
}

} // namespace Standin::Gui
