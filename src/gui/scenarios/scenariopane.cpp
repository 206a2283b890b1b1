// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariopane.h"

#include "gui/documents/windowsettings.h"
#include "gui/scenarios/stepdelegate.h"
#include "gui/scenarios/stepdraft.h"
#include "gui/style/errorpresenter.h"
#include "gui/style/icon.h"
#include "gui/style/stepwords.h"
#include "models/payloadpreview.h"
#include "ui_scenariopane.h"

#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// A tree with more rows than this is not opened as a whole.
constexpr int expandedRows = 3'000;
constexpr qsizetype mostFilesOfFolder = 200;

/// A fault with its place, in one line.
QString faultText(const Error &fault)
{
    return Models::textPreview(fault.where.isEmpty() ? fault.message : fault.where + u": "_s + fault.message, 300);
}

} // namespace

ScenarioPane::ScenarioPane(Engine &engine, WindowSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ScenarioPane>())
    , m_engine(engine)
    , m_settings(settings)
    , m_flow(settings, *this)
    , m_control(engine)
    , m_model({.title = &StepWords::title,
               .summary = &StepWords::summary,
               .outcome = &StepWords::outcome,
               .time = &StepWords::duration})
{
    m_ui->setupUi(this);
    m_ui->runLabel->hide();
    m_ui->problemLabel->hide();
    setUpFiles();
    setUpSteps();
    setUpEditing();
    setUpRunning();
    openFiles(m_settings.openScenarios());
    setCurrent(m_documents.empty() ? nullptr : m_documents.front().get());
}

ScenarioPane::~ScenarioPane()
{
    for (const auto &document : m_documents)
        document->disconnect(this);
}

void ScenarioPane::setUpFiles()
{
    auto *menu = new QMenu(this);
    m_ui->fileButton->setIcon(lineIcon(u"open"_s));
    m_ui->fileButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_ui->fileButton->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillFileMenu(*menu); });
    fillFileMenu(*menu);
    connect(m_ui->fileBox, &QComboBox::activated, this, &ScenarioPane::fileChosen);
    connect(&m_flow, &ScenarioFlow::failed, this, &ScenarioPane::failed);
    connect(&m_flow, &ScenarioFlow::saved, this, [this](const QString &path) {
        m_settings.addRecentScenario(path);
        saveSession();
        showFiles();
    });
}

void ScenarioPane::fillFileMenu(QMenu &menu)
{
    menu.clear();
    const auto entry = [&](const QString &name, const QString &text, bool enabled, auto act) {
        QAction *action = menu.addAction(text);
        action->setObjectName(name);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, act);
    };
    const bool has = m_current != nullptr;
    entry(u"actionNewScenario"_s, tr("&New"), true,
          [this] { add(std::make_unique<ScenarioDocument>(StepDraft::newFile())); });
    entry(u"actionOpenScenario"_s, tr("&Open…"), true, [this] { openFiles(m_flow.askForFiles()); });
    entry(u"actionSaveScenario"_s, tr("&Save"), has, [this] { m_flow.save(*m_current); });
    entry(u"actionSaveScenarioAs"_s, tr("Save &as…"), has, [this] { m_flow.saveAs(*m_current); });
    entry(u"actionCloseScenario"_s, tr("&Close"), has && m_current != m_running, [this] { closeCurrent(); });
    menu.addSeparator();
    for (const QString &path : m_settings.recentScenarios())
        entry(u"recent"_s, Models::textPreview(QFileInfo(path).fileName(), 60).replace(u'&', u"&&"_s), true,
              [this, path] { openFiles({path}); });
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
        if (first.siblingAtColumn(0) == m_ui->stepTree->currentIndex().siblingAtColumn(0))
            m_ui->stepDetails->setReport(m_model.report(chosen()));
    });
    m_ui->stepsSplitter->setStretchFactor(0, 3);
    m_ui->stepsSplitter->setStretchFactor(1, 2);
    connect(m_ui->stepDetails, &StepDetails::logRequested, this, &ScenarioPane::logRequested);
    connect(m_ui->diagramView, &DiagramView::logRequested, this, &ScenarioPane::logRequested);
}

void ScenarioPane::openFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        const auto open = std::ranges::find(m_documents, absolute, [](const auto &each) { return each->path(); });
        if (open != m_documents.end()) {
            setCurrent(open->get());
            continue;
        }
        auto document = ScenarioDocument::open(absolute);
        if (!document) {
            emit failed(document.error());
            continue;
        }
        m_settings.addRecentScenario(absolute);
        add(std::move(*document));
    }
}

void ScenarioPane::add(std::unique_ptr<ScenarioDocument> document)
{
    ScenarioDocument *added = document.get();
    m_documents.push_back(std::move(document));
    connect(added, &ScenarioDocument::changed, this, [this, added] {
        showFiles();
        if (added == m_current)
            showText();
    });
    connect(added, &ScenarioDocument::checked, this, [this, added] {
        if (added == m_current)
            showProblems();
    });
    setCurrent(added);
    saveSession();
}

