// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gui/documents/profiledocument.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>

namespace Standin {
class Fleet;
class Keychain;
} // namespace Standin

namespace Standin::Gui {

/// The documents of the window. Each device belongs to one; a device that was made elsewhere (REST) gets its own
/// document when it is first shown.
class ProfileDocuments final : public QObject
{
    Q_OBJECT

public:
    /// The fleet must outlive the documents.
    explicit ProfileDocuments(Fleet &fleet, QObject *parent = nullptr);

    struct Opened
    {
        DocumentPtr document;
        QStringList warnings;
    };

    /// Adds the devices of a profile file. For a file that is already open, returns its document.
    Result<Opened> open(const QString &path);
    /// Adds the devices of a profile without a file, which has to be saved.
    Result<DocumentPtr> create(const Profile &profile);
    /// Adds devices that were made elsewhere, with a profile that need not be saved.
    DocumentPtr adopt(const QStringList &deviceIds, const Profile &profile);

    /// The document of a device; null for a device that does not exist.
    [[nodiscard]] DocumentPtr of(const QString &deviceId);
    /// The same without making one: null also for a device that was not shown yet.
    [[nodiscard]] DocumentPtr known(const QString &deviceId) const { return m_byDevice.value(deviceId); }
    /// The client id of an additional device of the document: that of its profile, or, if it is in use, the next free
    /// one after `like`.
    [[nodiscard]] QString nextClientId(const DocumentPtr &document, const QString &like) const;
    /// Makes an additional device of the document's profile.
    Result<> addDevice(const DocumentPtr &document, const QString &clientId);
    /// Gives a device another client id: for the broker it is another device, so the old one is removed.
    Result<> rename(const QString &id, const QString &clientId);
    /// Call it before these devices are removed: leaves them out of the profiles of their documents. A document without
    /// devices is closed, also with unsaved changes.
    void leaveOut(const QStringList &deviceIds);
    /// Sets typed secrets of the document's profile, by place (typedSecrets()). The document does not become modified.
    Result<> enterSecrets(const DocumentPtr &document, const QMap<QString, QString> &values);

    /// Gives all its devices another profile. An error changes nothing.
    Result<> setProfile(const DocumentPtr &document, const Profile &profile);
    /// Stores edits of a page that are not applied yet.
    void setDraft(const DocumentPtr &document, std::optional<Profile> draft);
    /// Applies the stored edits.
    Result<> applyDraft(const DocumentPtr &document);
    /// The other document that a file belongs to, also by another path; null if none.
    [[nodiscard]] DocumentPtr ownerOf(const QString &path, const DocumentPtr &asker) const;
    /// Whether it is the document's file, and another program has changed it since it was read or written here.
    [[nodiscard]] bool isChangedElsewhere(const DocumentPtr &document, const QString &path) const;
    /// Applies the draft and writes the file, which becomes the document's file. InvalidArgument for the file of
    /// another document.
    Result<> save(const DocumentPtr &document, const QString &path);

    /// Leaves devices that no longer exist out of their documents, as leaveOut() does; a document without devices is
    /// closed unless it has other unsaved changes.
    void retain(const QStringList &deviceIds);
    /// Closes a document, also with unsaved changes.
    void close(const DocumentPtr &document);

    /// Where the devices look for the secrets that profiles name there.
    [[nodiscard]] Keychain &keychain() const;
    [[nodiscard]] const QList<DocumentPtr> &all() const { return m_documents; }
    [[nodiscard]] QList<DocumentPtr> modified() const;

signals:
    /// The document's profile, file or modified state has changed.
    void changed(const Standin::Gui::DocumentPtr &document);

private:
    Result<> addDevices(const DocumentPtr &document);
    void add(const DocumentPtr &document, const QStringList &deviceIds);
    void leaveOut(const DocumentPtr &document, const QSet<QString> &deviceIds);

    Fleet &m_fleet;
    QList<DocumentPtr> m_documents;
    QHash<QString, DocumentPtr> m_byDevice;
};

} // namespace Standin::Gui
