// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/profiledocuments.h"

#include "base/file.h"
#include "fleet/fleet.h"
#include "profile/members.h"
#include "profile/profilecheck.h"
#include "profile/profilefile.h"
#include "profile/secretrecipients.h"
#include "profile/typedsecrets.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace Standin::Gui {

namespace {

/// The same for all paths of a file, also if it does not exist yet.
QString identityOf(const QString &path)
{
    const QFileInfo file(path);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    if (const QString canonical = file.canonicalFilePath(); !canonical.isEmpty())
        return canonical;
    return folder.isEmpty() ? file.absoluteFilePath() : folder + u'/' + file.fileName();
}

} // namespace

ProfileDocuments::ProfileDocuments(Fleet &fleet, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
{}

Result<ProfileDocuments::Opened> ProfileDocuments::open(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (const DocumentPtr document = ownerOf(absolute, nullptr))
        return Opened{document, {}};
    auto loaded = ProfileFile::load(absolute);
    if (!loaded)
        return Failure(loaded.error());

    const auto document = std::make_shared<ProfileDocument>();
    document->path = absolute;
    document->profile = loaded->profile;
    document->saved = loaded->profile;
    if (const auto added = addDevices(document); !added)
        return Failure(added.error());
    return Opened{document, loaded->warnings};
}

Result<DocumentPtr> ProfileDocuments::create(const Profile &profile)
{
    const auto document = std::make_shared<ProfileDocument>();
    document->profile = profile;
    if (const auto added = addDevices(document); !added)
        return Failure(added.error());
    return document;
}

Result<> ProfileDocuments::addDevices(const DocumentPtr &document)
{
    const auto ids = m_fleet.addDevices(document->profile);
    if (!ids)
        return Failure(ids.error());
    static_cast<void>(SecretRecipients::bind(document->profile.connection)); // the fleet has accepted it
    add(document, *ids);
    return {};
}

void ProfileDocuments::add(const DocumentPtr &document, const QStringList &deviceIds)
{
    document->devices = deviceIds;
    m_documents.append(document);
    for (const QString &id : deviceIds)
        m_byDevice.insert(id, document);
}

DocumentPtr ProfileDocuments::of(const QString &deviceId)
{
    const auto profile = m_fleet.profile(deviceId);
    if (!profile)
        return nullptr;
    if (const DocumentPtr document = m_byDevice.value(deviceId)) {
        document->profile = Members::ofDevices(*profile, document->profile);
        return document;
    }
    // The profile may be that of a fleet to which this device does not belong.
    return adopt({deviceId}, Members::single(*profile, deviceId));
}

DocumentPtr ProfileDocuments::adopt(const QStringList &deviceIds, const Profile &profile)
{
    const auto document = std::make_shared<ProfileDocument>();
    document->profile = profile;
    document->saved = profile;
    add(document, deviceIds);
    return document;
}

Result<> ProfileDocuments::setProfile(const DocumentPtr &document, const Profile &profile)
{
    if (const auto set = m_fleet.setProfile(document->devices, profile); !set)
        return set;
    document->profile = profile;
    static_cast<void>(SecretRecipients::bind(document->profile.connection)); // the fleet has accepted it
    if (document->draft) {
        *document->draft = Members::ofDevices(*document->draft, profile);
        document->draft->messages = profile.messages;
        document->draft->reply = profile.reply;
        document->draft->rules = profile.rules;
    }
    emit changed(document);
    return {};
}

Result<> ProfileDocuments::enterSecrets(const DocumentPtr &document, const QMap<QString, QString> &values)
{
    if (document->saved)
        document->saved = withTypedSecrets(*document->saved, values);
    if (document->draft)
        document->draft = withTypedSecrets(*document->draft, values);
    document->toldSecrets += values.keys();
    return setProfile(document, withTypedSecrets(document->profile, values));
}

Keychain &ProfileDocuments::keychain() const
{
    return m_fleet.keychain();
}

void ProfileDocuments::setDraft(const DocumentPtr &document, std::optional<Profile> draft)
{
    document->draft = std::move(draft);
    emit changed(document);
}

Result<> ProfileDocuments::applyDraft(const DocumentPtr &document)
{
    const Profile profile = document->draft.value_or(document->profile);
    if (profile != document->profile) {
        if (const auto checked = checkProfile(profile); !checked)
            return Failure(checked.error());
        if (const auto set = setProfile(document, profile); !set)
            return set;
    }
    document->draft.reset();
    emit changed(document);
    return {};
}

bool ProfileDocuments::isChangedElsewhere(const DocumentPtr &document, const QString &path) const
{
    const bool isItsFile = !document->path.isEmpty() && identityOf(document->path) == identityOf(path);
    if (!isItsFile || !QFileInfo::exists(path))
        return false;
    const auto there = File::read(path, ProfileFile::maxFileBytes);
    return !there || *there != document->saved.value_or(document->profile).source;
}

Result<> ProfileDocuments::save(const DocumentPtr &document, const QString &path)
{
    if (ownerOf(path, document))
        return failure(ErrorCode::InvalidArgument, QStringLiteral("another open profile is kept in this file"), path);
    if (const auto applied = applyDraft(document); !applied)
        return applied;
    Profile profile = document->profile;
    profile.baseDir = QFileInfo(path).absolutePath(); // relative paths refer to the new folder from now on
    const auto written = ProfileFile::save(profile, path);
    if (!written)
        return Failure(written.error());
    profile.source = *written;
    if (const auto set = setProfile(document, profile); !set)
        return set;
    document->path = QFileInfo(path).absoluteFilePath();
    document->saved = document->profile;
    emit changed(document);
    return {};
}

void ProfileDocuments::retain(const QStringList &deviceIds)
{
    const QSet<QString> present(deviceIds.cbegin(), deviceIds.cend());
    for (const DocumentPtr &document : QList(m_documents)) {
        QSet<QString> gone;
        for (const QString &id : std::as_const(document->devices)) {
            if (!present.contains(id))
                gone.insert(id);
        }
        if (gone.size() == document->devices.size() && !document->hasOtherChanges())
            close(document);
        else
            leaveOut(document, gone);
    }
}

void ProfileDocuments::close(const DocumentPtr &document)
{
    for (const QString &id : std::as_const(document->devices))
        m_byDevice.remove(id);
    m_documents.removeOne(document);
}

QList<DocumentPtr> ProfileDocuments::modified() const
{
    QList<DocumentPtr> found;
    std::copy_if(m_documents.cbegin(), m_documents.cend(), std::back_inserter(found),
                 [](const DocumentPtr &document) { return document->isModified(); });
    return found;
}

DocumentPtr ProfileDocuments::ownerOf(const QString &path, const DocumentPtr &asker) const
{
    const QString wanted = identityOf(path);
    const auto found = std::find_if(m_documents.cbegin(), m_documents.cend(), [&](const DocumentPtr &document) {
        return document != asker && !document->path.isEmpty() && identityOf(document->path) == wanted;
    });
    return found == m_documents.cend() ? nullptr : *found;
}

} // namespace Standin::Gui