void ScenarioPane::setCurrent(ScenarioDocument *document)
{
    m_current = document;
    m_shownText.clear();
    m_model.clearRun();
    m_ui->runLabel->hide();
    m_ui->diagramView->setRun({});
    showFiles();
    showText();
    m_ui->runsPane->setDocument(document);
    if (document)
        document->check();
    showProblems();
}

void ScenarioPane::closeCurrent()
{
    if (!m_current || (m_current->isModified() && !m_flow.settle({m_current})))
        return;
    const auto closed = std::ranges::find(m_documents, m_current, [](const auto &each) { return each.get(); });
    const std::unique_ptr<ScenarioDocument> keep = std::move(*closed);
    m_documents.erase(closed);
    keep->disconnect(this);
    setCurrent(m_documents.empty() ? nullptr : m_documents.back().get());
    saveSession();
}

bool ScenarioPane::settle()
{
    QList<ScenarioDocument *> modified;
    for (const auto &document : m_documents) {
        if (document->isModified())
            modified.append(document.get());
    }
    return m_flow.settle(modified);
}

void ScenarioPane::saveSession() const
{
    QStringList paths;
    for (const auto &document : m_documents) {
        if (!document->path().isEmpty())
            paths.append(document->path());
    }
    m_settings.setOpenScenarios(paths);
}

/// The open files first, then the other ones of the folder of the current one.
void ScenarioPane::showFiles()
{
    const QSignalBlocker blocker(m_ui->fileBox);
    m_ui->fileBox->clear();
    QStringList paths;
    for (const auto &document : m_documents) {
        const QString title = Models::textPreview(document->title(), 80);
        m_ui->fileBox->addItem(document->isModified() ? tr("%1 (unsaved)").arg(title) : title);
        paths.append(document->path());
        if (document.get() == m_current)
            m_ui->fileBox->setCurrentIndex(m_ui->fileBox->count() - 1);
    }
    const bool hasFolder = m_current && !m_current->path().isEmpty();
    const QDir folder(hasFolder ? QFileInfo(m_current->path()).absolutePath() : m_settings.folder());
    const QStringList names = folder.entryList({u"*.scenario.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names.first(std::min(names.size(), mostFilesOfFolder))) {
        if (const QString path = folder.absoluteFilePath(name); !paths.contains(path))
            m_ui->fileBox->addItem(lineIcon(u"open"_s), Models::textPreview(name, 80), path);
    }
    if (!m_current)
        m_ui->fileBox->setCurrentIndex(-1);
}

void ScenarioPane::fileChosen(int index)
{
    if (const QString path = m_ui->fileBox->itemData(index).toString(); !path.isEmpty())
        return openFiles({path});
    if (index >= 0 && index < static_cast<int>(m_documents.size()))
        setCurrent(m_documents[static_cast<size_t>(index)].get());
}

void ScenarioPane::showText()
{
    const QByteArray text = m_current ? m_current->text() : QByteArray();
    if (m_current && m_ui->scenarioEditor->payload() != text) {
        const QSignalBlocker blocker(m_ui->scenarioEditor);
        m_ui->scenarioEditor->setPayload(text);
        m_ui->scenarioEditor->check();
    }
    if (!m_current || text != m_shownText || m_current->path() != m_model.path())
        showTree();
    m_shownText = text;
    adapt();
}

void ScenarioPane::showTree()
{
    const QString before = chosen();
    const int scrolled = m_ui->stepTree->verticalScrollBar()->value();
    if (!m_shownText.isEmpty() && m_running != m_current) // the places of the steps may be others now
        m_model.clearRun();
    m_model.setScenario(m_current ? m_current->shared() : nullptr);
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
    const Scenarios::Step *step = m_model.step(m_ui->stepTree->currentIndex());
    m_ui->stepDetails->setReport(step ? m_model.report(step->pointer) : nullptr);
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
    m_ui->scenarioEditor->check();
    const QList<Error> none;
    const QList<Error> &faults = m_current ? m_current->faults() : none;
    const QList<Error> &warnings = m_current ? m_current->warnings() : none;
    const QList<Error> &shown = faults.isEmpty() ? warnings : faults;
    m_ui->problemLabel->setVisible(!shown.isEmpty());
    if (shown.isEmpty())
        return;
    QString text = faultText(shown.first());
    if (shown.size() > 1)
        text += u' ' + tr("(and %L1 more)").arg(shown.size() - 1);
    QStringList all;
    for (const Error &fault : shown.first(std::min<qsizetype>(shown.size(), 20)))
        all.append(faultText(fault).toHtmlEscaped());
    m_ui->problemLabel->setToolTip(u"<qt>%1</qt>"_s.arg(all.join(u"<br>"_s)));
    m_ui->problemLabel->say(text, faults.isEmpty() ? MessageLabel::Tone::Warning : MessageLabel::Tone::Bad);
}

} // namespace Standin::Gui
