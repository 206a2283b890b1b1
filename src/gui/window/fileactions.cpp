// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/fileactions.h"

#include "gui/documents/documentflow.h"
#include "gui/documents/profiledocuments.h"
#include "gui/documents/recentmenu.h"
#include "gui/documents/windowsettings.h"
#include "gui/style/icon.h"
#include "gui/widgets/noticebar.h"
#include "models/payloadpreview.h"
#include "ui_mainwindow.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

namespace {

/// "[*]" is the mark for unsaved changes in a window title.
QString titleOf(const ProfileDocument &document)
{
    return Models::textPreview(document.title(), 80).replace(u"[*]"_s, u"[*][*]"_s);
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
    connect(m_ui.actionSave, &QAction::triggered, this, [this] { m_parts.flow.save(m_current); });
    connect(m_ui.actionSaveAs, &QAction::triggered, this, [this] { m_parts.flow.saveAs(m_current); });
    connect(m_ui.actionQuit, &QAction::triggered, &m_window, &QWidget::close);
    connect(&m_parts.flow, &DocumentFlow::failed, &m_parts.notice, &NoticeBar::showError);
    connect(&m_parts.flow, &DocumentFlow::saved, m_recent, &RecentMenu::add);
    connect(&m_parts.flow, &DocumentFlow::saved, &m_parts.notice, &QWidget::hide);
}

void FileActions::setCurrent(const DocumentPtr &document)
{
    m_current = document;
    m_ui.actionSave->setEnabled(document && (document->isModified() || document->path.isEmpty()));
    m_ui.actionSaveAs->setEnabled(document != nullptr);
    m_window.setWindowTitle(document ? tr("%1[*] – Standin").arg(titleOf(*document)) : tr("Standin"));
    m_window.setWindowModified(document && document->isModified());
}

Result<> FileActions::open(const QString &path)
{
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
