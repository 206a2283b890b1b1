// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariofiles.h"

#include "base/file.h"
#include "gui/documents/windowsettings.h"
#include "gui/scenarios/stepdraft.h"
#include "gui/style/icon.h"
#include "models/payloadpreview.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Standin::Gui {

namespace {

constexpr qsizetype mostFilesOfFolder = 200;
constexpr auto writePause = 150ms;

} // namespace

ScenarioFiles::ScenarioFiles(WindowSettings &settings, QComboBox &box, QToolButton &button, QWidget &parent)
    : QObject(&parent)
    , m_settings(settings)
    , m_box(box)
    , m_flow(settings, parent)
{
    auto *menu = new QMenu(&parent);
    button.setIcon(lineIcon(u"open"_s));
    button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button.setMenu(menu);
    setUpMenu(*menu);
    connect(&m_box, &QComboBox::activated, this, &ScenarioFiles::chosen);
    connect(&m_flow, &ScenarioFlow::failed, this, &ScenarioFiles::failed);
    connect(&m_flow, &ScenarioFlow::saved, this, [this](const QString &path) {
        m_settings.addRecentScenario(path);
        saveSession();
        show();
        watch();
    });
    m_lookLater.setSingleShot(true);
    m_lookLater.setInterval(writePause);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_lookLater, qOverload<>(&QTimer::start));
    connect(&m_lookLater, &QTimer::timeout, this, &ScenarioFiles::lookAtFiles);
    show();
}

/// A document tells that it has changed while it is destroyed, and who would hear of it may have gone.
ScenarioFiles::~ScenarioFiles()
{
    for (const auto &document : m_documents)
        document->disconnect(this);
}

void ScenarioFiles::openLast()
{
    if (!m_documents.empty())
        return; // opened meanwhile
    openAll(m_settings.openScenarios());
    setCurrent(m_documents.empty() ? nullptr : m_documents.front().get());
}

void ScenarioFiles::setUpMenu(QMenu &menu)
{
    const auto entry = [&](const QString &name, const QString &icon, const QString &text, auto act) {
        QAction *action = menu.addAction(lineIcon(icon), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_new = entry(u"actionNewScenario"_s, u"add"_s, tr("&New scenario"), [this] { addNew(); });
    m_new->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    m_open =
        entry(u"actionOpenScenario"_s, u"open"_s, tr("&Open scenario…"), [this] { openAll(m_flow.askForFiles()); });
    m_open->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    auto *recent = menu.addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(*recent); });
    m_save = entry(u"actionSaveScenario"_s, u"save"_s, tr("&Save"), [this] { save(); });
    m_saveAs = entry(u"actionSaveScenarioAs"_s, u"save"_s, tr("Save &as…"), [this] { saveAs(); });
    menu.addSeparator();
    m_close = entry(u"actionCloseScenario"_s, u"close"_s, tr("&Close"), [this] { closeCurrent(); });
    m_close->setShortcut(Qt::CTRL | Qt::Key_W);
}

void ScenarioFiles::fillRecent(QMenu &menu)
{
    menu.clear();
    for (const QString &path : m_settings.recentScenarios())
        connect(menu.addAction(Models::textPreview(QFileInfo(path).fileName(), 60).replace(u'&', u"&&"_s)),
                &QAction::triggered, this, [this, path] { openAll({path}); });
    if (menu.isEmpty())
        menu.addAction(tr("None yet"))->setEnabled(false);
}

void ScenarioFiles::setRunning(const ScenarioDocument *document)
{
    m_running = document;
    show();
    if (!document)
        lookAtFiles();
}

void ScenarioFiles::save()
{
    if (m_current)
        m_flow.save(*m_current);
}

void ScenarioFiles::saveAs()
{
    if (m_current)
        m_flow.saveAs(*m_current);
}

void ScenarioFiles::reload()
{
    if (const auto read = m_current->reload(); !read)
        emit failed(read.error());
}

