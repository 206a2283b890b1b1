// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/device/…: the simple API. Whatever becomes of a request, the HTTP status is 200 and the body says
/// {"code":0,"msg":"success"}, or a code that is not 0 and what went wrong.
class DeviceApi final : public QObject
{
    Q_OBJECT

public:
    /// What an action starts, or why it cannot be started.
    using Started = Result<Fleet::Done>;
    using Action = Started (DeviceApi::*)(const HttpRequest &);

    explicit DeviceApi(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.journal())
        , m_profiles(engine.profiles())
    {}

    /// Answers when the action is done.
    [[nodiscard]] Handler handlerOf(Action action);
    /// Answers with the commands that hold the value of the body's member of that name.
    [[nodiscard]] Handler lookupBy(const QString &correlationKey);

    Started connectDevice(const HttpRequest &request);
    Started goOffline(const HttpRequest &request);
    Started reconnect(const HttpRequest &request);
    Started upload(const HttpRequest &request);
    Started setResponseMsg(const HttpRequest &request);

private:
    [[nodiscard]] Result<JournalPage> lookUp(const HttpRequest &request, const QString &correlationKey) const;
    [[nodiscard]] Result<QString> knownDevice(const HttpRequest &request) const;

    Fleet &m_fleet;
    const JournalReader &m_journal;
    const ProfileRegistry &m_profiles;
};

} // namespace Standin::Rest
