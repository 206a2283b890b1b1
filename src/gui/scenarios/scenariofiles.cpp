// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/scenarios/scenariofiles.h"

#include "gui/documents/windowsettings.h"
#include "gui/scenarios/stepdraft.h"
#include "gui/style/icon.h"
#include "models/payloadpreview.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

constexpr qsizetype mostFilesOfFolder = 200;

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
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    // Not at once: an action of the menu may be at work.
    connect(
        this, &ScenarioFiles::currentChanged, menu, [this, menu] { fillMenu(*menu); }, Qt::QueuedConnection);
    fillMenu(*menu);
    connect(&m_box, &QComboBox::activated, this, &ScenarioFiles::chosen);
    connect(&m_flow, &ScenarioFlow::failed, this, &ScenarioFiles::failed);
    connect(&m_flow, &ScenarioFlow::saved, this, [this](const QString &path) {
        m_settings.addRecentScenario(path);
        saveSession();
        show();
    });
}

ScenarioFiles::~ScenarioFiles() = default;

void ScenarioFiles::openLast()
{
    open(m_settings.openScenarios());
    setCurrent(m_documents.empty() ? nullptr : m_documents.front().get());
}

void ScenarioFiles::fillMenu(QMenu &menu)
{
    menu.clear();
    const auto entry = [&](const QString &name, const QString &text, bool enabled, auto act) {
        QAction *action = menu.addAction(text);
        action->setObjectName(name);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, act);
    };
    const bool has = m_current != nullptr;
    entry(u"actionNewScenario"_s, tr("&New"), true, [this] { addNew(); });
    entry(u"actionOpenScenario"_s, tr("&Open…"), true, [this] { open(m_flow.askForFiles()); });
    entry(u"actionSaveScenario"_s, tr("&Save"), has, [this] { m_flow.save(*m_current); });
    entry(u"actionSaveScenarioAs"_s, tr("Save &as…"), has, [this] { m_flow.saveAs(*m_current); });
    entry(u"actionCloseScenario"_s, tr("&Close"), has && m_current != m_running, [this] { closeCurrent(); });
    menu.addSeparator();
    for (const QString &path : m_settings.recentScenarios())
        entry(u"recent"_s, Models::textPreview(QFileInfo(path).fileName(), 60).replace(u'&', u"&&"_s), true,
              [this, path] { open({path}); });
}

void ScenarioFiles::open(const QStringList &paths)
{
    for (const QString &path : paths) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        const auto found = std::ranges::find(m_documents, absolute, [](const auto &each) { return each->path(); });
        if (found != m_documents.end()) {
            setCurrent(found->get());
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
        return open({path});
    if (index >= 0 && index < static_cast<int>(m_documents.size()))
        setCurrent(m_documents[static_cast<size_t>(index)].get());
}

} // namespace Standin::Gui