/// A file that was replaced has to be watched anew.
void ScenarioFiles::watch()
{
    QStringList paths;
    for (const auto &document : m_documents) {
        if (!document->path().isEmpty() && QFileInfo::exists(document->path()))
            paths.append(document->path());
    }
    const QStringList watched = m_watcher.files();
    for (const QString &path : watched) {
        if (!paths.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString &path : std::as_const(paths)) {
        if (!watched.contains(path))
            m_watcher.addPath(path);
    }
}

void ScenarioFiles::lookAtFiles()
{
    for (const auto &document : m_documents)
        document->lookAtFile(document.get() != m_running);
    watch();
}

bool ScenarioFiles::isScenario(const QString &path)
{
    if (path.endsWith(u".scenario.json"))
        return true;
    const auto document = File::read(path, Scenarios::ScenarioFile::maxFileBytes).and_then(&JsonText::parse);
    return document && document->value(u"format"_s).toString().startsWith(u"standin.scenario/");
}

Result<> ScenarioFiles::open(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const auto found = std::ranges::find(m_documents, absolute, [](const auto &each) { return each->path(); });
    if (found != m_documents.end()) {
        setCurrent(found->get());
        return {};
    }
    auto document = ScenarioDocument::open(absolute);
    if (!document)
        return Failure(document.error());
    m_settings.addRecentScenario(absolute);
    add(std::move(*document));
    return {};
}

void ScenarioFiles::openAll(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (const auto opened = open(path); !opened)
            emit failed(opened.error());
    }
}

void ScenarioFiles::add(std::unique_ptr<ScenarioDocument> document)
{
    ScenarioDocument *added = document.get();
    m_documents.push_back(std::move(document));
    connect(added, &ScenarioDocument::changed, this, [this, added] {
        show();
        if (added == m_current)
            emit changed();
    });
    connect(added, &ScenarioDocument::checked, this, [this, added] {
        if (added == m_current)
            emit checked();
    });
    setCurrent(added);
    saveSession();
    watch();
}

ScenarioDocument &ScenarioFiles::addNew()
{
    add(std::make_unique<ScenarioDocument>(StepDraft::newFile()));
    return *m_current;
}

void ScenarioFiles::setCurrent(ScenarioDocument *document)
{
    m_current = document;
    show();
    emit currentChanged();
}

void ScenarioFiles::closeCurrent()
{
    if (!m_current || (m_current->isModified() && !m_flow.settle({m_current})))
        return;
    const auto closed = std::ranges::find(m_documents, m_current, [](const auto &each) { return each.get(); });
    const std::unique_ptr<ScenarioDocument> keep = std::move(*closed);
    m_documents.erase(closed);
    keep->disconnect(this);
    setCurrent(m_documents.empty() ? nullptr : m_documents.back().get());
    saveSession();
    watch();
}

bool ScenarioFiles::settle()
{
    QList<ScenarioDocument *> modified;
    for (const auto &document : m_documents) {
        if (document->isModified())
            modified.append(document.get());
    }
    return m_flow.settle(modified);
}

void ScenarioFiles::saveSession() const
{
    QStringList paths;
    for (const auto &document : m_documents) {
        if (!document->path().isEmpty())
            paths.append(document->path());
    }
    m_settings.setOpenScenarios(paths);
}

/// The open files first, then the other ones of the folder of the current one.
void ScenarioFiles::show()
{
    m_save->setEnabled(m_current != nullptr);
    m_saveAs->setEnabled(m_current != nullptr);
    m_close->setEnabled(m_current && m_current != m_running);
    const QSignalBlocker blocker(&m_box);
    m_box.clear();
    QStringList paths;
    for (const auto &document : m_documents) {
        const QString title = Models::textPreview(document->title(), 80);
        m_box.addItem(document->isModified() ? tr("%1 (unsaved)").arg(title) : title);
        paths.append(document->path());
        if (document.get() == m_current)
            m_box.setCurrentIndex(m_box.count() - 1);
    }
    const bool hasFolder = m_current && !m_current->path().isEmpty();
    const QDir folder(hasFolder ? QFileInfo(m_current->path()).absolutePath() : m_settings.folder());
    const QStringList names = folder.entryList({u"*.scenario.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names.first(std::min(names.size(), mostFilesOfFolder))) {
        if (const QString path = folder.absoluteFilePath(name); !paths.contains(path))
            m_box.addItem(lineIcon(u"open"_s), Models::textPreview(name, 80), path);
    }
    if (!m_current)
        m_box.setCurrentIndex(-1);
}

void ScenarioFiles::chosen(int index)
{
    if (const QString path = m_box.itemData(index).toString(); !path.isEmpty())
        return openAll({path});
    if (index >= 0 && index < static_cast<int>(m_documents.size()))
        setCurrent(m_documents[static_cast<size_t>(index)].get());
}

} // namespace Standin::Gui
