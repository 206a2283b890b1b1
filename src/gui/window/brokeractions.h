// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>
#include <QUrl>

namespace Standin {
class Engine;
} // namespace Standin

namespace Standin::Gui {

class ProfileDocuments;

/// Starting and stopping the local broker, and the sample devices on it.
class BrokerActions final : public QObject
{
    Q_OBJECT

public:
    /// Engine and documents must outlive the actions.
    BrokerActions(Engine &engine, ProfileDocuments &documents, QObject *parent);

    /// Empty while it does not run.
    [[nodiscard]] QUrl url() const;
    /// Whether any of the sample devices still exists.
    [[nodiscard]] bool hasSamples() const;

    void start();
    /// Starts the broker, makes the sample devices and connects them.
    void startSamples();
    void stop();

signals:
    void changed();
    void samplesAdded(const QString &firstDevice);
    void failed(const Standin::Error &error);

private:
    Engine &m_engine;
    ProfileDocuments &m_documents;
};

} // namespace Standin::Gui
