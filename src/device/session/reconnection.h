// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/random.h"
#include "device/session/sessionend.h"
#include "device/session/sessionhistory.h"
#include "profile/connection.h"

namespace Standin {

/// Decides whether, when and where a device connects again after its session ended or an attempt failed. It counts the
/// attempts until a session has lasted (see SessionHistory), so that the delays are the same for a broker that accepts
/// a device and drops it at once and for one that refuses it. It runs no timer. Use it in one thread.
class Reconnection
{
public:
    using Instant = Clock::Instant;

    /// Maximum number of consecutive server references that a device follows without a session that lasts.
    static constexpr int mostReferences = 5;

    struct Plan
    {
        std::optional<std::chrono::milliseconds> delay = {}; ///< delay until the next attempt; nullopt: no further one
        Error error;                                         ///< reason of the last end
        std::optional<SessionHistory::Sent> sentBefore = {};
        bool isElsewhere = false; ///< the next attempt uses another server, which the broker has named
    };

    explicit Reconnection(quint64 seed)
        : m_random(seed)
    {}

    /// A connect order: resets the count, and uses the broker of the profile.
    void begin();
    /// The connection of the profile has changed: a server that a broker named is not used any more.
    void returnToProfile() { m_server.reset(); }
    void opened(Instant now);
    void sent(SessionHistory::Sent message) { m_history.sent(std::move(message)); }
    void acknowledged(qint32 packetId) { m_history.acknowledged(packetId); }

    /// An attempt has failed. `isReturning`: the device was online before; otherwise it tries again only if the broker
    /// names another server.
    [[nodiscard]] Plan afterFailure(const SessionEnd &end, const Connection &connection, bool isReturning);
    /// An open session has ended.
    [[nodiscard]] Plan afterLoss(const SessionEnd &end, const Connection &connection, Instant now);

    /// Number of attempts since a session has lasted.
    [[nodiscard]] int attempt() const { return m_attempt; }
    /// The server that a broker named, in place of the profile's.
    [[nodiscard]] const std::optional<QUrl> &server() const { return m_server; }

private:
    [[nodiscard]] Plan next(Error error, const QString &serverReference, const Connection &connection);
    [[nodiscard]] Plan follow(Error error, const QString &serverReference, const Connection &connection);

    Random m_random;
    SessionHistory m_history;
    int m_attempt = 0;
    int m_references = 0; ///< consecutive references
    std::chrono::milliseconds m_delay{0};
    std::optional<QUrl> m_server;
    bool m_isServerTemporary = false;
};

} // namespace Standin
