// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "device/commandchain.h"
#include "match/correlation.h"

#include <array>

namespace Standin {

/// Ends a storm: a peer may turn each reply into a command again, which would be answered without end, and rules of
/// several devices may make each other fire.
///
/// There are three limits. After more than `limit` commands of a chain (CommandChain), none of it is answered. After
/// more than `limit` answers to the same correlation values without a pause of `window`, further commands with these
/// values are not answered. After more than `perWindow` answers within `window`, no command is answered. The last two
/// states end when none of these commands has arrived for `window`, or with reset().
class ReplyGuard
{
public:
    static constexpr std::chrono::seconds window{10};
    static constexpr int timesLimit = 20; ///< perWindow is this multiple of the limit

    enum class Verdict : quint8 {
        Answer,
        StopTheseValues, ///< the first command above the limit
        StopAll,         ///< likewise
        StopChain,       ///< likewise
        Stopped,
    };

    /// Counts a command that is to be answered. `values` is the hash of its correlation values, 0 for none; `limit` 0:
    /// no limit. `chain`: that of a command of a rule.
    [[nodiscard]] Verdict ask(quint64 values, int limit, Clock::Instant now, CommandChain *chain = nullptr);
    /// The error for the journal when replies stop; `correlation` is that of the command.
    [[nodiscard]] static Error describe(Verdict verdict, const Match::Correlation &correlation, int limit);
    void reset() { *this = ReplyGuard(); }

private:
    struct Counter
    {
        quint64 values = 0;
        int count = 0;
        bool isStopped = false;
        Clock::Instant last = {}; ///< of the commands
    };

    [[nodiscard]] Verdict askSame(quint64 values, int limit, Clock::Instant now);
    [[nodiscard]] Verdict askAll(int limit, Clock::Instant now);
    [[nodiscard]] Counter *counterOf(quint64 values, Clock::Instant now);

    Clock::Instant m_windowBegan = {};
    Counter m_all; ///< `count` is that of the current window
    /// The frequent values (Misra and Gries): a counter may be too low, never too high.
    std::array<Counter, 8> m_counters = {};
};

} // namespace Standin
