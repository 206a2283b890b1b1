// SPDX-License-Identifier: GPL-3.0-or-later
#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"
#include "profile/members.h"

#include <QSet>

#include <algorithm>

namespace Standin::Gui {

namespace {

/// The client id that the profile gives its last device.
QString lastClientId(const Fleet &fleet, const Profile &profile)
{
    const auto ids = fleet.clientIds(profile);
    return ids ? ids->value(ids->size() - 1) : QString();
}

} // namespace

QString ProfileDocuments::nextClientId(const DocumentPtr &document, const QString &like) const
{
    const QString next = lastClientId(m_fleet, Members::withOneMore(document->profile, {}));
    return next.isEmpty() || m_fleet.contains(next) ? m_fleet.freeIdAfter(like) : next;
}

Result<> ProfileDocuments::addDevice(const DocumentPtr &document, const QString &clientId)
{
    const int index = document->profile.count;
    if (index >= Members::mostDevices)
        return failure(ErrorCode::LimitReached,
                       QStringLiteral("a profile makes at most %1 devices").arg(Members::mostDevices));
    Profile larger = Members::withOneMore(document->profile, {});
    if (lastClientId(m_fleet, larger) != clientId)
        larger = Members::renamed(larger, index, clientId);
    if (const auto added = m_fleet.addDevice(clientId, larger, index); !added)
        return added;
    document->devices.append(clientId);
    m_byDevice.insert(clientId, document);
    return setProfile(document, larger);
}

Result<> ProfileDocuments::rename(const QString &id, const QString &clientId)
{
    const DocumentPtr document = of(id);
    if (!document)
        return failure(ErrorCode::UnknownDevice, QStringLiteral("there is no device \"%1\"").arg(id), id, QString());
    const qsizetype place = document->devices.indexOf(id);
    const int index = Members::indexes(document->profile).value(place);
    Profile renamed = Members::renamed(document->profile, index, {});
    if (renamed.count == 1)
        renamed = Members::single(renamed, clientId);
    else if (m_fleet.clientIds(renamed).value_or(QStringList()).value(place) != clientId)
        renamed = Members::renamed(renamed, index, clientId);
    if (const auto added = m_fleet.addDevice(clientId, renamed, index); !added)
        return added;
    document->devices[place] = clientId;
    m_byDevice.remove(id);
    m_byDevice.insert(clientId, document);
    m_fleet.perform(id, Order::Remove());
    return setProfile(document, renamed);
}

void ProfileDocuments::leaveOut(const QStringList &deviceIds)
{
    const QSet<QString> ids(deviceIds.cbegin(), deviceIds.cend());
    for (const DocumentPtr &document : QList(m_documents)) {
        const QStringList &devices = document->devices;
        if (!devices.isEmpty() &&
            std::all_of(devices.cbegin(), devices.cend(), [&](const QString &id) { return ids.contains(id); }))
            close(document);
        else
            leaveOut(document, ids);
    }
}

void ProfileDocuments::leaveOut(const DocumentPtr &document, const QSet<QString> &deviceIds)
{
    const bool needsNoSave = document->path.isEmpty() && !document->isModified();
    const QList<int> indexes = Members::indexes(document->profile);
    QStringList kept;
    QList<int> gone;
    for (qsizetype i = 0; i < document->devices.size(); ++i) {
        const QString &id = document->devices[i];
        if (!deviceIds.contains(id)) {
            kept.append(id);
            continue;
        }
        gone.append(indexes.value(i));
        m_byDevice.remove(id);
    }
    if (gone.isEmpty())
        return;
    document->devices = kept;
    if (kept.isEmpty())
        return; // there are no devices left for a smaller profile
    document->profile = Members::without(document->profile, gone);
    if (needsNoSave)
        document->saved = document->profile;
    [[maybe_unused]] const auto set = setProfile(document, document->profile);
    Q_ASSERT(set); // the same templates as before
}

} // namespace Standin::Gui
