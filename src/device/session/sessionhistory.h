// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <chrono>

namespace Standin {

/// The history of a device's sessions: whether one lasted, and the probable reason of an end for which the broker gave
/// none. Use it in one thread.
class SessionHistory
{
public:
    using Instant = Clock::Instant;

    /// A session has lasted when it was open for this long, or for the delay before it if that was longer.
    static constexpr std::chrono::seconds leastToLast{10};
    /// A message of QoS 0, which is not acknowledged, is named when it was sent at most this long before the end.
    static constexpr std::chrono::seconds justBefore{2};

    struct Sent
    {
        QString topic;
        quint8 qos = 0;
        quint16 packetId = 0; ///< 0 at QoS 0
        Instant at = {};
    };

    struct End
    {
        Error error; ///< with further known facts
        bool hasLasted = false;
        std::optional<Sent> sentBefore = {}; ///< the message sent last, if it may be the reason
    };

    void opened(Instant now, std::chrono::milliseconds delayBefore);
    void sent(Sent message) { m_sent = std::move(message); }
    void acknowledged(qint32 packetId);
    void attemptFailed() { m_unexplainedEnds = 0; }
    /// The open session has ended.
    [[nodiscard]] End ended(Error error, Instant now);

private:
    Instant m_openedAt = {};
    std::chrono::milliseconds m_leastToLast = leastToLast;
    std::optional<Sent> m_sent; ///< the last message of this session, unless it was acknowledged
    int m_unexplainedEnds = 0;  ///< consecutive, without a failed attempt between them
};

} // namespace Standin
