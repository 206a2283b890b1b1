// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/completion.h"
#include "base/timers.h"

#include <unordered_map>

namespace Standin {

/// The messages that wait for the broker's acknowledgement, each with its completion and its deadline. Completions are
/// called after their message was taken out, so they may do anything.
class Outbox
{
public:
    /// How long a broker may take to acknowledge a message of QoS 1 or 2.
    static constexpr std::chrono::seconds acknowledgeTimeout{10};

    /// The timers must outlive the outbox.
    explicit Outbox(Timers &timers)
        : m_timers(timers)
    {}

    /// `done` is called with the result of acknowledge(), with the error of failAll(), or with PublishTimeout.
    void add(qint32 id, Completion<> done);
    /// Without effect for a message that is not waiting.
    void acknowledge(qint32 id, const Result<> &result);
    void failAll(const Error &error);

    [[nodiscard]] size_t count() const { return m_waiting.size(); }

private:
    struct Waiting
    {
        Completion<> done;
        Timer deadline;
    };

    Timers &m_timers;
    std::unordered_map<qint32, Waiting> m_waiting; ///< by packet id
};

} // namespace Standin
