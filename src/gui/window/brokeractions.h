// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/window/windowservices.h"

#include <QObject>
#include <QStringList>

namespace Standin {
class Fleet;
} // namespace Standin

namespace Standin::Gui {

class ProfileDocuments;

/// Starting and stopping the local broker, and the sample devices on it.
class BrokerActions final : public QObject
{
    Q_OBJECT

public:
    BrokerActions(Fleet &fleet, ProfileDocuments &documents, const WindowServices &services, QObject *parent);

    [[nodiscard]] bool isOffered() const { return static_cast<bool>(m_services.startLocalBroker); }
    /// Empty while it does not run.
    [[nodiscard]] QUrl url() const { return m_url; }

    /// Whether a sample device that was added is still there.
    [[nodiscard]] bool hasSamples() const;

    bool start();
    /// Starts the broker, adds the samples and connects them.
    void startSamples();
    void stop();

signals:
    void changed();
    void samplesAdded(const QString &firstDevice);
    void failed(const Standin::Error &error);

private:
    Fleet &m_fleet;
    ProfileDocuments &m_documents;
    const WindowServices &m_services;
    QUrl m_url;
    QStringList m_samples; ///< the devices that were added
};

} // namespace Standin::Gui
