// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window/brokeractions.h"

#include "fleet/fleet.h"
#include "gui/documents/profiledocuments.h"

#include <QCursor>
#include <QGuiApplication>

#include <algorithm>

namespace Standin::Gui {

BrokerActions::BrokerActions(Fleet &fleet, ProfileDocuments &documents, const WindowServices &services, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_documents(documents)
    , m_services(services)
{}

bool BrokerActions::hasSamples() const
{
    return std::any_of(m_samples.cbegin(), m_samples.cend(),
                       [this](const QString &id) { return m_fleet.contains(id); });
}

bool BrokerActions::start()
{
    QGuiApplication::setOverrideCursor(QCursor(Qt::WaitCursor));
    const auto started = m_services.startLocalBroker();
    QGuiApplication::restoreOverrideCursor();
    if (!started) {
        emit failed(started.error());
        return false;
    }
    m_url = *started;
    emit changed();
    return true;
}

void BrokerActions::startSamples()
{
    if (!start())
        return;
    QStringList added;
    for (Profile profile : m_services.samples) {
        profile.connection.url = m_url;
        const auto document = m_documents.create(profile, ProfileDocuments::Origin::Provided);
        if (!document) {
            emit failed(document.error());
            return;
        }
        added += (*document)->devices;
    }
    m_samples = added;
    for (const QString &id : std::as_const(added))
        m_fleet.perform(id, Order::Connect());
    emit samplesAdded(added.value(0));
}

void BrokerActions::stop()
{
    m_services.stopLocalBroker();
    m_url.clear();
    emit changed();
}

} // namespace Standin::Gui
