// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/deviceflow.h"

#include "fleet/bulk.h"
#include "gui/devices/clientiddialog.h"
#include "gui/devices/deviceactions.h"
#include "gui/devices/newdevicedialog.h"
#include "gui/devices/secretsdialog.h"
#include "gui/documents/documentflow.h"
#include "gui/documents/profiledocuments.h"
#include "gui/documents/windowsettings.h"
#include "profile/typedsecrets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DeviceFlow::DeviceFlow(const Parts &parts, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
{
    connect(&parts.actions, &DeviceActions::duplicateRequested, this, &DeviceFlow::duplicate);
    connect(&parts.actions, &DeviceActions::renameRequested, this, &DeviceFlow::rename);
    connect(&parts.actions, &DeviceActions::removeRequested, this, &DeviceFlow::remove);
    parts.actions.setPermissionToConnect([this](const QStringList &ids) { return withSecrets(ids); });
}

void DeviceFlow::setLocalBroker(const QUrl &url)
{
    if (m_lastBroker == m_localBroker || !url.isEmpty())
        m_lastBroker = url;
    m_localBroker = url;
}

QUrl DeviceFlow::lastBroker() const
{
    if (!m_lastBroker.isEmpty())
        return m_lastBroker;
    if (const QUrl saved = m_parts.settings.broker(); !saved.isEmpty())
        return saved;
    const QStringList ids = m_parts.fleet.ids(); // made by REST
    const auto profile = ids.isEmpty() ? Result<Profile>(Profile()) : m_parts.fleet.profile(ids.last());
    return profile ? profile->connection.url : QUrl();
}

void DeviceFlow::remember(const QUrl &broker)
{
    m_lastBroker = broker.adjusted(QUrl::RemoveUserInfo);
    if (broker != m_localBroker) // its port changes with each start
        m_parts.settings.setBroker(m_lastBroker);
}

void DeviceFlow::makeNew()
{
    Profile start;
    if (m_parts.fleet.contains(u"device-0"_s))
        start.clientId = m_parts.fleet.freeIdAfter(u"device-0"_s);
    if (const QUrl broker = lastBroker(); !broker.isEmpty())
        start.connection.url = broker;
    DocumentPtr document;
    NewDeviceDialog dialog(
        start,
        [&](const Profile &profile) -> Result<> {
            auto created = m_parts.documents.create(profile);
            if (!created)
                return Failure(created.error());
            document = *created;
            return {};
        },
        &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    remember(document->profile.connection.url);
    emit made(document->devices.first());
    if (dialog.connectsNow())
        m_parts.actions.connectDevices(document->devices);
}

void DeviceFlow::duplicate(const QString &id)
{
    const auto status = m_parts.fleet.status(id);
    if (!status) {
        emit failed(status.error());
        return;
    }
    const DocumentPtr document = m_parts.documents.of(id);
    if (!document)
        return; // it has just been removed
    QString created;
    ClientIdDialog dialog(
        {tr("Duplicate"), tr("One more device of %1.").arg(document->title()), tr("Create")},
        m_parts.documents.nextClientId(document, id),
        [&](const QString &clientId) {
            created = clientId;
            return m_parts.documents.addDevice(document, clientId);
        },
        &m_window);
    dialog.offerToConnect();
    if (dialog.exec() != QDialog::Accepted)
        return;
    emit made(created);
    if (dialog.connectsNow())
        m_parts.actions.connectDevices({created});
}

void DeviceFlow::rename(const QString &id)
{
    const auto status = m_parts.fleet.status(id);
    if (!status) {
        emit failed(status.error());
        return;
    }
    const bool isConnected = status->state != DeviceState::Offline && status->state != DeviceState::Failed;
    QString renamed;
    ClientIdDialog dialog(
        {tr("Rename %1").arg(id),
         isConnected ? tr("The device goes offline cleanly and connects again with the new client ID.")
                     : tr("For the broker it is then another device."),
         tr("Rename")},
        id,
        [&](const QString &clientId) {
            renamed = clientId;
            return m_parts.documents.rename(id, clientId);
        },
        &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    emit made(renamed);
    if (isConnected)
        m_parts.actions.connectDevices({renamed});
}

void DeviceFlow::remove(const QStringList &ids)
{
    const auto online = std::count_if(ids.cbegin(), ids.cend(), [this](const QString &id) {
        const auto status = m_parts.fleet.status(id);
        return status && status->state != DeviceState::Offline;
    });
    if (m_parts.files.confirmRemoval(ids, static_cast<int>(online)))
        Bulk::perform(m_parts.fleet, ids, Order::Remove(), this);
}

QStringList DeviceFlow::withSecrets(const QStringList &ids)
{
    QHash<const ProfileDocument *, bool> allowed;
    QStringList result;
    for (const QString &id : ids) {
        const DocumentPtr known = m_parts.documents.known(id);
        const DocumentPtr document = known ? known : m_parts.documents.of(id);
        if (document && !allowed.contains(document.get())) {
            remember(document->profile.connection.url);
            allowed.insert(document.get(), askForSecrets(document));
        }
        if (!document || allowed.value(document.get()))
            result.append(id);
    }
    return result;
}

bool DeviceFlow::askForSecrets(const DocumentPtr &document)
{
    const QStringList missing = missingSecrets(document->profile);
    if (missing.isEmpty())
        return true;
    SecretsDialog dialog(document->title(), missing, &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return false;
    if (const auto entered = m_parts.documents.enterSecrets(document, dialog.values()); !entered)
        emit failed(entered.error());
    return true;
}

} // namespace Standin::Gui
