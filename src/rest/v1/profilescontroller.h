// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/v1/profiles: the loaded profiles (ProfileRegistry), without secrets (ShownSecrets). The engine must outlive the
/// controller.
class ProfilesController final : public QObject
{
    Q_OBJECT

public:
    explicit ProfilesController(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.history())
        , m_profiles(engine.profiles())
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// The profile as its file has it, with an ETag.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// Keeps a profile under this name, and gives it to the devices that have the former one. If-Match and
    /// If-None-Match are obeyed, also below.
    void put(const HttpRequest &request, const ReplyPtr &reply);
    /// 409 while devices have it.
    void remove(const HttpRequest &request, const ReplyPtr &reply);

private:
    Fleet &m_fleet;
    const JournalReader &m_journal;
    ProfileRegistry &m_profiles;
};

} // namespace Standin::Rest
