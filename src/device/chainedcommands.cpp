// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/chainedcommands.h"

namespace Standin {

void ChainedCommands::Shard::makeRoom(Clock::Instant now)
{
    while (!order.empty() && (order.size() >= maxPerShard || now - order.front().second >= CommandChain::pause)) {
        const auto [fingerprint, at] = order.front();
        order.pop_front();
        const auto found = commands.find(fingerprint);
        if (found != commands.end() && found->second.at == at)
            commands.erase(found);
    }
}

void ChainedCommands::add(Fingerprint fingerprint, const CommandChainPtr &chain, Clock::Instant now)
{
    chain->add(now);
    m_isUsed = true;
    Shard &shard = shardOf(fingerprint);
    const std::lock_guard lock(shard.mutex);
    shard.makeRoom(now);
    shard.commands[fingerprint] = {.chain = chain, .at = now};
    shard.order.emplace_back(fingerprint, now);
}

CommandChainPtr ChainedCommands::chainOf(Fingerprint fingerprint, Clock::Instant now)
{
    if (!m_isUsed)
        return nullptr;
    Shard &shard = shardOf(fingerprint);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.commands.find(fingerprint);
    const bool isKnown = found != shard.commands.end() && now - found->second.at < CommandChain::pause;
    return isKnown ? found->second.chain : nullptr;
}

} // namespace Standin
