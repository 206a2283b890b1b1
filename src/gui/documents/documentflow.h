// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gui/documents/profiledocument.h"

#include <QObject>

class QWidget;

namespace Standin::Gui {

class ProfileDocuments;
class WindowSettings;

/// The conversations about files: open, save, save as, and what is to become of unsaved changes.
class DocumentFlow final : public QObject
{
    Q_OBJECT

public:
    DocumentFlow(ProfileDocuments &documents, WindowSettings &session, QWidget &window);

    /// Asks for files to open; empty when the person thought better of it.
    [[nodiscard]] QStringList askForProfiles();
    /// Each gives whether the document is saved now; a failure has been told then.
    bool save(const DocumentPtr &document);
    bool saveAs(const DocumentPtr &document);
    /// Asks what is to become of documents with unsaved changes. Gives whether to go on: they are saved or may be lost.
    [[nodiscard]] bool settle(const QList<DocumentPtr> &modified);
    /// Asks whether devices may go where that is not plain: some are online, there are many, a file is concerned, or
    /// unsaved changes would go with them. Says what becomes of the files. After a yes the documents are as if the
    /// devices were gone (ProfileDocuments::leaveOut).
    [[nodiscard]] bool confirmRemoval(const QStringList &ids, int online);

signals:
    void failed(const Standin::Error &error);
    void saved(const QString &path);

private:
    enum class Removal {
        Cancelled,
        Plain,
        AfterSaving,
    };

    /// What a removal does to documents.
    struct Consequences
    {
        QList<DocumentPtr> lost;    ///< keep no device and have unsaved changes
        QList<DocumentPtr> closed;  ///< keep no device; their files stay
        QList<DocumentPtr> smaller; ///< have a file, and keep some devices
    };

    [[nodiscard]] Consequences consequencesOf(const QStringList &ids) const;
    [[nodiscard]] Removal askForRemoval(const QStringList &ids, int online, const Consequences &consequences);
    bool saveAll(const QList<DocumentPtr> &documents);
    bool write(const DocumentPtr &document, const QString &path);
    /// Asks where another program has changed the file. Gives whether to go on.
    [[nodiscard]] bool confirmOverwriting(const DocumentPtr &document, const QString &path);
    /// Says which passwords are not saved, once a document. Gives whether to go on.
    [[nodiscard]] bool confirmWithoutSecrets(const DocumentPtr &document, const QString &path);

    /// Gives whether it succeeded; a failure has been told then.
    [[nodiscard]] bool keepInKeychain(const DocumentPtr &document, const QStringList &places, const QString &name);

    ProfileDocuments &m_documents;
    WindowSettings &m_settings;
    QWidget &m_window;
};

} // namespace Standin::Gui
