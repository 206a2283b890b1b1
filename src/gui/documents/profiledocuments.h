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

/// The documents of the window. Each device belongs to one; a device that somebody else made (REST) gets a document of
/// its own when it is first looked at.
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

    /// Adds the devices of a profile file. A file that is open already is given as it is.
    Result<Opened> open(const QString &path);
    /// Adds the devices of a profile that is in no file, and that is to be saved.
    Result<DocumentPtr> create(const Profile &profile);
    /// Takes in devices that were made elsewhere, of a profile that need not be saved.
    DocumentPtr adopt(const QStringList &deviceIds, const Profile &profile);

    /// The document of a device; null for a device that does not exist.
    [[nodiscard]] DocumentPtr of(const QString &deviceId);
    /// The same without making one: null also for a device that was not looked at yet.
    [[nodiscard]] DocumentPtr known(const QString &deviceId) const { return m_byDevice.value(deviceId); }
    /// The client id that one more device of the document would have: as its profile says, or where that one is taken
    /// the next free one after `like`.
    [[nodiscard]] QString nextClientId(const DocumentPtr &document, const QString &like) const;
    /// Makes one device more of the document's profile.
    Result<> addDevice(const DocumentPtr &document, const QString &clientId);
    /// Gives a device another client id: it is another device for the broker, so the one before is removed.
    Result<> rename(const QString &id, const QString &clientId);
    /// These devices are about to be removed: the profiles of their documents leave them out. A document that keeps no
    /// device is closed, whatever it holds.
    void leaveOut(const QStringList &deviceIds);
    /// What was typed in for secrets of the document's profile, by place (typedSecrets()). No reason to save it.
    Result<> enterSecrets(const DocumentPtr &document, const QMap<QString, QString> &values);

    /// Gives all its devices another profile. On an error nothing is changed.
    Result<> setProfile(const DocumentPtr &document, const Profile &profile);
    /// Keeps edits of a page that are not applied yet.
    void setDraft(const DocumentPtr &document, std::optional<Profile> draft);
    void setReplyDraft(const DocumentPtr &document, std::optional<QByteArray> draft);
    /// Applies what is not applied yet.
    Result<> applyDrafts(const DocumentPtr &document);
    /// The document, if not this one, that a file belongs to, by whatever path it is reached; null if none.
    [[nodiscard]] DocumentPtr ownerOf(const QString &path, const DocumentPtr &asker) const;
    /// Whether it is the document's file, and another program has changed it since it was read or written here.
    [[nodiscard]] bool isChangedElsewhere(const DocumentPtr &document, const QString &path) const;
    /// Applies the drafts and writes the file, which becomes the document's file. InvalidArgument for the file of
    /// another document.
    Result<> save(const DocumentPtr &document, const QString &path);

    /// Devices that are gone leave their documents as with leaveOut(); a document that keeps no device is closed unless
    /// it has other changes that are not saved.
    void retain(const QStringList &deviceIds);
    /// Drops a document whatever it holds.
    void close(const DocumentPtr &document);

    /// Where the devices look for the secrets that profiles name there.
    [[nodiscard]] Keychain &keychain() const;
    [[nodiscard]] const QList<DocumentPtr> &all() const { return m_documents; }
    [[nodiscard]] QList<DocumentPtr> modified() const;

signals:
    /// The document's profile, file or modified state is another one now.
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
