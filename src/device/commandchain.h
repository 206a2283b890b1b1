// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <atomic>
#include <memory>

namespace Standin {

/// The commands that rules publish for other devices because of one message: directly, and through the rules that those
/// commands fire. Thread-safe; devices of several threads share it.
class CommandChain
{
public:
    /// After such a time without a command it counts from the beginning again.
    static constexpr std::chrono::seconds pause{10};

    /// A rule publishes a command.
    void add(Clock::Instant now);
    [[nodiscard]] int size() const { return m_size; }
    /// No device continues it any more. True for the first call.
    bool stop() { return !m_isStopped.exchange(true); }

private:
    std::atomic<int> m_size = 0;
    std::atomic<Clock::Instant> m_last = Clock::Instant();
    std::atomic<bool> m_isStopped = false;
};

using CommandChainPtr = std::shared_ptr<CommandChain>;

} // namespace Standin
