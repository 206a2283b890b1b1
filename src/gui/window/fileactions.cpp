// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/fileactions.h"

#include "gui/documents/documentflow.h"
#include "gui/documents/profiledocuments.h"
#include "gui/documents/recentmenu.h"
#include "gui/documents/windowsettings.h"
#include "gui/style/icon.h"
#include "gui/widgets/noticebar.h"
#include "gui/window/viewstack.h"
#include "models/payloadpreview.h"
#include "ui_mainwindow.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// "[*]" is the mark for unsaved changes in a window title.
QString titleOf(const QString &document)
{
    return Models::textPreview(document, 80).replace(u"[*]"_s, u"[*][*]"_s);
}

} // namespace

FileActions::FileActions(const Ui::MainWindow &ui, const Parts &parts, QWidget &window)
    : QObject(&window)
    , m_ui(ui)
    , m_parts(parts)
    , m_window(window)
    , m_recent(new RecentMenu(*ui.menuRecent, parts.settings))
{
    connectMenu();
}

void FileActions::connectMenu()
{
    m_ui.actionNewDevice->setIcon(lineIcon(u"add"_s));
    m_ui.actionOpenProfile->setIcon(lineIcon(u"open"_s));
    m_ui.actionSave->setIcon(lineIcon(u"save"_s));
    connect(m_ui.actionOpenProfile, &QAction::triggered, this, [this] { openAll(m_parts.flow.askForProfiles()); });
    connect(m_recent, &RecentMenu::chosen, this, [this](const QString &path) { openAll({path}); });
    connect(m_ui.actionSave, &QAction::triggered, this, [this] {
        WindowView *view = m_parts.views.current();
        if (view->document())
            view->save();
        else
            m_parts.flow.save(m_current);
    });
    connect(m_ui.actionSaveAs, &QAction::triggered, this, [this] {
        WindowView *view = m_parts.views.current();
        if (view->document())
            view->saveAs();
        else
            m_parts.flow.saveAs(m_current);
    });
    connect(&m_parts.views, &ViewStack::documentChanged, this, &FileActions::adapt);
    connect(m_ui.actionQuit, &QAction::triggered, &m_window, &QWidget::close);
    connect(&m_parts.flow, &DocumentFlow::failed, &m_parts.notice, &NoticeBar::showError);
    connect(&m_parts.flow, &DocumentFlow::saved, m_recent, &RecentMenu::add);
    connect(&m_parts.flow, &DocumentFlow::saved, &m_parts.notice, &QWidget::hide);
}

void FileActions::setCurrent(const DocumentPtr &document)
{
    m_current = document;
    adapt();
}

void FileActions::adapt()
{
    auto shown = m_parts.views.current()->document();
    if (!shown)
        shown = m_current ? ViewDocument{m_current->title(), m_current->isModified()} : ViewDocument{};
    const bool has = !shown->title.isEmpty();
    const bool isNew = m_current && m_current->path.isEmpty() && !m_parts.views.current()->document();
    m_ui.actionSave->setEnabled(has && (shown->isModified || isNew));
    m_ui.actionSaveAs->setEnabled(has);
    m_window.setWindowTitle(has ? tr("%1[*] – Standin").arg(titleOf(shown->title)) : tr("Standin"));
    m_window.setWindowModified(has && shown->isModified);
}

Result<> FileActions::open(const QString &path)
{
    if (const auto shown = m_parts.views.open(path))
        return *shown;
    const auto profile = m_parts.documents.open(path);
    if (!profile)
        return Failure(profile.error());
    m_recent->add(profile->document->path);
    if (!profile->warnings.isEmpty())
        m_parts.notice.show(tr("%1 was opened, but:\n%2", "file name, warnings")
                                .arg(profile->document->title(), profile->warnings.join(u'\n')),
                            NoticeBar::Weight::Advisory);
    emit opened(profile->document->devices.value(0));
    return {};
}

void FileActions::openAll(const QStringList &paths)
{
    if (!paths.isEmpty())
        m_parts.notice.hide(); // it was about an earlier action
    for (const QString &path : paths) {
        if (const auto done = open(path); !done)
            m_parts.notice.showError(done.error());
    }
}

void FileActions::openLast()
{
    openAll(m_parts.settings.openFiles());
    for (WindowView *view : m_parts.views.views())
        view->openLast();
}

void FileActions::openDropped(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls())
        paths.append(url.toLocalFile());
    openAll(paths);
}

void FileActions::saveSession() const
{
    QStringList files;
    for (const DocumentPtr &document : m_parts.documents.all()) {
        if (!document->path.isEmpty())
            files.append(document->path);
    }
    m_parts.settings.setOpenFiles(files);
}

} // namespace Standin::Gui
