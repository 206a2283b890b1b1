// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fleet/fleet.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/device/…: the simple API. Whatever becomes of a request, the HTTP status is 200 and the body says
/// {"code":0,"msg":"success"}, or a code that is not 0 and what went wrong.
class DeviceApi final : public QObject
{
    Q_OBJECT

public:
    explicit DeviceApi(Fleet &fleet, QObject *parent = nullptr);

    void addRoutes(Router &router);

private:
    /// What an action starts, or why it cannot be started.
    using Started = Result<Fleet::Done>;
    using Action = Started (DeviceApi::*)(const HttpRequest &);

    void addAction(Router &router, const QString &path, Action action);
    void addLookup(Router &router, const QString &path, const QString &correlationKey);

    Started connectDevice(const HttpRequest &request);
    Started goOffline(const HttpRequest &request);
    Started reconnect(const HttpRequest &request);
    Started upload(const HttpRequest &request);
    Started setResponseMsg(const HttpRequest &request);
    [[nodiscard]] Result<JournalPage> lookUp(const HttpRequest &request, const QString &correlationKey) const;

    [[nodiscard]] Result<QString> knownDevice(const HttpRequest &request) const;

    Fleet &m_fleet;
};

} // namespace Standin::Rest
