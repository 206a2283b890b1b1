// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

class Precondition;
struct DeviceRequest;

/// /api/v1/devices: the list, and making, changing and removing devices. The engine must outlive the controller.
class DevicesController final : public QObject
{
    Q_OBJECT

public:
    explicit DevicesController(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.history())
        , m_profiles(engine.profiles())
    {}

    void list(const HttpRequest &request, const ReplyPtr &reply);
    /// With an ETag, which belongs to the device's profile: it does not change with messages and states.
    void get(const HttpRequest &request, const ReplyPtr &reply);
    /// 201 with the device; 409 when the client id is in use.
    void create(const HttpRequest &request, const ReplyPtr &reply);
    /// Makes the device, or gives it this profile. If-Match and If-None-Match are obeyed, also below.
    void put(const HttpRequest &request, const ReplyPtr &reply);
    /// Changes settings of its connection.
    void patch(const HttpRequest &request, const ReplyPtr &reply);
    void remove(const HttpRequest &request, const ReplyPtr &reply);

private:
    using Make = std::function<Result<Profile>(const VersionedProfile *)>;

    void set(const DeviceRequest &wanted, const Precondition &condition, const ReplyPtr &reply, const Make &make);
    void answer(const DeviceRequest &wanted, Cursor before, bool isNew, const ReplyPtr &reply);

    Fleet &m_fleet;
    const JournalReader &m_journal;
    const ProfileRegistry &m_profiles;
};

} // namespace Standin::Rest
