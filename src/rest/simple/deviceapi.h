// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "rest/http/router.h"

namespace Standin::Rest {

/// /api/device/…: the simple API. The HTTP status is always 200. The body is {"code":0,"msg":"success"}, or has a code
/// other than 0 and the error as `msg`.
class DeviceApi final : public QObject
{
    Q_OBJECT

public:
    /// Starts an action; an error if it cannot be started.
    using Started = Result<Fleet::Done>;
    /// Unknown parts of a request, which are ignored so that existing automation continues to work.
    using Warnings = QStringList;
    using Action = Started (DeviceApi::*)(const HttpRequest &, Warnings &);

    explicit DeviceApi(Engine &engine)
        : m_fleet(engine.fleet())
        , m_journal(engine.journal())
        , m_profiles(engine.profiles())
    {}

    /// Answers when the action is done.
    [[nodiscard]] Handler handlerOf(Action action);
    /// Answers with the commands that have the value of this member of the body.
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
