// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gui/documents/profiledocument.h"

#include <QObject>

class QMimeData;
class QWidget;

namespace Standin::Gui {

class DocumentFlow;
class NoticeBar;
class ProfileDocuments;
class RecentMenu;
class ViewStack;
class WindowSettings;

namespace Ui {
class MainWindow;
}

/// The File menu: opens and saves profiles, and the documents of the views; has the recent profiles.
class FileActions final : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive the actions.
    struct Parts
    {
        ProfileDocuments &documents;
        DocumentFlow &flow;
        WindowSettings &settings;
        NoticeBar &notice;
        ViewStack &views;
    };

    FileActions(const Ui::MainWindow &ui, const Parts &parts, QWidget &window);

    /// The profile of Save and of the window's title while the current view has no document of its own; may be null.
    void setCurrent(const DocumentPtr &document);

    /// Adds the devices of a profile file, or shows the file in the view for its kind.
    Result<> open(const QString &path);
    /// Opens them one after the other and shows a notice for those that fail.
    void openAll(const QStringList &paths);
    /// Opens the files of the last session.
    void openLast();
    /// Opens files that were dropped on the window.
    void openDropped(const QMimeData &data);
    void saveSession() const;

signals:
    void opened(const QString &firstDevice);

private:
    void connectMenu();
    void adapt();

    const Ui::MainWindow &m_ui;
    const Parts m_parts;
    QWidget &m_window;
    RecentMenu *m_recent;
    DocumentPtr m_current;
};

} // namespace Standin::Gui
