// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "match/correlation.h"

#include <array>

namespace Standin {

/// Ends a storm: a reply that somebody turns into a command again is answered again, and so on without end.
///
/// Two things count. The same correlation values, answered more than `limit` times without a pause of `window`: further
/// commands with these values are not answered. And commands of any kind, answered more than `perWindow` times within
/// `window`: no command is answered. Either ends when none of these commands has arrived for `window`, or with reset().
class ReplyGuard
{
public:
    static constexpr std::chrono::seconds window{10};
    static constexpr int timesLimit = 20; ///< perWindow is so many times the limit

    enum class Verdict : quint8 {
        Answer,
        StopTheseValues, ///< the first one over the limit
        StopAll,         ///< likewise
        Stopped,
    };

    /// A command that is to be answered. `values` stands for its correlation values, 0 for none; `limit` 0: any number.
    [[nodiscard]] Verdict ask(quint64 values, int limit, Clock::Instant now);
    /// What there is to say when replies stop; `correlation` is that of the command.
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
    Counter m_all; ///< `count` is that of the present window
    /// The values that come often (Misra and Gries): the counters count too little, never too much.
    std::array<Counter, 8> m_counters = {};
};

} // namespace Standin
