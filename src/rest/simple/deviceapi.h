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
    /// What a request holds that is not known, and ignored, so that existing automation goes on.
    using Warnings = QStringList;
    using Action = Started (DeviceApi::*)(const HttpRequest &, Warnings &);

    explicit DeviceApi(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.journal())
        , m_profiles(engine.profiles())
    {}

    /// Answers when the action is done. `parameters`: those that it knows in the query.
    [[nodiscard]] Handler handlerOf(Action action, const QStringList &parameters);
    /// Answers with the commands that hold the value of the body's member of that name.
    [[nodiscard]] Handler lookupBy(const QString &correlationKey);

    Started connectDevice(const HttpRequest &request, Warnings &warnings);
    Started goOffline(const HttpRequest &request, Warnings &warnings);
    Started reconnect(const HttpRequest &request, Warnings &warnings);
    Started upload(const HttpRequest &request, Warnings &warnings);
    Started setResponseMsg(const HttpRequest &request, Warnings &warnings);

private:
    [[nodiscard]] Result<JournalPage> lookUp(const HttpRequest &request, const QString &correlationKey,
                                             Warnings &warnings) const;
    [[nodiscard]] Result<QString> knownDevice(const HttpRequest &request) const;

    Fleet &m_fleet;
    const JournalReader &m_journal;
    const ProfileRegistry &m_profiles;
};

} // namespace Standin::Rest
