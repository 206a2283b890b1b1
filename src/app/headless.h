// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "fleet/bulk.h"
#include "rest/restserver.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace Standin::App {

/// Standin without a window: the engine and REST, with messages on the standard output.
class Headless final : public QObject
{
    Q_OBJECT

public:
    Headless(const EngineOptions &engine, const Rest::RestOptions &rest);
    ~Headless() override;

    /// Starts the private broker and its sample devices.
    Result<> startDemo();
    /// Makes the devices of a profile file.
    Result<> addProfile(const QString &path);
    /// Adds the rules of a file.
    Result<> addRules(const QString &path);
    /// Opens REST. Prints `listening on http://…`.
    Result<> listen();
    /// Connects all devices. Prints progress, and at the end `ready: N devices online`.
    void connectAll();

private:
    /// Prints when the history cannot be written, and when it can be again.
    void tellHistory();
    void tellReady() const;

    Engine m_engine;
    Rest::RestServer m_rest;
    std::unique_ptr<Bulk> m_connecting;
    QTimer m_historyCheck;
    std::optional<Error> m_toldError;
};

} // namespace Standin::App
