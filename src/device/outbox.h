// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/completion.h"
#include "base/timers.h"

#include <unordered_map>

namespace Standin {

/// The messages that wait for the broker's acknowledgement, each with its completion and its deadline. A completion is
/// called after its message was removed, so it may call any function.
class Outbox
{
public:
    /// Time for a broker to acknowledge a message of QoS 1 or 2.
    static constexpr std::chrono::seconds acknowledgeTimeout{10};

    /// Makes the error of a failed message.
    using ErrorOf = std::function<Error(qint32 id)>;

    /// The timers must outlive the outbox. `timedOut` makes the error of a message whose deadline has passed.
    Outbox(Timers &timers, ErrorOf timedOut)
        : m_timers(timers)
        , m_timedOut(std::move(timedOut))
    {}

    /// `done` is called with the result of acknowledge(), or with the error of failAll() or `timedOut`.
    void add(qint32 id, Completion<> done);
    /// Without effect for a message that is not waiting.
    void acknowledge(qint32 id, const Result<> &result);
    void failAll(const ErrorOf &errorOf);

    [[nodiscard]] size_t count() const { return m_waiting.size(); }

private:
    struct Waiting
    {
        Completion<> done;
        Timer deadline;
    };

    Timers &m_timers;
    ErrorOf m_timedOut;
    std::unordered_map<qint32, Waiting> m_waiting; ///< by packet id
};

} // namespace Standin
