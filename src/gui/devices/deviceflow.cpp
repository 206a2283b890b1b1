// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/devices/deviceflow.h"

#include "fleet/bulk.h"
#include "gui/devices/deviceactions.h"
#include "gui/devices/newdevicedialog.h"
#include "gui/documents/documentflow.h"
#include "gui/documents/profiledocuments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Standin::Gui {

DeviceFlow::DeviceFlow(const Parts &parts, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
{
    connect(&parts.actions, &DeviceActions::duplicateRequested, this, &DeviceFlow::duplicate);
    connect(&parts.actions, &DeviceActions::removeRequested, this, &DeviceFlow::remove);
}

void DeviceFlow::makeNew(const QUrl &broker)
{
    Profile profile;
    if (m_parts.fleet.contains(u"device-0"_s))
        profile.clientId = m_parts.fleet.freeIdAfter(u"device-0"_s);
    if (!broker.isEmpty())
        profile.connection.url = broker;
    makeFrom(profile);
}

void DeviceFlow::duplicate(const QString &id)
{
    const auto profile = m_parts.fleet.profile(id);
    if (!profile) {
        emit failed(profile.error());
        return;
    }
    Profile copy = *profile;
    copy.clientId = m_parts.fleet.freeIdAfter(id);
    copy.count = 1;
    makeFrom(copy);
}

void DeviceFlow::makeFrom(const Profile &start)
{
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
    emit made(document->devices.first());
    if (dialog.connectsNow())
        m_parts.actions.connectDevices(document->devices);
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

} // namespace Standin::Gui
