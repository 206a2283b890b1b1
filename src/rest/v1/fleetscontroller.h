// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/v1/fleets: a fleet is the devices whose profile has the same name. The engine must outlive the controller.
class FleetsController final : public QObject
{
    Q_OBJECT

public:
    explicit FleetsController(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.history())
        , m_profiles(engine.profiles())
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// 201 with the client ids; 409 when one of them is in use, and then none is made.
    void create(const HttpRequest &request, const ReplyPtr &reply);
    /// The order of this name for all devices of the fleet {profile}; the body has its arguments.
    [[nodiscard]] Handler order(const QString &orderName);

private:
    /// UnknownProfile when there is none.
    [[nodiscard]] Result<QStringList> devicesOf(const HttpRequest &request) const;

    Fleet &m_fleet;
    const JournalReader &m_journal;
    const ProfileRegistry &m_profiles;
};

} // namespace Standin::Rest
