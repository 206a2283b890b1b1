// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariopane.h"

#include "gui/scenarios/scenariorecording.h"
#include "gui/scenarios/scenariowelcome.h"
#include "gui/scenarios/stepactions.h"
#include "gui/scenarios/stepdelegate.h"
#include "gui/style/stepwords.h"
#include "models/payloadpreview.h"
#include "ui_scenariopane.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// A tree with more rows than this is not opened as a whole.
constexpr int expandedRows = 3'000;

/// A fault with its place, in one line.
QString faultText(const Error &fault, const QString &ownPath)
{
    QString where = fault.where;
    if (const QString own = ownPath + u": "_s; !ownPath.isEmpty() && where.startsWith(own))
        where.remove(0, own.size());
    return Models::textPreview(where.isEmpty() ? fault.message : where + u": "_s + fault.message, 300);
}

} // namespace

ScenarioPane::ScenarioPane(Engine &engine, WindowSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ScenarioPane>())
    , m_engine(engine)
    , m_settings(settings)
    , m_control(engine)
    , m_model({.title = &StepWords::title,
               .summary = &StepWords::summary,
               .outcome = &StepWords::outcome,
               .time = &StepWords::duration})
{
    m_ui->setupUi(this);
    m_ui->runLabel->hide();
    m_ui->scenarioProblemLabel->hide();
    setUpSteps();
    setUpEditing();
    setUpRunning();
    m_files = new ScenarioFiles(settings, *m_ui->fileBox, *m_ui->fileButton, *this);
    connect(m_files, &ScenarioFiles::failed, this, &ScenarioPane::failed);
    connect(m_files, &ScenarioFiles::currentChanged, this, &ScenarioPane::showDocument);
    connect(m_files, &ScenarioFiles::changed, this, &ScenarioPane::showText);
    connect(m_files, &ScenarioFiles::checked, this, &ScenarioPane::showProblems);
    connect(m_ui->reloadButton, &QToolButton::clicked, m_files, &ScenarioFiles::reload);
    m_ui->scenarioStack->addWidget(
        new ScenarioWelcome(m_recording->action(), m_files->newAction(), m_files->openAction()));
    showDocument();
}

ScenarioPane::~ScenarioPane()
{
    delete m_files; // its documents go while the view still exists
}

bool ScenarioPane::settle()
{
    m_recording->stop(); // it becomes an unsaved document
    return endRun() && m_files->settle();
}

void ScenarioPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && m_files)
        m_files->lookAtFiles();
}

void ScenarioPane::setUpSteps()
{
    QTreeView *tree = m_ui->stepTree;
    tree->setModel(&m_model);
    tree->setItemDelegate(new StepDelegate(tree));
    tree->setIndentation(14);
    QHeaderView *header = tree->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Models::StepTreeModel::StepColumn, QHeaderView::Stretch);
    const int unit = fontMetrics().horizontalAdvance(u'0');
    header->resizeSection(Models::StepTreeModel::OutcomeColumn, 13 * unit);
    header->resizeSection(Models::StepTreeModel::TimeColumn, 10 * unit);
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ScenarioPane::showStep);
    connect(&m_model, &Models::StepTreeModel::dataChanged, this, [this](const QModelIndex &first) {
        if (first.siblingAtColumn(0) == m_ui->stepTree->currentIndex().siblingAtColumn(0) && m_model.step(first))
            m_ui->stepDetails->setReport(m_model.report(chosen()));
    });
    m_ui->stepsSplitter->setSizes({260, 160});
    m_ui->stepsSplitter->setStretchFactor(0, 3);
    m_ui->stepsSplitter->setStretchFactor(1, 2);
    connect(m_ui->stepDetails, &StepDetails::logRequested, this, &ScenarioPane::logRequested);
    connect(m_ui->diagramPane, &DiagramPane::logRequested, this, &ScenarioPane::logRequested);
    connect(m_ui->diagramPane, &DiagramPane::exportRequested, this, &ScenarioPane::exportDiagram);
}

void ScenarioPane::showDocument()
{
    m_current = m_files->current();
    m_shownText.clear();
    m_model.clearRun();
    m_ui->runLabel->hide();
    m_ui->diagramPane->setRun({});
    showText();
    m_ui->runsPane->setDocument(m_current);
    m_ui->scenarioStack->setCurrentIndex(m_current ? 0 : 1);
    if (m_current)
        m_current->check();
    showProblems();
}

void ScenarioPane::showText()
{
    const QByteArray text = m_current ? m_current->text() : QByteArray();
    if (m_current && m_ui->scenarioEditor->payload() != text) {
        const QScopedValueRollback showing(m_isShowing, true);
        m_ui->scenarioEditor->setReadOnly(false); // adapt() decides again; a read-only editor takes no text
        m_ui->scenarioEditor->setPayload(text);
    }
    if (!m_current || text != m_shownText || m_current->path() != m_model.path())
        showTree();
    m_shownText = text;
    showFileNotice();
    adapt();
}

