// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device/commandchain.h"

#include <array>
#include <deque>
#include <mutex>
#include <unordered_map>

namespace Standin {

/// The commands that rules of a fleet have published lately, to find the chain of one that a device receives. A command
/// is identified by its fingerprint (SentMessages); of two with the same one the newer counts. Bounded; may be used by
/// any thread.
class ChainedCommands
{
public:
    using Fingerprint = quint64;

    static constexpr size_t shardCount = 16;
    static constexpr size_t maxPerShard = 2048;

    /// A rule publishes a command in this chain. Call it before the message is passed to the session.
    void add(Fingerprint fingerprint, const CommandChainPtr &chain, Clock::Instant now);
    /// nullptr: no rule has published it within CommandChain::pause.
    [[nodiscard]] CommandChainPtr chainOf(Fingerprint fingerprint, Clock::Instant now);

private:
    struct Sent
    {
        CommandChainPtr chain;
        Clock::Instant at;
    };

    struct Shard
    {
        std::mutex mutex;
        std::unordered_map<Fingerprint, Sent> commands;
        std::deque<std::pair<Fingerprint, Clock::Instant>> order; ///< the oldest first; also of those sent again since

        void makeRoom(Clock::Instant now);
    };

    [[nodiscard]] Shard &shardOf(Fingerprint fingerprint) { return m_shards[fingerprint % shardCount]; }

    std::atomic<bool> m_isUsed = false; ///< without such rules no lock is taken
    std::array<Shard, shardCount> m_shards;
};

} // namespace Standin
