// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "device/session/sessionend.h"
#include "device/session/sessionhistory.h"
#include "profile/connection.h"

namespace Standin {

/// Whether, when and where a device connects again after its session ended or an attempt failed. It counts the attempts
/// until a session has lasted (see SessionHistory), so that a broker that accepts a device and drops it at once is
/// not asked more often than one that refuses it. It runs no timer. Use it in one thread.
class Reconnection
{
public:
    using Instant = Clock::Instant;

    /// How often in a row, without a session that lasts, a device lets itself be sent to another server.
    static constexpr int mostReferences = 5;

    struct Plan
    {
        std::optional<std::chrono::milliseconds> delay = {}; ///< until the next attempt; nullopt: no further one
        Error error;                                         ///< why the last one ended
        std::optional<SessionHistory::Sent> sentBefore = {};
        bool isElsewhere = false; ///< the broker has named another server, and the next attempt goes there
    };

    explicit Reconnection(quint64 seed)
        : m_random(seed)
    {}

    /// Somebody asked for a connection: counts anew, and goes to the broker of the profile.
    void begin();
    /// The connection of the profile is another one: a server that a broker named is not right for it.
    void returnToProfile() { m_server.reset(); }
    void opened(Instant now);
    void sent(SessionHistory::Sent message) { m_history.sent(std::move(message)); }
    void acknowledged(qint32 packetId) { m_history.acknowledged(packetId); }

    /// An attempt has failed. `isReturning`: the device was online before; else it tries again only where the broker
    /// names another server.
    [[nodiscard]] Plan afterFailure(const SessionEnd &end, const Connection &connection, bool isReturning);
    /// An open session has ended.
    [[nodiscard]] Plan afterLoss(const SessionEnd &end, const Connection &connection, Instant now);

    /// How many attempts were made since a session has lasted.
    [[nodiscard]] int attempt() const { return m_attempt; }
    /// The server that a broker named, in place of the profile's.
    [[nodiscard]] const std::optional<QUrl> &server() const { return m_server; }

private:
    [[nodiscard]] Plan next(Error error, const QString &serverReference, const Connection &connection);
    [[nodiscard]] Plan follow(Error error, const QString &serverReference, const Connection &connection);

    Random m_random;
    SessionHistory m_history;
    int m_attempt = 0;
    int m_references = 0; ///< followed in a row
    std::chrono::milliseconds m_delay{0};
    std::optional<QUrl> m_server;
    bool m_isServerTemporary = false;
};

} // namespace Standin