void ScenarioPane::showTree()
{
    const QString before = chosen();
    const int scrolled = m_ui->stepTree->verticalScrollBar()->value();
    if (!m_shownText.isEmpty() && m_running != m_current) // the places of the steps may be others now
        m_model.clearRun();
    {
        const QScopedValueRollback showing(m_isShowing, true);
        m_model.setScenario(m_current ? m_current->shared() : nullptr);
    }
    int rows = 0;
    for (int i = 0; i < m_model.rowCount(); ++i)
        rows += m_model.rowCount(m_model.index(i, 0));
    if (rows <= expandedRows)
        m_ui->stepTree->expandAll();
    m_ui->stepTree->verticalScrollBar()->setValue(scrolled);
    choose(before);
}

QString ScenarioPane::chosen() const
{
    return m_ui->stepTree->currentIndex().data(Models::StepTreeModel::PointerRole).toString();
}

void ScenarioPane::choose(const QString &pointer)
{
    const QModelIndex index = m_model.indexOf(pointer);
    m_ui->stepTree->setCurrentIndex(index.isValid() ? index : m_model.index(0, 0));
    showStep();
}

void ScenarioPane::showStep()
{
    if (m_isShowing)
        return;
    const Scenarios::Step *step = m_model.step(m_ui->stepTree->currentIndex());
    if (step)
        m_ui->stepDetails->setReport(m_model.report(step->pointer));
    else
        m_ui->stepDetails->explain(StepWords::part(chosen()));
    QStringList devices{QString(), u"*"_s};
    if (m_current) {
        for (const Scenarios::DeviceEntry &entry : m_current->scenario().devices)
            devices.append(entry.name);
    }
    const JsonText json = step ? ScenarioEdits::valueAt(m_current->text(), step->pointer) : JsonText();
    m_ui->stepForm->setStep(step ? step->kindName() : QString(), json, devices);
    adapt();
}

void ScenarioPane::showProblems()
{
    adapt();
    m_ui->scenarioEditor->check();
    const QList<Error> none;
    const QList<Error> &faults = m_current ? m_current->faults() : none;
    const QList<Error> &warnings = m_current ? m_current->warnings() : none;
    const QList<Error> &shown = faults.isEmpty() ? warnings : faults;
    m_ui->scenarioProblemLabel->setVisible(!shown.isEmpty());
    if (shown.isEmpty())
        return;
    QString text = faultText(shown.first(), m_current->path());
    if (shown.size() > 1)
        text += u' ' + tr("(and %L1 more)").arg(shown.size() - 1);
    QStringList all;
    for (const Error &fault : shown.first(std::min<qsizetype>(shown.size(), 20)))
        all.append(faultText(fault, m_current->path()).toHtmlEscaped());
    m_ui->scenarioProblemLabel->setToolTip(u"<qt>%1</qt>"_s.arg(all.join(u"<br>"_s)));
    m_ui->scenarioProblemLabel->say(text, faults.isEmpty() ? MessageLabel::Tone::Warning : MessageLabel::Tone::Bad);
}

void ScenarioPane::showFileNotice()
{
    using OnDisk = ScenarioDocument::OnDisk;
    const OnDisk state = m_current ? m_current->onDisk() : OnDisk::Same;
    m_ui->fileNoticeLabel->setVisible(state != OnDisk::Same);
    m_ui->reloadButton->setVisible(state == OnDisk::Changed);
    const QString title = m_current ? m_current->title() : QString();
    if (state == OnDisk::Reread)
        m_ui->fileNoticeLabel->say(
            tr("%1 was changed by another program and read again. Undo brings back what was here.").arg(title),
            MessageLabel::Tone::Quiet);
    else if (state == OnDisk::Changed)
        m_ui->fileNoticeLabel->say(
            tr("%1 was changed by another program. What is shown here is not what the file has.").arg(title),
            MessageLabel::Tone::Warning);
    else if (state == OnDisk::Gone)
        m_ui->fileNoticeLabel->say(tr("%1 does not exist any more. Save writes it again.").arg(title),
                                   MessageLabel::Tone::Warning);
    const QStringList notes = m_current ? m_current->notes() : QStringList();
    m_ui->recordingNotesLabel->setVisible(!notes.isEmpty());
    m_ui->recordingNotesLabel->say(notes.join(u'\n'),
                                   notes.size() > 1 ? MessageLabel::Tone::Warning : MessageLabel::Tone::Quiet);
}

} // namespace Standin::Gui
