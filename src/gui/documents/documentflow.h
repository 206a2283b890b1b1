// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "gui/documents/profiledocument.h"

#include <QObject>

class QWidget;

namespace Standin::Gui {

class ProfileDocuments;
class WindowSettings;

/// The dialogs about files: open, save, save as, and unsaved changes.
class DocumentFlow final : public QObject
{
    Q_OBJECT

public:
    DocumentFlow(ProfileDocuments &documents, WindowSettings &session, QWidget &window);

    /// Asks for files to open; empty when cancelled.
    [[nodiscard]] QStringList askForProfiles();
    /// Each returns whether the document is saved now; a failure has been shown.
    bool save(const DocumentPtr &document);
    bool saveAs(const DocumentPtr &document);
    /// Asks whether to save or discard unsaved changes. Returns false when cancelled or when saving failed.
    [[nodiscard]] bool settle(const QList<DocumentPtr> &modified);
    /// Asks for confirmation of a removal if some devices are online, there are many, a file is affected, or unsaved
    /// changes would be lost. The dialog shows the effect on the files. After a confirmation the devices are left out
    /// of the documents (ProfileDocuments::leaveOut).
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

    /// The effects of a removal on documents.
    struct Consequences
    {
        QList<DocumentPtr> lost;    ///< have no device left, and unsaved changes
        QList<DocumentPtr> closed;  ///< have no device left; their files stay
        QList<DocumentPtr> smaller; ///< have a file, and devices left
    };

    [[nodiscard]] Consequences consequencesOf(const QStringList &ids) const;
    [[nodiscard]] Removal askForRemoval(const QStringList &ids, int online, const Consequences &consequences);
    bool saveAll(const QList<DocumentPtr> &documents);
    bool write(const DocumentPtr &document, const QString &path);
    /// Asks where another program has changed the file. Gives whether to go on.
    [[nodiscard]] bool confirmOverwriting(const DocumentPtr &document, const QString &path);
    /// Shows which passwords are not saved, once per document. Returns false when cancelled.
    [[nodiscard]] bool confirmWithoutSecrets(const DocumentPtr &document, const QString &path);

    /// Gives whether it succeeded; a failure has been told then.
    [[nodiscard]] bool keepInKeychain(const DocumentPtr &document, const QStringList &places, const QString &name);

    ProfileDocuments &m_documents;
    WindowSettings &m_settings;
    QWidget &m_window;
};

} // namespace Standin::Gui
